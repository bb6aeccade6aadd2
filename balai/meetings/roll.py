"""The roll call: who is called now, who has answered, who noted it."""

from dataclasses import dataclass

from balai.meetings.models import RollCall, Vote, Voting
from balai.people.models import Membership
from balai.rules.voting import Form


@dataclass(frozen=True, slots=True)
class Answer:
    """One seat's line of the roll. `noted`: the answer was spoken, and somebody else noted it."""

    seat: Membership
    place: int
    choice: str
    noted: bool
    passed: bool
    able: bool

    @property
    def waits(self) -> bool:
        return self.able and not self.choice and not self.passed


@dataclass(frozen=True, slots=True)
class Roll:
    """In the order in which they are called."""

    lines: tuple[Answer, ...]

    @property
    def called(self) -> Answer | None:
        """Who is to answer now; nobody when all have been called."""
        return next((one for one in self.lines if one.waits), None)

    @property
    def next_called(self) -> Answer | None:
        waiting = [one for one in self.lines if one.waits]
        return waiting[1] if len(waiting) > 1 else None

    def may_answer(self, seat: Membership) -> bool:
        """Whether it is, or has been, this seat's turn; who came later answers when all have been called."""
        line = next((one for one in self.lines if one.seat.pk == seat.pk), None)
        called = self.called
        if called is None or (line is not None and line.seat.pk == called.seat.pk):
            return True
        return line is not None and not line.waits


def roll_of(voting: Voting, able: frozenset[str]) -> Roll | None:
    """The roll of a vote by roll call; None for another vote. Two queries.

    Args:
        able: seats that can vote now; who has left or is recused meanwhile is not waited for.
    """
    if voting.form != Form.ROLL_CALL:
        return None
    votes = {one.seat_id: one for one in Vote.objects.filter(voting=voting).select_related("seat")}
    rows = RollCall.objects.filter(voting=voting).select_related("seat__person", "seat__organization").order_by("place")
    return Roll(tuple(_line(row, votes.get(row.seat_id), str(row.seat_id) in able) for row in rows))


def _line(row: RollCall, vote: Vote | None, able: bool) -> Answer:
    return Answer(
        seat=row.seat,
        place=row.place,
        choice=vote.choice if vote else "",
        noted=vote.noted if vote else False,
        passed=row.passed_at is not None,
        able=able,
    )
