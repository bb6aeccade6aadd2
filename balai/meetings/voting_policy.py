"""Who may put to the vote, vote, and close a vote: by the body's rules on majorities."""

from django.utils.translation import gettext as _

from balai.agenda.models import AgendaItem, MeetingKind, Stage
from balai.meetings import policy
from balai.meetings.hall import Hall
from balai.meetings.models import Attendance, Presence, Voting
from balai.people.models import Membership, Person
from balai.people.standing import Standing
from balai.rules.triage import Triage
from balai.verdict import Verdict, forbidden, not_now, yes


def may_open_voting(
    who: Standing, item: AgendaItem, hall: Hall, recused: frozenset[str], open_voting: Voting | None, found: Triage
) -> Verdict:
    """As deciding, in a formal session, on the item in debate, where the body votes at all."""
    rule = who.body.rules.majority.rule
    if not (verdict := policy.may_lead(who)):
        return verdict
    if item.meeting.kind != MeetingKind.FORMAL:
        return not_now(_("Votes are taken in a formal session only."), rule)
    if who.body.rules.majority.of(item.kind).kind == "one_decider":
        return not_now(_("In this body there is no vote: one person decides."), rule)
    if not (verdict := policy.may_decide(who, item, hall, recused, open_voting, found)):
        return verdict
    if item.stage != Stage.TAKEN_UP:
        return not_now(_("Open the item first, then put it to the vote."), rule)
    return yes(rule=rule)


def may_vote(
    who: Standing,
    voting: Voting,
    seat: Membership | None,
    attendance: Attendance | None,
    *,
    recused: bool,
    counts: bool,
    voted: Person | None = None,
) -> Verdict:
    """A member who is present, not recused, once.

    Args:
        counts: the rules give this seat a vote (substitutes).
        voted: who gave the seat's vote in this voting, if anybody.
    """
    rule = who.body.rules.majority.rule
    if seat is None or not seat.decides or not who.holds(seat):
        return forbidden(_("Only members of this body vote."), rule)
    if voting.closed_at is not None:
        return not_now(_("The vote is closed."), rule)
    if recused:
        return forbidden(_("You have recused yourself from this item; you do not vote on it."), rule)
    if voted is not None and voted.pk != who.person.pk:
        said = _("%(name)s has voted for this seat. One seat has one vote, and only who gave it changes it.")
        return forbidden(said % {"name": voted.name}, who.body.rules.substitution.rule)
    return _sits(who, attendance, yes(rule=rule), counts=counts)


def _sits(who: Standing, attendance: Attendance | None, verdict: Verdict, *, counts: bool) -> Verdict:
    """Whether this person is in the meeting in this seat, with a vote."""
    law = who.body.rules
    if attendance is None or attendance.presence == Presence.ABSENT:
        return not_now(_("You are not noted as present. Note your attendance first."), law.quorum.rule)
    if attendance.person_id != who.person.pk:
        return forbidden(_("Somebody else holds this seat in this meeting."), law.substitution.rule)
    if not counts:
        return forbidden(_("Standing in for another gives no second vote."), law.substitution.rule)
    return verdict


def may_close_voting(who: Standing, voting: Voting, hall: Hall, recused: frozenset[str]) -> Verdict:
    """Votes are counted while there is a quorum on the item."""
    if not (verdict := may_break_off_voting(who, voting)):
        return verdict
    return policy.has_quorum(hall, verdict, recused)


def may_break_off_voting(who: Standing, voting: Voting) -> Verdict:
    """The chair ends a vote without counting, where members have left; nothing is decided."""
    rule = who.body.rules.majority.rule
    if not who.is_chair:
        return forbidden(_("Only the chair does this."), rule)
    if voting.closed_at is not None:
        return not_now(_("The vote is closed."), rule)
    return yes(rule=rule)
