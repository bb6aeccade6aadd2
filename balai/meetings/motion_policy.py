"""Who proposes, settles and puts motions to the vote in the sitting: by the body's rules on motions."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.agenda.models import AgendaItem, MeetingKind, MeetingState, Stage
from balai.agenda.motions.models import Motion
from balai.agenda.motions.policy import may_propose
from balai.meetings import policy
from balai.meetings.drafting import LONGEST
from balai.meetings.hall import Hall
from balai.meetings.models import Attendance, Presence, Voting
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.motions import MotionState, Settling, law_of, votes_on_motions, why_not_settle
from balai.rules.voting import Form
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes
from balai.wording import sentence
from balai.words import Words, best

LONGEST_REASON = 1000  # characters


def may_propose_motion(
    who: Standing,
    item: AgendaItem,
    seat: Membership | None,
    attendance: Attendance | None,
    *,
    recused: bool,
    open_voting: Voting | None,
) -> Verdict:
    """As before the meeting; while it runs by whoever sits in the seat, and not while a vote is open on the item."""
    if not (verdict := may_propose(who, item, seat, recused=recused)):
        return verdict
    if item.meeting.state == MeetingState.OPEN and item.meeting.kind != MeetingKind.ELECTRONIC:
        law = who.body.rules
        if attendance is None or attendance.presence == Presence.ABSENT:
            return not_now(_("You are not noted as present. Note your attendance first."), law.quorum.rule)
        if attendance.person_id != who.person.pk:
            return forbidden(_("Somebody else holds this seat in this meeting."), law.substitution.rule)
    if open_voting is not None and open_voting.item_id == item.pk:
        return not_now(_("A vote is open: what is voted on does not change."), verdict.rule)
    return verdict


def has_motions_left(who: Standing, motions: Iterable[Motion], seat: Membership) -> Verdict:
    """While a motion is open its item waits; so one member proposes a few, those that were withdrawn included."""
    law = law_of(who.body.rules)
    if sum(1 for one in motions if one.seat_id == seat.pk) < law.most:
        return yes(rule=law.rule)
    said = ngettext(
        "By the rules of this body a member proposes at most %(most)s motion on an item.",
        "By the rules of this body a member proposes at most %(most)s motions on an item.",
        law.most,
    )
    return not_now(said % {"most": law.most}, law.rule)


def proposes(text: Words, because: str, stands: Words, open_motions: Iterable[Motion], rule: str) -> Verdict:
    """A motion changes something, and says it once. `stands`: the text to be decided as it is now."""
    said, language = best(text)
    if not said:
        return bad_input(_("Write the text that you propose."), rule)
    if len(said) > LONGEST or len(because) > LONGEST_REASON:
        too_long = _("The text of a decision has at most %(most)s characters, the reason %(reason)s.")
        return bad_input(too_long % {"most": LONGEST, "reason": LONGEST_REASON}, rule)
    if stands.get(language, "").strip() == said:
        return bad_input(_("This is the text as it stands: change in it what you want changed."), rule)
    same = next((one for one in open_motions if one.text.get(language) == said), None)
    if same is not None:
        return bad_input(_("Motion %(number)s proposes this text already.") % {"number": same.number}, rule)
    return yes(rule=rule)


def takes_votes(who: Standing, item: AgendaItem) -> bool:
    """Whether a motion on this item could be voted on: in a formal session of a body that votes."""
    return item.meeting.kind == MeetingKind.FORMAL and votes_on_motions(who.body.rules)


def may_settle_motion(
    who: Standing, motion: Motion, how: Settling, others: Iterable[Motion], open_voting: Voting | None
) -> Verdict:
    """The chair, in the debate on the item, while no vote is open."""
    if not (verdict := _in_debate(who, motion, open_voting)):
        return verdict
    states = [MotionState(one.state) for one in others if one.pk != motion.pk]
    votes = takes_votes(who, motion.item)
    reason = why_not_settle(how, MotionState(motion.state), states, who.body.rules, votes=votes)
    return not_now(f"{sentence(reason)}.", reason.rule) if reason else yes(rule=law_of(who.body.rules).rule)


def settles_for(how: Settling, because: str, rule: str) -> Verdict:
    """What is taken over needs no reason: it becomes the text. What does not, says why it does not."""
    if how != Settling.TAKE_OVER and not because.strip():
        return bad_input(_("Say why: it stands in the record and in the minutes."), rule)
    return yes(rule=rule)


def may_put_motion(
    who: Standing, motion: Motion, hall: Hall, recused: frozenset[str], open_voting: Voting | None, form: Form
) -> Verdict:
    """An open vote, by roll call too, with a quorum on the item; its result does not decide the item."""
    law = law_of(who.body.rules)
    if not (verdict := _in_debate(who, motion, open_voting)):
        return verdict
    if not motion.is_open:
        return not_now(_("This motion is settled."), law.rule)
    if not takes_votes(who, motion.item):
        return not_now(_("No vote is taken here: take the motion over, or say why not."), law.rule)
    if form == Form.SECRET:
        return not_now(_("A motion is voted on openly."), law.rule)
    if form == Form.ROLL_CALL and not (who.body.rules.voting and who.body.rules.voting.roll_call):
        return not_now(_("The rules of this body know no roll call."), law.rule)
    return policy.has_quorum(hall, yes(rule=law.rule), recused)


def _in_debate(who: Standing, motion: Motion, open_voting: Voting | None) -> Verdict:
    item = motion.item
    if not (verdict := policy.leads_open_meeting(who, item.meeting)):
        return verdict
    if not (alone := policy.no_voting_open(item.meeting, open_voting)):
        return alone
    if item.stage != Stage.TAKEN_UP:
        return not_now(_("A motion is settled in the debate on its item: take the item up first."), verdict.rule)
    return verdict


def not_voted_on(motion: Motion, open_voting: Voting | None, rule: str) -> Verdict:
    """What is being voted on is no longer its proposer's to take back."""
    if open_voting is not None and open_voting.motion_id == motion.pk:
        return not_now(_("A vote is open on this motion."), rule)
    return yes(rule=rule)
