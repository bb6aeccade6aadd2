"""Who may put to the vote, vote, and close a vote: by the body's rules on majorities."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Stage
from balai.meetings import policy, secret_policy
from balai.meetings.hall import Hall
from balai.meetings.models import Attendance, Presence, Vote, Voting
from balai.people.models import Membership, Person
from balai.people.standing import Standing
from balai.rules.procedure import Rules
from balai.rules.stance import Choice
from balai.rules.triage import Triage
from balai.rules.voting import Form, RepeatGround, only_secret_for, repeated_for, seconds_left
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes


def may_open_voting(
    who: Standing,
    item: AgendaItem,
    hall: Hall,
    recused: frozenset[str],
    open_voting: Voting | None,
    found: Triage,
    form: Form = Form.OPEN,
    *,
    motions: Sequence[int],
) -> Verdict:
    """As deciding, in a formal session, on the item in debate, where the body votes at all."""
    rule = who.body.rules.majority.rule
    if not (verdict := policy.may_lead(who)):
        return verdict
    if item.meeting.kind != MeetingKind.FORMAL:
        return not_now(_("Votes are taken in a formal session only."), rule)
    if who.body.rules.majority.of(item.kind).kind == "one_decider":
        return not_now(_("In this body there is no vote: one person decides."), rule)
    if not (verdict := policy.may_decide(who, item, hall, recused, open_voting, found, motions)):
        return verdict
    if item.stage != Stage.TAKEN_UP:
        return not_now(_("Open the item first, then put it to the vote."), rule)
    return _form_allowed(who, item, form, able=len(hall.present - recused))


def _form_allowed(who: Standing, item: AgendaItem, form: Form, *, able: int) -> Verdict:
    """Whether the rules of this body know this form of voting, for an item of this kind."""
    rules = who.body.rules
    if form == Form.SECRET:
        return secret_policy.may_be_secret(who, item, able=able)
    if not (verdict := _openly(rules, item.kind)):
        return verdict
    if form == Form.ROLL_CALL:
        if rules.voting is None or not rules.voting.roll_call:
            return not_now(_("The rules of this body know no roll call."), rules.majority.rule)
        return yes(rule=rules.voting.rule)
    return yes(rule=rules.majority.rule)


def may_decide_without_vote(who: Standing, item: AgendaItem) -> Verdict:
    """Whether the chair may state what is decided: not where the rules want a secret ballot for what binds."""
    rules = who.body.rules
    if policy.decides_formally(item.meeting, rules):
        return _openly(rules, item.kind)
    return yes(rule=rules.majority.rule)


def _openly(rules: Rules, kind: str) -> Verdict:
    if only_secret_for(rules, kind) and rules.secret_ballot is not None:
        said = _("By the rules of this body a matter of this kind is voted on by secret ballot.")
        return not_now(said, rules.secret_ballot.rule)
    return yes(rule=rules.majority.rule)


def may_vote(
    who: Standing,
    voting: Voting,
    seat: Membership | None,
    attendance: Attendance | None,
    *,
    recused: bool,
    counts: bool,
    voted: Person | None = None,
    called: bool = True,
    fits: bool = True,
) -> Verdict:
    """A member who is present, not recused, once.

    Args:
        counts: the rules give this seat a vote (substitutes).
        voted: who gave the seat's vote in this voting, if anybody; an answer that was noted binds nobody.
        called: in a roll call, whether it is or has been this seat's turn.
        fits: the vote is of the form in which this one is cast: openly, or into the box.
    """
    rule = who.body.rules.majority.rule
    if seat is None or not seat.decides or not who.holds(seat):
        return forbidden(_("Only members of this body vote."), rule)
    if voting.closed_at is not None:
        return not_now(_("The vote is closed."), rule)
    if not fits:
        return not_now(_("This vote is taken in another form."), rule)
    if recused:
        return forbidden(_("You have recused yourself from this item; you do not vote on it."), rule)
    if not called:
        return not_now(_("You have not been called yet."), _law_on_rolls(who))
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


def _law_on_rolls(who: Standing) -> str:
    rules = who.body.rules
    return rules.voting.rule if rules.voting else rules.majority.rule


def may_note_answer(who: Standing, voting: Voting, *, answered: bool) -> Verdict:
    """Whether somebody notes what others say in a roll call: an answer the secretary, a silence the chair too.

    `answered`: there is an answer to note.
    """
    rule = _law_on_rolls(who)
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair notes the answers of others."), rule)
    if voting.form != Form.ROLL_CALL:
        return not_now(_("Answers are noted in a roll call only."), rule)
    if voting.closed_at is not None:
        return not_now(_("The vote is closed."), rule)
    law = who.body.rules.voting
    if answered and (law is None or not law.secretary_notes):
        return not_now(_("By the rules of this body members answer on their own screens."), rule)
    if answered and not who.is_secretary:
        return forbidden(_("The secretary notes the answers."), rule)
    return yes(rule=rule)


def can_be_noted(
    who: Standing, attendance: Attendance | None, *, recused: bool, counts: bool, called: bool, own: bool
) -> Verdict:
    """Whether this member's answer can be noted now.

    Args:
        own: the member has answered on their own screen.
    """
    rule, law = _law_on_rolls(who), who.body.rules
    if own:
        return not_now(_("The member has answered on their own screen; only they change it."), rule)
    if recused:
        return not_now(_("This member is recused from the item and does not vote on it."), rule)
    if attendance is None or attendance.presence == Presence.ABSENT:
        return not_now(_("This member is not noted as present."), law.quorum.rule)
    if not counts:
        return not_now(_("Standing in for another gives no second vote."), law.substitution.rule)
    return yes(rule=rule) if called else not_now(_("This member has not been called yet."), rule)


def may_close_voting(who: Standing, voting: Voting, hall: Hall, recused: frozenset[str]) -> Verdict:
    """Votes are counted while there is a quorum on the item."""
    if not (verdict := may_break_off_voting(who, voting)):
        return verdict
    return policy.has_quorum(hall, verdict, recused)


def closes_now(who: Standing, voting: Voting, missing: Sequence[str], now: datetime) -> Verdict:
    """Before its time is over a vote closes when everybody has voted. `missing`: the names of who has not.

    Apart from `may_close_voting`, for it turns with the clock: a button that was drawn a minute ago does not.
    """
    left = seconds_left(voting.seconds, voting.opened_at, now)
    if not left or not missing:
        return yes(rule=_law_on_rolls(who))
    said = ngettext(
        "The vote is open for %(left)s second more, unless all have voted before. Not yet: %(names)s.",
        "The vote is open for %(left)s seconds more, unless all have voted before. Not yet: %(names)s.",
        left,
    )
    return not_now(said % {"left": left, "names": ", ".join(missing)}, _law_on_rolls(who))


def may_break_off_voting(who: Standing, voting: Voting) -> Verdict:
    """The chair ends a vote without counting, where members have left; nothing is decided."""
    rule = who.body.rules.majority.rule
    if not who.is_chair:
        return forbidden(_("Only the chair does this."), rule)
    if voting.closed_at is not None:
        return not_now(_("The vote is closed."), rule)
    return yes(rule=rule)


# Repeating ----------------------------------------------------------------------------------------------------------


def not_voted_meanwhile(before: Vote | None, seen: Choice | None, rule: str, *, shown: bool) -> Verdict:
    """What was cast elsewhere since the screen was drawn stands, until somebody who sees it changes it."""
    cast = before.choice if before and not before.noted else None
    if not shown or cast == seen:
        return yes(rule=rule)
    return not_now(_("You have voted otherwise meanwhile, on another screen: that vote stands. Look at it."), rule)


def may_repeat_voting(who: Standing, voting: Voting, hall: Hall, recused: frozenset[str], *, last: bool) -> Verdict:
    """The chair has a counted vote repeated on a ground that the rules name, before the next item is dealt with.

    `last`: nothing was dealt with since it was counted.
    """
    rules = who.body.rules
    rule = rules.voting.rule if rules.voting else rules.majority.rule
    if not (verdict := policy.leads_open_meeting(who, voting.meeting)):
        return verdict
    if not repeated_for(rules):
        return not_now(_("The rules of this body do not repeat a vote."), rule)
    if voting.carried is None:
        return not_now(_("Only a vote that was counted is repeated."), rule)
    if voting.motion_id is not None:
        return not_now(_("A vote on a motion is not repeated: the motion can be proposed anew."), rule)
    if not last:
        return not_now(_("A vote is repeated before the next item is dealt with."), rule)
    if not (verdict := policy.has_quorum(hall, verdict, recused)):
        return verdict
    if voting.form == Form.SECRET:
        return secret_policy.may_be_secret(who, voting.item, able=len(hall.present - recused))
    return yes(rule=rule)


def repeats_for(who: Standing, ground: RepeatGround, because: str) -> Verdict:
    """A repetition names a ground that the rules know, and what happened."""
    rules = who.body.rules
    rule = rules.voting.rule if rules.voting else rules.majority.rule
    if ground not in repeated_for(rules):
        return bad_input(_("The rules of this body do not repeat a vote on this ground."), rule)
    if not because.strip():
        return bad_input(_("Say why the vote is repeated: it stands in the record and in the minutes."), rule)
    return yes(rule=rule)


def breaks_off_for(who: Standing, because: str) -> Verdict:
    rule = who.body.rules.majority.rule
    if not because.strip():
        return bad_input(_("Say why the vote is broken off: it stands in the record and in the minutes."), rule)
    return yes(rule=rule)


def is_last_dealt_with(meeting: Meeting, voting: Voting) -> bool:
    """Whether nothing was taken up or settled since this vote was counted."""
    if voting.carried is None or voting.closed_at is None:
        return False
    items = AgendaItem.objects.filter(meeting=meeting)
    later = items.filter(settled_at__gt=voting.closed_at).exists() or items.filter(stage=Stage.TAKEN_UP).exists()
    return not later and voting.item.settled_at == voting.closed_at
