"""Who may do what in the sitting, and when: by the body's rules of procedure."""

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, MeetingState, Stage
from balai.agenda.policy import moment
from balai.meetings.hall import Hall
from balai.meetings.models import Attendance, Presence, Voting
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.words import Reason
from balai.verdict import Verdict, forbidden, not_now, yes
from balai.wording import sentence


def refusal(reasons: tuple[Reason, ...], otherwise: str, rule: str) -> Verdict:
    """A 'not now' in the words of the rules themselves."""
    if not reasons:
        return not_now(otherwise, rule)
    return not_now(" ".join(sentence(reason) for reason in reasons), reasons[0].rule or rule)


def _chairs(who: Standing) -> Verdict:
    """The chair leads the meeting; in it, only who has opened it, so that two chairs cannot contradict each other."""
    rule = who.body.rules.quorum.rule
    if not who.is_chair:
        return forbidden(_("Only the chair does this."), rule)
    return yes(rule=rule)


def _leads_open_meeting(who: Standing, meeting: Meeting) -> Verdict:
    if not (verdict := _chairs(who)):
        return verdict
    if meeting.state == MeetingState.CLOSED:
        return not_now(_("The meeting is closed."), verdict.rule)
    if meeting.state != MeetingState.OPEN:
        return not_now(_("The meeting has not been opened yet."), verdict.rule)
    return verdict


def may_lead(who: Standing) -> Verdict:
    """Who sees the console: the chair, or who stands in for the chair."""
    if not who.is_chair:
        return forbidden(
            _("The console is the chair's. The meeting page shows the meeting to everybody."),
            who.body.rules.quorum.rule,
        )
    return yes(rule=who.body.rules.quorum.rule)


def may_note_attendance(who: Standing, meeting: Meeting, seat: Membership) -> Verdict:
    """Members note themselves; the secretary and the chair note anybody."""
    rule = who.body.rules.quorum.rule
    if not (who.is_secretary or who.is_chair or who.holds(seat)):
        return forbidden(_("You can note only your own attendance."), rule)
    if seat.body_id != meeting.body_id:
        return forbidden(_("This seat belongs to another body."), rule)
    if meeting.state not in (MeetingState.PUBLISHED, MeetingState.CONFIRMED, MeetingState.OPEN):
        return not_now(_("Attendance is noted from the publication of the agenda to the end of the meeting."), rule)
    return yes(rule=rule)


def may_note_everybody(who: Standing, meeting: Meeting) -> Verdict:
    rule = who.body.rules.quorum.rule
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair notes the attendance of others."), rule)
    if meeting.state not in (MeetingState.PUBLISHED, MeetingState.CONFIRMED, MeetingState.OPEN):
        return not_now(_("Attendance is noted from the publication of the agenda to the end of the meeting."), rule)
    return yes(rule=rule)


def no_voting_open(meeting: Meeting) -> Verdict:
    if Voting.objects.filter(meeting=meeting, closed_at=None).exists():
        return not_now(_("Another vote is open: close it first."), meeting.body.rules.majority.rule)
    return yes()


def may_open(who: Standing, meeting: Meeting, hall: Hall) -> Verdict:
    """The chair opens with a quorum; an electronic session is concluded after the deadline for positions."""
    if not (verdict := _chairs(who)):
        return verdict
    if meeting.state == MeetingState.OPEN:
        return not_now(_("The meeting is already open."), verdict.rule)
    if meeting.state == MeetingState.CLOSED:
        return not_now(_("The meeting is closed."), verdict.rule)
    if meeting.state != MeetingState.CONFIRMED:
        return not_now(_("Confirm the agenda first."), who.body.rules.agenda.rule)
    if meeting.kind == MeetingKind.ELECTRONIC and clock.now() < meeting.positions_close_at:
        said = _("Positions are open until %(moment)s; the electronic session is concluded after that.")
        return not_now(said % {"moment": moment(meeting.positions_close_at)}, who.body.rules.positions.rule)
    return has_quorum(hall, verdict)


def has_quorum(hall: Hall, verdict: Verdict, recused: frozenset[str] = frozenset()) -> Verdict:
    found = hall.quorum(recused)
    return verdict if found.met else refusal(found.reasons, _("There is no quorum."), hall.rules.quorum.rule)


def may_adopt_block(who: Standing, meeting: Meeting, hall: Hall) -> Verdict:
    if not (verdict := _leads_open_meeting(who, meeting)):
        return verdict
    if not (verdict := has_quorum(hall, verdict)):
        return verdict
    return yes(rule=who.body.rules.block.rule)


def may_take_up(who: Standing, item: AgendaItem) -> Verdict:
    if not (verdict := _leads_open_meeting(who, item.meeting)):
        return verdict
    if item.stage == Stage.TAKEN_UP:
        return not_now(_("This item is already open."), verdict.rule)
    if item.stage != Stage.LISTED:
        return not_now(_("This item is settled."), verdict.rule)
    return verdict


def may_settle(who: Standing, item: AgendaItem, open_voting: Voting | None) -> Verdict:
    """Postponing and withdrawing need no quorum of their own; they decide nothing on the matter."""
    if not (verdict := _leads_open_meeting(who, item.meeting)):
        return verdict
    if not item.pending:
        return not_now(_("This item is settled."), verdict.rule)
    if open_voting is not None:
        return not_now(_("A vote is open on this item: close it first."), who.body.rules.majority.rule)
    return verdict


def may_decide(
    who: Standing, item: AgendaItem, hall: Hall, recused: frozenset[str], open_voting: Voting | None
) -> Verdict:
    """Adopting, adopting amended, rejecting: with a quorum on this item."""
    if not (verdict := may_settle(who, item, open_voting)):
        return verdict
    return has_quorum(hall, verdict, recused)


def may_open_voting(
    who: Standing, item: AgendaItem, hall: Hall, recused: frozenset[str], open_voting: Voting | None
) -> Verdict:
    rules = who.body.rules
    if not (verdict := _leads_open_meeting(who, item.meeting)):
        return verdict
    if item.meeting.kind != MeetingKind.FORMAL:
        return not_now(_("Votes are taken in a formal session only."), rules.majority.rule)
    if rules.majority.kind == "one_decider":
        return not_now(_("In this body there is no vote: one person decides."), rules.majority.rule)
    if open_voting is not None:
        return not_now(_("Another vote is open: close it first."), rules.majority.rule)
    if item.stage != Stage.TAKEN_UP:
        return not_now(_("Open the item first, then put it to the vote."), rules.majority.rule)
    return has_quorum(hall, verdict, recused)


def may_vote(
    who: Standing,
    voting: Voting,
    seat: Membership | None,
    attendance: Attendance | None,
    *,
    recused: bool,
    counts: bool,
) -> Verdict:
    """A member who is present, not recused, once. `counts`: the rules give this seat a vote (substitutes)."""
    rule = who.body.rules.majority.rule
    if seat is None or not seat.decides or not who.holds(seat):
        return forbidden(_("Only members of this body vote."), rule)
    if voting.closed_at is not None:
        return not_now(_("The vote is closed."), rule)
    if recused:
        return forbidden(_("You have recused yourself from this item; you do not vote on it."), rule)
    if attendance is None or attendance.presence == Presence.ABSENT:
        return not_now(_("You are not noted as present. Note your attendance first."), who.body.rules.quorum.rule)
    if attendance.person_id != who.person.pk:
        return forbidden(_("Somebody else holds this seat in this meeting."), who.body.rules.substitution.rule)
    if not counts:
        return forbidden(_("Standing in for another gives no second vote."), who.body.rules.substitution.rule)
    return yes(rule=rule)


def may_close_voting(who: Standing, voting: Voting) -> Verdict:
    if not (verdict := _leads_open_meeting(who, voting.meeting)):
        return verdict
    if voting.closed_at is not None:
        return not_now(_("The vote is closed."), who.body.rules.majority.rule)
    return verdict


def may_add_urgent(who: Standing, meeting: Meeting) -> Verdict:
    """Estonia: at the start the chair may add an urgent matter on a minister's proposal."""
    rule = who.body.rules.agenda.rule
    if not (verdict := _leads_open_meeting(who, meeting)):
        return verdict
    if not who.body.rules.agenda.urgent_at_start:
        return not_now(_("The rules of this body know no urgent items at the start of a meeting."), rule)
    return yes(rule=rule)


def may_close(who: Standing, meeting: Meeting, pending: int) -> Verdict:
    if not (verdict := _leads_open_meeting(who, meeting)):
        return verdict
    if pending:
        said = _("Items not settled yet: %(count)s. Decide, postpone or withdraw them first.")
        return not_now(said % {"count": pending}, verdict.rule)
    return verdict
