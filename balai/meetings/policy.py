"""Who may do what in the sitting, and when: by the body's rules of procedure."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, MeetingState, Stage
from balai.agenda.policy import moment
from balai.agenda.queries import labels_of
from balai.meetings.hall import Hall
from balai.meetings.models import Attendance, Presence, Voting
from balai.people.models import Membership, Role
from balai.people.standing import Standing
from balai.rules.motions import why_not_decide
from balai.rules.procedure import Rules
from balai.rules.stance import Track
from balai.rules.triage import Triage
from balai.rules.words import Reason
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes
from balai.wording import sentence

ATTENDING = (MeetingState.PUBLISHED, MeetingState.CONFIRMED, MeetingState.OPEN, MeetingState.SUSPENDED)


def refusal(reasons: tuple[Reason, ...], hall: Hall) -> Verdict:
    """A 'not now' in the words of the rules themselves."""
    labels = labels_of(hall.seats)
    return not_now(" ".join(f"{sentence(reason, labels)}." for reason in reasons), reasons[0].rule)


def has_quorum(hall: Hall, verdict: Verdict, recused: frozenset[str] = frozenset()) -> Verdict:
    found = hall.quorum(recused)
    return verdict if found.met else refusal(found.reasons, hall)


def decides_formally(meeting: Meeting, rules: Rules) -> bool:
    """Whether what this kind of meeting agrees on is a decision of the body; a consultative meeting only agrees."""
    law = getattr(rules.meeting_kinds, meeting.kind, None)
    return law.decisions if law else meeting.kind != MeetingKind.CONSULTATIVE


# The chair ----------------------------------------------------------------------------------------------------------


def may_lead(who: Standing) -> Verdict:
    """Who sees the console: the chair, or who stands in for the chair."""
    rule = who.body.rules.quorum.rule
    if not who.is_chair:
        return forbidden(_("The console is the chair's. The meeting page shows the meeting to everybody."), rule)
    return yes(rule=rule)


def _chairs(who: Standing) -> Verdict:
    rule = who.body.rules.quorum.rule
    return yes(rule=rule) if who.is_chair else forbidden(_("Only the chair does this."), rule)


def leads_open_meeting(who: Standing, meeting: Meeting) -> Verdict:
    if not (verdict := _chairs(who)):
        return verdict
    if meeting.state == MeetingState.CLOSED:
        return not_now(_("The meeting is closed."), verdict.rule)
    if meeting.state == MeetingState.SUSPENDED:
        return suspended(meeting, verdict.rule)
    if meeting.state != MeetingState.OPEN:
        return not_now(_("The meeting has not been opened yet."), verdict.rule)
    return verdict


def suspended(meeting: Meeting, rule: str) -> Verdict:
    """The refusal of what is done in an open meeting only."""
    assert meeting.resumes_at is not None
    said = _("The meeting is suspended until %(moment)s.")
    return not_now(said % {"moment": moment(meeting.resumes_at)}, rule)


def may_open(who: Standing, meeting: Meeting, hall: Hall) -> Verdict:
    """The chair opens with a quorum; an electronic session is concluded after the deadline for positions."""
    if not (verdict := _chairs(who)):
        return verdict
    if meeting.state == MeetingState.OPEN:
        return not_now(_("The meeting is already open."), verdict.rule)
    if meeting.state == MeetingState.SUSPENDED:
        return suspended(meeting, verdict.rule)
    if meeting.state == MeetingState.CLOSED:
        return not_now(_("The meeting is closed."), verdict.rule)
    if meeting.state != MeetingState.CONFIRMED:
        return not_now(_("Confirm the agenda first."), who.body.rules.agenda.rule)
    if meeting.kind == MeetingKind.ELECTRONIC and clock.now() < meeting.positions_close_at:
        said = _("Positions are open until %(moment)s; the electronic session is concluded after that.")
        return not_now(said % {"moment": moment(meeting.positions_close_at)}, who.body.rules.positions.rule)
    return has_quorum(hall, verdict)


def no_voting_open(meeting: Meeting, open_voting: Voting | None) -> Verdict:
    if open_voting is not None:
        return not_now(_("Another vote is open: close it first."), meeting.body.rules.majority.rule)
    return yes()


def may_adopt_block(who: Standing, meeting: Meeting, hall: Hall, open_voting: Voting | None) -> Verdict:
    """One question at a time: not while a vote is open."""
    if not (verdict := leads_open_meeting(who, meeting)):
        return verdict
    if not (alone := no_voting_open(meeting, open_voting)):
        return alone
    if not (verdict := has_quorum(hall, verdict)):
        return verdict
    return yes(rule=who.body.rules.block.rule)


def may_take_up(who: Standing, item: AgendaItem) -> Verdict:
    if not (verdict := leads_open_meeting(who, item.meeting)):
        return verdict
    if item.meeting.kind == MeetingKind.ELECTRONIC:
        law = who.body.rules.meeting_kinds.electronic
        return not_now(_("There is no debate in an electronic session."), law.rule if law else verdict.rule)
    if item.stage == Stage.TAKEN_UP:
        return not_now(_("This item is already open."), verdict.rule)
    if item.stage != Stage.LISTED:
        return not_now(_("This item is settled."), verdict.rule)
    return verdict


def nothing_taken_up_meanwhile(others: Sequence[AgendaItem], rule: str) -> Verdict:
    """Two may lead, the chair and who stands in: neither takes an item out of the other's hands unseen."""
    if not others:
        return yes(rule=rule)
    said = _("Item %(number)s has been taken up meanwhile: look at it before you take up another.")
    return not_now(said % {"number": others[0].number}, rule)


def may_settle(who: Standing, item: AgendaItem, open_voting: Voting | None) -> Verdict:
    """Postponing and withdrawing need no quorum of their own; they decide nothing on the matter."""
    if not (verdict := leads_open_meeting(who, item.meeting)):
        return verdict
    if not item.pending:
        return not_now(_("This item is settled."), verdict.rule)
    if open_voting is not None and open_voting.item_id == item.pk:
        return not_now(_("A vote is open on this item: close it first."), who.body.rules.majority.rule)
    if open_voting is not None:
        return not_now(_("A vote is open on another item: close it first."), who.body.rules.majority.rule)
    return verdict


def may_decide(
    who: Standing,
    item: AgendaItem,
    hall: Hall,
    recused: frozenset[str],
    open_voting: Voting | None,
    found: Triage,
    motions: Sequence[int],
) -> Verdict:
    """Adopting, adopting amended, rejecting: with a quorum on this item, where no rule stands against it.

    `motions`: the numbers of those that are open on it.
    """
    if not (verdict := may_settle(who, item, open_voting)):
        return verdict
    if not (verdict := has_quorum(hall, verdict, recused)):
        return verdict
    if not (verdict := _can_be_decided(item, hall, verdict, found)):
        return verdict
    reason = why_not_decide(motions, who.body.rules)
    return not_now(f"{sentence(reason)}.", reason.rule) if reason else verdict


def _can_be_decided(item: AgendaItem, hall: Hall, verdict: Verdict, found: Triage) -> Verdict:
    """An item that the triage calls undecidable, and in an electronic session one that is not agreed, waits."""
    if found.track == Track.UNDECIDABLE:
        return refusal(found.reasons[:1], hall)
    law = hall.rules.meeting_kinds.electronic
    if item.meeting.kind == MeetingKind.ELECTRONIC and found.track == Track.DISCUSS:
        said = _("There is no debate in an electronic session: postpone this item to a meeting, or withdraw it.")
        return not_now(said, law.rule if law else verdict.rule)
    return verdict


def may_close(who: Standing, meeting: Meeting, pending: int) -> Verdict:
    if not (verdict := leads_open_meeting(who, meeting)):
        return verdict
    if pending:
        said = _("Items not settled yet: %(count)s. Decide, postpone or withdraw them first.")
        return not_now(said % {"count": pending}, verdict.rule)
    return verdict


def may_show_hall(who: Standing) -> Verdict:
    """Who puts the meeting on the screen in the hall, and makes a link for the room's machine."""
    rule = who.body.rules.quorum.rule
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair shows the meeting in the hall."), rule)
    return yes(rule=rule)


# Urgent items -------------------------------------------------------------------------------------------------------


def may_add_urgent(who: Standing, meeting: Meeting, *, begun: bool) -> Verdict:
    """Estonia: at the start the chair may add an urgent matter on a minister's proposal. `begun`: an item is done."""
    law = who.body.rules.agenda
    if not (verdict := leads_open_meeting(who, meeting)):
        return verdict
    if not law.urgent_at_start or law.urgent_proposed_by == "nobody":
        return not_now(_("The rules of this body know no urgent items at the start of a meeting."), law.rule)
    if meeting.kind == MeetingKind.ELECTRONIC:
        return not_now(_("Nothing is added to an electronic session: nobody could answer on it."), law.rule)
    if begun:
        return not_now(_("An urgent item is added at the start, before the first item is dealt with."), law.rule)
    return yes(rule=law.rule)


def may_propose_urgent(seat: Membership, meeting: Meeting) -> Verdict:
    """Who may propose it: by the rules a member, the chair, or anyone with a seat that decides."""
    law = meeting.body.rules.agenda
    if seat.body_id != meeting.body_id or not seat.decides:
        return bad_input(_("An urgent item is proposed by a member of this body."), law.rule)
    if seat.ends is not None and seat.ends <= clock.now():
        return bad_input(_("This membership has ended already."), law.rule)
    if law.urgent_proposed_by == "chair" and seat.role != Role.CHAIR:
        return bad_input(_("Only the chair proposes an urgent item."), law.rule)
    return yes(rule=law.rule)


# Attendance ---------------------------------------------------------------------------------------------------------


def may_note_attendance(who: Standing, meeting: Meeting, seat: Membership) -> Verdict:
    """Members note themselves; the secretary and the chair note anybody."""
    rule = who.body.rules.quorum.rule
    if not (who.is_secretary or who.is_chair or who.holds(seat)):
        return forbidden(_("You can note only your own attendance."), rule)
    if seat.body_id != meeting.body_id:
        return forbidden(_("This seat belongs to another body."), rule)
    return _while_attended(meeting, rule)


def leaves_the_member(who: Standing, seat: Membership, noted: Attendance | None) -> Verdict:
    """Who stands in notes neither themselves nor an absence over a member who is here; the member comes at any time."""
    rule = who.body.rules.substitution.rule
    member_is_here = noted is not None and noted.presence != Presence.ABSENT and noted.person_id == seat.person_id
    chairs = any(own.role == Role.CHAIR for own in who.own)
    decides_it = who.is_secretary or chairs or who.holds_in_person(seat)
    if member_is_here and not decides_it:
        return forbidden(_("The member is here in person: nobody stands in for them now."), rule)
    return yes(rule=rule)


def may_note_everybody(who: Standing, meeting: Meeting) -> Verdict:
    rule = who.body.rules.quorum.rule
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair notes the attendance of others."), rule)
    return _while_attended(meeting, rule)


def _while_attended(meeting: Meeting, rule: str) -> Verdict:
    if meeting.kind == MeetingKind.ELECTRONIC:
        return not_now(_("In an electronic session those who answered are present; attendance is not noted."), rule)
    if meeting.state not in ATTENDING:
        return not_now(_("Attendance is noted from the publication of the agenda to the end of the meeting."), rule)
    return yes(rule=rule)
