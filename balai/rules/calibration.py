"""What meetings with a known beginning and end say about the minutes of an item. Used by bench/calibrate_minutes.py."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, fsum, log, sqrt
from statistics import stdev

from balai.rules.forecast import ENOUGH, ITEM_VARIATION, MEETING_VARIATION, Past

LEAST_APART, MOST_APART = 0.1, 0.5  # a few meetings are not trusted to be more even, or wilder, than this


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that took so many minutes for so many items."""

    name: str
    minutes: float
    items: int

    @property
    def minutes_per_item(self) -> float:
        return self.minutes / self.items


@dataclass(frozen=True, slots=True)
class Calibration:
    """`error`: the largest relative error when each meeting is foretold from the others."""

    meetings: int
    items: int
    minutes_per_item: float
    meeting_variation: float
    error: float


def calibrate(held: Sequence[Held]) -> Calibration:
    """Fit the mean minutes of an item and how much whole meetings differ from it.

    Meetings differ by chance in their items too (ITEM_VARIATION over the root of their number); only what is left
    is put down to the meeting.

    Raises:
        ValueError: fewer than two meetings tell nothing about how meetings differ.
    """
    if len(held) < 2:
        raise ValueError("at least two meetings with a beginning and an end are needed")
    spread = stdev(log(one.minutes_per_item) for one in held) ** 2
    by_items = ITEM_VARIATION**2 / (sum(one.items for one in held) / len(held))
    return Calibration(
        meetings=len(held),
        items=sum(one.items for one in held),
        minutes_per_item=_pooled(held),
        meeting_variation=sqrt(exp(max(0.0, spread - by_items)) - 1),
        error=max(_error(one, [other for other in held if other is not one]) for one in held),
    )


def variation_of(past: Sequence[Past]) -> float:
    """How much whole meetings of this body differ, from its own; the default until it has held three with debates."""
    held: dict[str, list[float]] = defaultdict(list)
    for one in past:
        if one.meeting and one.minutes > 0:
            held[one.meeting].append(one.minutes)
    if len(held) < ENOUGH:
        return MEETING_VARIATION
    found = calibrate([Held(name, fsum(minutes), len(minutes)) for name, minutes in sorted(held.items())])
    return min(MOST_APART, max(LEAST_APART, found.meeting_variation))


def minutes_between(start: str, end: str) -> int:
    """Minutes from HH:MM to HH:MM; an end that is not after the start lies on the next day."""
    first, last = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (start, end))
    return (last - first - 1) % (24 * 60) + 1


def _pooled(held: Sequence[Held]) -> float:
    return sum(one.minutes for one in held) / sum(one.items for one in held)


def _error(left_out: Held, others: Sequence[Held]) -> float:
    return abs(_pooled(others) * left_out.items - left_out.minutes) / left_out.minutes
