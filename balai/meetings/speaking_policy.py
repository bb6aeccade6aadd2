"""Who may ask for the floor, give it, and end a speech: by the body's rules on speaking."""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import AgendaItem, MeetingKind, MeetingState, Stage
from balai.meetings import policy
from balai.meetings.models import Attendance, Presence, Speech, Voting
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.invitations import law_of as invitations_law
from balai.rules.procedure import Rules
from balai.rules.speakers import Kind, law_of, may_speak_as
from balai.verdict import Verdict, forbidden, not_now, yes


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat on an item. `reads`: who sits there may read it. `apart`: the seat takes no part in it."""

    seat: Membership
    attendance: Attendance | None
    reads: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is invited to an item. `reads`: they may read it still."""

    invitation: ItemInvitation
    reads: bool


Speaker = Seated | Invited


def may_ask_to_speak(
    who: Standing,
    item: AgendaItem,
    one: Seated | None,
    kind: Kind,
    *,
    submitted: bool,
    closed: bool,
    open_voting: Voting | None,
) -> Verdict:
    """For oneself; the secretary and the chair note others. `submitted`: by this seat. `closed`: the list is."""
    rule = law_of(who.body.rules).rule
    if one is None or one.seat.body_id != item.meeting.body_id:
        return forbidden(_("Only those with a seat in this body speak here."), rule)
    if not (who.holds(one.seat) or may_note_speakers(who)):
        return forbidden(_("You ask for the floor for yourself; the secretary or the chair notes others."), rule)
    if not may_speak_as(one.seat.role, who.body.rules):
        return forbidden(_("The rules of this body do not give this seat the right to speak."), rule)
    if kind == Kind.REPLY and not submitted:
        return forbidden(_("Only the submitter of the item replies."), rule)
    if not (verdict := _in_debate(item, rule)):
        return verdict
    if closed and kind == Kind.SPEECH:
        return not_now(_("The list of speakers is closed."), rule)
    if not (verdict := _nobody_votes(open_voting, rule)):
        return verdict
    return _can_speak(who, one, rule)


def may_list_invited(who: Standing, one: Invited, *, closed: bool, open_voting: Voting | None) -> Verdict:
    """The chair or the secretary puts who is invited to the item, and has been called in, on the list of speakers."""
    rule = law_of(who.body.rules).rule
    if not (verdict := may_note_speakers(who)):
        return verdict
    if not (verdict := _in_debate(one.invitation.item, rule)):
        return verdict
    if closed:
        return not_now(_("The list of speakers is closed."), rule)
    if not (verdict := _nobody_votes(open_voting, rule)):
        return verdict
    return _can_be_heard(one, who.body.rules)


def may_note_speakers(who: Standing) -> Verdict:
    rule = law_of(who.body.rules).rule
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair notes who asks for the floor."), rule)
    return yes(rule=rule)


def _in_debate(item: AgendaItem, rule: str) -> Verdict:
    if item.meeting.kind == MeetingKind.ELECTRONIC:
        return not_now(_("There is no debate in an electronic session."), rule)
    if item.meeting.state != MeetingState.OPEN:
        return not_now(_("The floor is asked for and given while the meeting is open."), rule)
    if item.stage != Stage.TAKEN_UP:
        return not_now(_("The floor is asked for and given on the item that is taken up."), rule)
    return yes(rule=rule)


def _nobody_votes(open_voting: Voting | None, rule: str) -> Verdict:
    if open_voting is not None:
        return not_now(_("A vote is open: nobody speaks until it is closed."), rule)
    return yes(rule=rule)


def _can_be_heard(one: Invited, rules: Rules) -> Verdict:
    """Whether somebody is invited to this item with the right to speak, and is in the room."""
    rule, invitation = invitations_law(rules).rule, one.invitation
    if not invitation.may_speak:
        return forbidden(_("This person is invited without the right to speak."), rule)
    if invitation.ended_at is not None:
        return not_now(_("This invitation has been taken back already."), rule)
    if not invitation.called:
        return not_now(_("Who is invited is called in before they speak."), rule)
    if not one.reads:
        return forbidden(_("Who may not read an item does not speak on it."), rule)
    return yes(rule=rule)


def _can_speak(who: Standing, one: Speaker, rule: str) -> Verdict:
    """Whether somebody sits in this seat who may speak on the item. `who` asks, or gives the floor."""
    if isinstance(one, Invited):
        return _can_be_heard(one, who.body.rules)
    noted = one.attendance
    own = who.holds(one.seat)
    if one.apart:
        return forbidden(_("Who takes no part in an item does not speak on it."), rule)
    if noted is None or noted.presence == Presence.ABSENT:
        said = _("You are not noted as present. Note your attendance first.")
        other = _("This person is not noted as present.")
        return not_now(said if own else other, who.body.rules.quorum.rule)
    if own and noted.person_id != who.person.pk and not may_note_speakers(who):
        return forbidden(_("Somebody else holds this seat in this meeting."), who.body.rules.substitution.rule)
    if not one.reads:
        return forbidden(_("Who may not read an item does not speak on it."), rule)
    return yes(rule=rule)


def speaks_for(who: Standing, speech: Speech) -> bool:
    """Whether the reader holds the seat that waits or speaks; who is invited holds none."""
    return speech.seat is not None and who.holds(speech.seat)


def may_leave_list(who: Standing, speech: Speech) -> Verdict:
    """Whoever waits gives the floor back; the secretary and the chair take others off the list."""
    rule = law_of(who.body.rules).rule
    if not (speaks_for(who, speech) or may_note_speakers(who)):
        return forbidden(_("You give back only your own place on the list of speakers."), rule)
    if speech.began_at is not None:
        return not_now(_("The floor has been given already."), rule)
    return _in_debate(speech.item, rule)


def may_give_floor(who: Standing, speech: Speech, one: Speaker, open_voting: Voting | None) -> Verdict:
    """The chair gives the floor, to whoever on the list they will; whose turn it was stands in the record."""
    rule = law_of(who.body.rules).rule
    if not (verdict := policy.leads_open_meeting(who, speech.meeting)):
        return verdict
    if not (verdict := _in_debate(speech.item, rule)):
        return verdict
    if speech.began_at is not None:
        return not_now(_("The floor has been given already."), rule)
    if not (verdict := _nobody_votes(open_voting, rule)):
        return verdict
    return _can_speak(who, one, rule)


class Unseen(Enum):
    """No screen showed who speaks."""

    UNSEEN = "unseen"


UNSEEN = Unseen.UNSEEN


def nobody_given_floor_meanwhile(speaking: Speech | None, seen: object, rule: str) -> Verdict:
    """Two may lead, the chair and who stands in: neither takes the floor from whom the other has just given it."""
    if speaking is None or speaking.pk == seen:
        return yes(rule=rule)
    said = _("%(name)s has been given the floor meanwhile: look again before you give it to another.")
    return not_now(said % {"name": speaking.person.name}, rule)


def may_end_speech(who: Standing, speech: Speech) -> Verdict:
    """The chair, and whoever speaks."""
    rule = law_of(who.body.rules).rule
    speaks = speech.person_id == who.person.pk and speaks_for(who, speech)
    if not (who.is_chair or speaks):
        return forbidden(_("Only the chair, or who speaks, ends a speech."), rule)
    if speech.began_at is None:
        return not_now(_("This person does not have the floor."), rule)
    if speech.ended_at is not None:
        return not_now(_("This speech has ended."), rule)
    return yes(rule=rule)


def may_close_list(who: Standing, item: AgendaItem) -> Verdict:
    """The chair closes the list of speakers of the item in debate, and opens it again."""
    if not (verdict := policy.leads_open_meeting(who, item.meeting)):
        return verdict
    return _in_debate(item, law_of(who.body.rules).rule)
