"""The reader's own part of the meeting page: attendance, vote, items to have opened."""

from collections.abc import Container
from dataclasses import dataclass
from uuid import UUID

from balai.agenda.models import MeetingState
from balai.agenda.picture import ItemPicture
from balai.meetings import policy
from balai.meetings.models import Vote
from balai.meetings.queries import SeatRow, Sitting
from balai.meetings.voting_policy import may_vote
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.verdict import Verdict


@dataclass(frozen=True, slots=True)
class MyVote:
    seat: Membership
    verdict: Verdict
    choice: str


@dataclass(frozen=True, slots=True)
class Mine:
    """`rows`: seats whose attendance the reader may note; `votes`: one for each seat that they may speak for."""

    rows: tuple[SeatRow, ...]
    notes_all: bool
    votes: tuple[MyVote, ...]
    may_open: tuple[ItemPicture, ...]


def mine(now: Sitting, who: Standing) -> Mine:
    rows = tuple(row for row in now.seats if policy.may_note_attendance(who, now.meeting, row.seat))
    running = now.meeting.state == MeetingState.OPEN
    return Mine(
        rows=rows,
        notes_all=bool(policy.may_note_everybody(who, now.meeting)),
        votes=_votes(now, who),
        may_open=now.block if running and who.seats else (),
    )


def _votes(now: Sitting, who: Standing) -> tuple[MyVote, ...]:
    """A ballot for each seat that this person can vote for; where there is none, the reason for the first one."""
    if now.vote is None:
        return ()
    voting = now.vote.voting
    keys = [seat.pk for seat in who.seats]
    cast = {vote.seat_id: vote for vote in Vote.objects.filter(voting=voting, seat__in=keys).select_related("cast_by")}
    item = now.whole.of(voting.item_id)
    recused = item.recused if item else {}
    votes = [_vote(now, who, seat, recused, cast.get(seat.pk)) for seat in who.seats]
    return tuple(one for one in votes if one.verdict) or tuple(votes[:1])


def _vote(now: Sitting, who: Standing, seat: Membership, recused: Container[UUID], cast: Vote | None) -> MyVote:
    assert now.vote is not None
    verdict = may_vote(
        who,
        now.vote.voting,
        seat,
        now.hall.attendance.get(seat.pk),
        recused=seat.pk in recused,
        counts=str(seat.pk) in now.hall.present,
        voted=cast.cast_by if cast else None,
    )
    return MyVote(seat, verdict, cast.choice if cast else "")
