"""Who invites whom to one item, and what the invited may read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.access import guest_reader, opens_to
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import AgendaItem, MeetingState, Paper
from balai.people.models import Person
from balai.people.standing import Standing, standing
from balai.rules.access import law_of as access_law
from balai.rules.invitations import law_of, why_not_invite
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes
from balai.wording import sentence


def may_invite(who: Standing, item: AgendaItem) -> Verdict:
    """The secretary or the chair, once the agenda is published and until the item is over, where the rules know it."""
    rule = law_of(who.body.rules).rule
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair invites to an item."), rule)
    if (why := why_not_invite(who.body.rules, item.meeting.kind, may_speak=False)) is not None:
        return not_now(f"{sentence(why)}.", why.rule)
    if item.meeting.state == MeetingState.DRAFT:
        return not_now(_("The agenda has not been published to the members yet."), rule)
    if item.meeting.state == MeetingState.CLOSED or not item.pending:
        return not_now(_("This item is settled."), rule)
    return yes(rule=rule)


def may_be_invited(person: Person, item: AgendaItem, *, may_speak: bool) -> Verdict:
    """Somebody who may read the item and would not see it anyway. An invitation opens no restricted item."""
    body = item.meeting.body
    rule = law_of(body.rules).rule
    if (why := why_not_invite(body.rules, item.meeting.kind, may_speak=may_speak)) is not None:
        return bad_input(f"{sentence(why)}.", why.rule)
    if not person.is_active or person.is_administrator:
        return bad_input(_("This person cannot be invited."), rule)
    if standing(person, body).belongs:
        return bad_input(_("This person belongs to the body and sees the agenda without an invitation."), rule)
    if not opens_to(item, guest_reader(person, clock.now()), body.rules):
        said = _("An invitation opens no restricted item: this person is not cleared for it, or it names its readers.")
        return bad_input(said, access_law(body.rules).rule)
    return yes(rule=rule)


def may_take_back(who: Standing, invitation: ItemInvitation) -> Verdict:
    rule = law_of(who.body.rules).rule
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair invites to an item."), rule)
    if invitation.ended_at is not None:
        return not_now(_("This invitation has been taken back already."), rule)
    return yes(rule=rule)


def may_read_as_guest(invitation: ItemInvitation, papers: Iterable[Paper] = ()) -> Verdict:
    """`invitation` is in force; what is restricted meanwhile is closed to the guest too."""
    item, now = invitation.item, clock.now()
    rules = item.meeting.body.rules
    reader = guest_reader(invitation.person, now)
    if not all(opens_to(thing, reader, rules) for thing in (item, *papers)):
        return forbidden(_("Access is restricted."), access_law(rules).rule)
    return yes(rule=law_of(rules).rule)
