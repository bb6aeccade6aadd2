"""Forms of voting: which are allowed on an item, in which order members are called, why a vote is repeated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from balai.rules.procedure import Rules


class Form(StrEnum):
    """How a vote is taken."""

    OPEN = "open"
    ROLL_CALL = "roll_call"
    SECRET = "secret"  # noqa: S105 (a kind of vote)


class RepeatGround(StrEnum):
    """Why a vote is repeated: an error in who voted or in the count, a technical fault, a question misunderstood."""

    ERROR = "error"
    FAULT = "fault"
    MISUNDERSTOOD = "misunderstood"


@dataclass(frozen=True, slots=True)
class Called:
    """A seat as the roll knows it. `name`: of its member; `rank`: in the order of precedence."""

    seat: str
    name: str
    rank: int
    chairs: bool


def secret_for(rules: Rules, kind: str) -> bool:
    """Whether items of this kind may be voted on by secret ballot."""
    return rules.secret_ballot is not None and kind in rules.secret_ballot.kinds


def only_secret_for(rules: Rules, kind: str) -> bool:
    return secret_for(rules, kind) and rules.secret_ballot is not None and rules.secret_ballot.obligatory


def repeated_for(rules: Rules) -> tuple[RepeatGround, ...]:
    """The grounds on which this body repeats a vote."""
    return tuple(RepeatGround(one) for one in rules.voting.repeated_for) if rules.voting else ()


def seconds_for(rules: Rules, form: Form) -> int | None:
    """How long a vote in this form is open at least; in a roll call everybody is waited for anyway."""
    return rules.voting.seconds if rules.voting and form != Form.ROLL_CALL else None


def seconds_left(seconds: int | None, opened_at: datetime, now: datetime) -> int:
    """How long the vote is still kept open for those who have not voted.

    The end of the time closes nothing: the chair does, and a vote given before that counts. So a clock that is set
    forward cuts nobody off; one that is set back keeps nobody waiting: before its own beginning no vote has time left.
    """
    if seconds is None or now < opened_at:
        return 0
    return max(0, seconds - int((now - opened_at).total_seconds()))


def roll(rules: Rules, seats: Iterable[Called]) -> tuple[str, ...]:
    """The seats in the order in which they are called: by the last word of the name, or by precedence."""
    law = rules.voting
    assert law is not None
    chair_place = {"last": 1, "first": -1, "in_order": 0}[law.chair_called]

    def place(one: Called) -> tuple[int, str | int, str, str]:
        apart = chair_place if one.chairs else 0
        by_name = (one.name.split() or [""])[-1].casefold()
        first: str | int = one.rank if law.roll_call_order == "precedence" else by_name
        return (apart, first, one.name.casefold(), one.seat)

    return tuple(one.seat for one in sorted(seats, key=place))
