"""The reader's own part of the meeting page: attendance, vote, items to have opened."""

from collections.abc import Container
from copy import copy
from dataclasses import dataclass
from uuid import UUID

from balai.agenda.models import MeetingState, Recusal
from balai.agenda.motions.models import Motion
from balai.agenda.motions.policy import may_withdraw_motion
from balai.agenda.picture import ItemPicture
from balai.agenda.policy import may_end_recusal, may_recuse, may_withdraw_objection
from balai.meetings import policy
from balai.meetings.drafting_policy import may_draft_decision
from balai.meetings.models import BallotGiven, Vote
from balai.meetings.motion_policy import may_propose_motion
from balai.meetings.motions import sat_in
from balai.meetings.queries import SeatRow, Sitting
from balai.meetings.secret_policy import may_put_in
from balai.meetings.voting_policy import may_note_answer, may_vote
from balai.meetings.votings import voted_in_another_seat
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.voting import Form
from balai.verdict import Verdict


@dataclass(frozen=True, slots=True)
class MyVote:
    """`called`: in a roll call, it is this seat's turn; `noted`: the secretary wrote the answer down."""

    seat: Membership
    verdict: Verdict
    choice: str
    called: bool
    noted: bool


@dataclass(frozen=True, slots=True)
class MyRecusal:
    """On the item in debate: whether the seat is recused, and what this person may do about it."""

    seat: Membership
    recused: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Mine:
    """`rows`: seats whose attendance the reader may note; `votes`: one for each seat that they may speak for.

    `notes_answers`, `notes_silence`: whether the reader notes what others answer in the roll call, or that they do not.
    """

    rows: tuple[SeatRow, ...]
    notes_all: bool
    votes: tuple[MyVote, ...]
    may_open: tuple[ItemPicture, ...]
    notes_answers: bool
    notes_silence: bool
    objects_to: tuple[ItemPicture, ...]  # items on which the reader may withdraw an objection now
    recusals: tuple[MyRecusal, ...]  # on the item at hand
    drafts: bool  # types the text of the decision
    proposes: Verdict | None  # another text for the item in debate
    motions: tuple[Motion, ...]  # the reader's own that they may withdraw


def mine(now: Sitting, who: Standing) -> Mine:
    rows = tuple(row for row in now.seats if policy.may_note_attendance(who, now.meeting, row.seat))
    running = now.meeting.state == MeetingState.OPEN
    return Mine(
        rows=rows,
        notes_all=bool(policy.may_note_everybody(who, now.meeting)),
        votes=_votes(now, who),
        may_open=now.block if running and who.seats else (),
        notes_answers=_notes(now, who, answered=True),
        notes_silence=_notes(now, who, answered=False),
        objects_to=_objects_to(now, who),
        recusals=_recusals(now, who) if running else (),
        drafts=_drafts(now, who),
        proposes=_proposes(now, who),
        motions=_withdrawn(now, who),
    )


def _notes(now: Sitting, who: Standing, *, answered: bool) -> bool:
    return now.vote is not None and bool(may_note_answer(who, now.vote.voting, answered=answered))


def _drafts(now: Sitting, who: Standing) -> bool:
    one, voting = now.running, now.vote.voting if now.vote else None
    return one is not None and not one.closed and bool(may_draft_decision(who, one.item, voting))


def _proposes(now: Sitting, who: Standing) -> Verdict | None:
    one, seat = now.running, sat_in(who, now.hall)
    if one is None or one.closed or seat is None:
        return None
    item = copy(one.item)  # the picture's item is kept in memory; it must not hold on to this meeting
    item.meeting = now.meeting
    voting = now.vote.voting if now.vote else None
    noted, recused = now.hall.attendance.get(seat.pk), seat.pk in one.recused
    return may_propose_motion(who, item, seat, noted, recused=recused, open_voting=voting)


def _withdrawn(now: Sitting, who: Standing) -> tuple[Motion, ...]:
    if now.running is None:
        return ()
    voting, item = now.vote.voting if now.vote else None, now.running.item
    own = (one.motion for one in now.open_motions if may_withdraw_motion(who, one.motion, item))
    return tuple(one for one in own if voting is None or voting.motion_id != one.pk)


def _objects_to(now: Sitting, who: Standing) -> tuple[ItemPicture, ...]:
    """Where the first of the reader's seats objects; what it said is its own to know, whatever the rules show."""
    seat = who.seat()
    if seat is None:
        return ()
    said = ((one, one.given.get(seat.pk)) for one in now.whole.items if not one.closed)
    return tuple(
        one for one, given in said if given and may_withdraw_objection(who, one.item, seat, given.stance, now.meeting)
    )


def _recusals(now: Sitting, who: Standing) -> tuple[MyRecusal, ...]:
    one, seat = now.running, who.seat()
    if one is None or one.closed or seat is None:
        return ()
    recused = seat.pk in one.recused
    verdict = may_recuse(who, one.item, seat, now.meeting)
    if recused and verdict:
        item = copy(one.item)  # the picture's item is kept in memory; it must not hold on to this meeting
        item.meeting = now.meeting
        declared_by = Recusal.objects.filter(item=item, seat=seat).values_list("declared_by", flat=True).first()
        verdict = may_end_recusal(who, item, seat, declared_by)
    return (MyRecusal(seat, recused, verdict),) if verdict or recused else ()


def _votes(now: Sitting, who: Standing) -> tuple[MyVote, ...]:
    """A ballot for each seat that this person can vote for; where there is none, the reason for the first one."""
    if now.vote is None:
        return ()
    voting = now.vote.voting
    keys = [seat.pk for seat in who.seats]
    cast = {vote.seat_id: vote for vote in Vote.objects.filter(voting=voting, seat__in=keys).select_related("cast_by")}
    item = now.whole.of(voting.item_id)
    recused = item.recused if item else {}
    given = set(BallotGiven.objects.filter(voting=voting, seat__in=keys).values_list("seat", flat=True))
    votes = [_vote(now, who, seat, recused, cast.get(seat.pk), given=seat.pk in given) for seat in who.seats]
    return tuple(one for one in votes if one.verdict) or tuple(votes[:1])


def _vote(
    now: Sitting, who: Standing, seat: Membership, recused: Container[UUID], cast: Vote | None, *, given: bool
) -> MyVote:
    assert now.vote is not None
    secret = now.vote.voting.form == Form.SECRET
    verdict = may_vote(
        who,
        now.vote.voting,
        seat,
        now.hall.attendance.get(seat.pk),
        recused=seat.pk in recused,
        counts=str(seat.pk) in now.hall.present,
        voted=cast.cast_by if cast and not cast.noted else None,
        called=now.vote.roll is None or now.vote.roll.may_answer(seat),
    )
    if secret:
        elsewhere = voted_in_another_seat(now.vote.voting, who.person, seat)
        verdict = may_put_in(who, verdict, given=given, elsewhere=elsewhere)
    roll = now.vote.roll
    called = roll is not None and roll.called is not None and roll.called.seat.pk == seat.pk
    return MyVote(seat, verdict, cast.choice if cast else "", called, noted=cast is not None and cast.noted)
