"""Who may prepare for a member, who sees it, and who makes a position of it."""

from datetime import datetime

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda import policy as answers
from balai.agenda.advising.models import PreparedPosition
from balai.agenda.models import AgendaItem, Meeting, MeetingState
from balai.people.models import Membership
from balai.people.policy import knows_advisers
from balai.people.standing import Standing
from balai.verdict import Verdict, forbidden, not_now, yes


def rule_of(who: Standing) -> str:
    law = who.body.rules.mandates
    return law.rule if law else who.body.rules.positions.rule


def may_read_prepared(who: Standing, seat: Membership | None) -> Verdict:
    """The member in person and the advisers of the seat: not the secretariat, not the chair, not who stands in."""
    rule = rule_of(who)
    if seat is not None and (who.holds_in_person(seat) or who.is_adviser_of(seat)):
        return yes(rule=rule)
    return forbidden(_("What is prepared for a member is for the member and the advisers of the seat alone."), rule)


def _advises(who: Standing, seat: Membership | None) -> Verdict:
    if not (verdict := knows_advisers(who.body)):
        return verdict
    if seat is None or not who.is_adviser_of(seat):
        return forbidden(_("Only an adviser of this seat prepares for it."), verdict.rule)
    return verdict


def may_prepare_here(who: Standing, meeting: Meeting, seat: Membership | None) -> Verdict:
    """An adviser of the seat, as long as the member can still give positions."""
    if not (verdict := _advises(who, seat)):
        return verdict
    if meeting.state == MeetingState.DRAFT:
        return not_now(_("The agenda has not been published to the members yet."), verdict.rule)
    if meeting.state not in answers.ANSWERING:
        return not_now(_("The meeting has begun: positions are closed, nothing more is prepared."), verdict.rule)
    if clock.now() > meeting.positions_close_at:
        said = _("Positions closed on %(moment)s; nothing more is prepared.")
        return not_now(said % {"moment": answers.moment(meeting.positions_close_at)}, verdict.rule)
    return verdict


def may_prepare(
    who: Standing, item: AgendaItem, seat: Membership | None, *, recused: bool, seen_version: int
) -> Verdict:
    """As for a position: on an item still on the agenda, on the version that was read."""
    if not (verdict := may_prepare_here(who, item.meeting, seat)):
        return verdict
    return takes_prepared(item, verdict, recused=recused, seen_version=seen_version)


def takes_prepared(item: AgendaItem, verdict: Verdict, *, recused: bool, seen_version: int) -> Verdict:
    """Whether this item does, where the meeting's verdict on the seat was yes."""
    if recused:
        return not_now(_("The member takes no part in this item; nothing is prepared on it."), verdict.rule)
    return answers.takes_position(item, verdict, recused=False, seen_version=seen_version)


def not_prepared_meanwhile(current: PreparedPosition | None, seen: int | None, rule: str) -> Verdict:
    """Two advisers of one member: the later must have seen the earlier. `seen` None: no state was shown."""
    if seen is None or seen == (current.pk if current else 0):
        return yes(rule=rule)
    return not_now(_("Something else was prepared on this item a moment ago. Look at it, then go on."), rule)


def may_withdraw_prepared(who: Standing, item: AgendaItem, seat: Membership | None) -> Verdict:
    """Its advisers take it back; the member sets it aside."""
    if not (verdict := may_read_prepared(who, seat)):
        return verdict
    if item.meeting.state not in answers.ANSWERING:
        return not_now(_("The meeting has begun; what was prepared stays as it is."), verdict.rule)
    return verdict


def may_confirm_here(who: Standing, meeting: Meeting, seat: Membership | None) -> Verdict:
    """The member in person, while positions are open: an adviser prepares, only the member gives."""
    rule = rule_of(who)
    if seat is not None and who.is_adviser_of(seat):
        return forbidden(_("An adviser prepares; only the member confirms."), rule)
    if seat is not None and who.holds(seat) and not who.holds_in_person(seat):
        said = _("What was prepared is for the member in person. Who stands in gives a position of their own.")
        return forbidden(said, rule)
    if seat is None or not who.holds_in_person(seat):
        return forbidden(_("Only the member confirms what was prepared for their seat."), rule)
    return answers.may_answer(who, meeting, seat)


def may_confirm(
    who: Standing, item: AgendaItem, seat: Membership | None, prepared: PreparedPosition | None, *, recused: bool
) -> Verdict:
    """As giving the position itself; on the version that it was prepared on."""
    if not (verdict := may_confirm_here(who, item.meeting, seat)):
        return verdict
    if prepared is None:
        return not_now(_("Nothing is prepared on this item (any more)."), verdict.rule)
    if not (verdict := answers.takes_position(item, verdict, recused=recused, seen_version=item.version)):
        return verdict
    if prepared.item_version != item.version:
        said = _("The papers changed after this was prepared on version %(then)s; now it is version %(now)s.")
        return not_now(said % {"then": prepared.item_version, "now": item.version}, verdict.rule)
    return verdict


def not_answered_since(answered: datetime | None, prepared: PreparedPosition, rule: str) -> Verdict:
    """What was answered after it was prepared is not answered over by one tap on an old screen."""
    if answered is not None and answered > prepared.prepared_at:
        return not_now(_("A position has been given on this item since this was prepared. Look at it first."), rule)
    return yes(rule=rule)


def may_write_briefing(who: Standing, item: AgendaItem, seat: Membership | None) -> Verdict:
    """From the publication of the agenda to the end of the meeting."""
    if not (verdict := _advises(who, seat)):
        return verdict
    if item.meeting.state in (MeetingState.DRAFT, MeetingState.CLOSED):
        return not_now(
            _("A briefing is written between the publication of the agenda and the end of the meeting."), verdict.rule
        )
    return verdict
