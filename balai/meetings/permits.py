"""What the chair may do now: the console's buttons are these answers, so a button and a refusal cannot disagree."""

from copy import copy
from dataclasses import dataclass
from functools import partial

from balai.agenda.models import Meeting
from balai.agenda.motions.showing import ShownMotion
from balai.agenda.picture import ItemPicture
from balai.agenda.policy import may_confirm, may_open_item, may_reopen_agenda
from balai.meetings import policy, voting_policy
from balai.meetings.actions.add_urgent_item import has_begun
from balai.meetings.motion_policy import may_put_motion, may_settle_motion
from balai.meetings.motions import open_numbers
from balai.meetings.parts_policy import may_close_part, may_end_part
from balai.meetings.queries import Sitting
from balai.meetings.suspending_policy import may_move_resumption, may_resume, may_suspend
from balai.meetings.undo_policy import Undo, undo_of
from balai.people.standing import Standing
from balai.rules.access import Shown
from balai.rules.motions import Settling
from balai.rules.voting import Form, RepeatGround, repeated_for
from balai.verdict import Verdict


@dataclass(frozen=True, slots=True)
class OnItem:
    """On the item at hand."""

    decide: Verdict
    state: Verdict  # without a vote
    vote: Verdict
    roll_call: Verdict
    secret: Verdict
    set_aside: Verdict


@dataclass(frozen=True, slots=True)
class OnMotion:
    """On one open motion."""

    shown: ShownMotion
    take_over: Verdict
    vote: Verdict
    roll_call: Verdict
    decline: Verdict
    fall: Verdict


@dataclass(frozen=True, slots=True)
class OnVote:
    """On the open vote."""

    close: Verdict
    break_off: Verdict
    note_silence: Verdict


@dataclass(frozen=True, slots=True)
class Permits:
    """Each answer with its sentence and rule."""

    confirm: Verdict
    reopen: Verdict
    open: Verdict
    adopt_block: Verdict
    close: Verdict
    urgent: Verdict
    close_part: Verdict
    end_part: Verdict
    suspend: Verdict
    move: Verdict
    resume: Verdict
    undo: Undo | None
    item: OnItem | None
    vote: OnVote | None
    motions: tuple[OnMotion, ...]
    repeat: Verdict | None  # of the vote that was counted last
    repeated_for: tuple[RepeatGround, ...]


def permits(who: Standing, now: Sitting) -> Permits:
    meeting = now.meeting
    voting = now.vote.voting if now.vote else None
    return Permits(
        confirm=may_confirm(who, meeting),
        reopen=may_reopen_agenda(who, meeting),
        open=policy.may_open(who, meeting, now.hall),
        adopt_block=policy.may_adopt_block(who, meeting, now.hall, voting),
        close=policy.may_close(who, meeting, now.pending),
        urgent=policy.may_add_urgent(who, meeting, begun=has_begun(meeting)),
        close_part=may_close_part(who, meeting),
        end_part=may_end_part(who, meeting),
        suspend=may_suspend(who, meeting, voting),
        move=may_move_resumption(who, meeting),
        resume=may_resume(who, meeting, now.hall),
        undo=undo_of(who, now.whole, now.hall),
        item=_on_item(who, now, meeting, now.at_hand) if now.at_hand else None,
        vote=_on_vote(who, now),
        motions=_on_motions(who, now, meeting),
        repeat=_repeat(who, now),
        repeated_for=repeated_for(meeting.body.rules),
    )


def _on_item(who: Standing, now: Sitting, meeting: Meeting, one: ItemPicture) -> OnItem:
    if one.closed:
        may_not = may_open_item(who, one.item, Shown.TITLE)
        return OnItem(decide=may_not, state=may_not, vote=may_not, roll_call=may_not, secret=may_not, set_aside=may_not)
    item = copy(one.item)  # the picture's item is kept in memory; it must not hold on to this meeting
    item.meeting = meeting
    recused = one.apart
    voting = now.vote.voting if now.vote else None
    running = now.running is not None and now.running.item.pk == item.pk
    motions = tuple(shown.motion.number for shown in now.open_motions) if running else open_numbers(item)
    opens = partial(voting_policy.may_open_voting, who, item, now.hall, recused, voting, one.triage, motions=motions)
    return OnItem(
        decide=policy.may_decide(who, item, now.hall, recused, voting, one.triage, motions),
        state=voting_policy.may_decide_without_vote(who, item),
        vote=opens(form=Form.OPEN),
        roll_call=opens(form=Form.ROLL_CALL),
        secret=opens(form=Form.SECRET),
        set_aside=policy.may_settle(who, item, voting),
    )


def _on_motions(who: Standing, now: Sitting, meeting: Meeting) -> tuple[OnMotion, ...]:
    if now.running is None:
        return ()
    item = copy(now.running.item)  # the picture's item is kept in memory; it must not hold on to this meeting
    item.meeting = meeting
    every = [shown.motion for shown in now.motions]
    for motion in every:
        motion.item = item
    voting = now.vote.voting if now.vote else None

    def on(shown: ShownMotion) -> OnMotion:
        settle = partial(may_settle_motion, who, shown.motion, others=every, open_voting=voting)
        put = partial(may_put_motion, who, shown.motion, now.hall, item_apart, voting)
        return OnMotion(
            shown,
            take_over=settle(how=Settling.TAKE_OVER),
            vote=put(Form.OPEN),
            roll_call=put(Form.ROLL_CALL),
            decline=settle(how=Settling.DECLINE),
            fall=settle(how=Settling.FALL),
        )

    item_apart = now.running.apart
    return tuple(on(shown) for shown in now.open_motions)


def _on_vote(who: Standing, now: Sitting) -> OnVote | None:
    if now.vote is None:
        return None
    voting = now.vote.voting
    item = now.whole.of(voting.item_id)
    recused = item.apart if item else frozenset()
    return OnVote(
        close=voting_policy.may_close_voting(who, voting, now.hall, recused),
        break_off=voting_policy.may_break_off_voting(who, voting),
        note_silence=voting_policy.may_note_answer(who, voting, answered=False),
    )


def _repeat(who: Standing, now: Sitting) -> Verdict | None:
    voting = now.just_voted
    item = now.whole.of(voting.item_id) if voting else None
    if voting is None or item is None:
        return None
    voting.meeting = now.meeting
    return voting_policy.may_repeat_voting(who, voting, now.hall, item.apart, last=True)
