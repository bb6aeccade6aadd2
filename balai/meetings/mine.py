"""The reader's own part of the meeting page: attendance, vote, items to have opened."""

from dataclasses import dataclass

from balai.agenda.models import MeetingState
from balai.agenda.picture import ItemPicture
from balai.meetings import policy
from balai.meetings.console import SeatRow, Sitting
from balai.meetings.models import Vote
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
    if now.vote is None:
        return ()
    voting = now.vote.voting
    cast = dict(
        Vote.objects.filter(voting=voting, seat__in=[seat.pk for seat in who.seats]).values_list("seat", "choice")
    )
    recused = {seat for one in now.whole.items if one.item.pk == voting.item_id for seat in one.recused}
    return tuple(
        MyVote(
            seat,
            policy.may_vote(
                who,
                voting,
                seat,
                now.hall.attendance.get(seat.pk),
                recused=seat.pk in recused,
                counts=str(seat.pk) in now.hall.present,
            ),
            cast.get(seat.pk, ""),
        )
        for seat in who.seats
    )
