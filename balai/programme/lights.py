"""The traffic light of a goal: its last value against the straight path from baseline to target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

TOLERANCE = Decimal("0.15")  # of the whole way: this far behind the path is amber, further is red


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"  # nothing reported yet


@dataclass(frozen=True, slots=True)
class Course:
    """A goal's straight path: `baseline` on `begins`, `target` on `due`."""

    begins: date
    due: date
    baseline: Decimal
    target: Decimal

    def expected(self, on: date) -> Decimal:
        """Where the indicator should stand on a day."""
        whole = (self.due - self.begins).days
        gone = min(max((on - self.begins).days, 0), whole)
        return self.baseline + (self.target - self.baseline) * gone / whole

    def share_done(self, value: Decimal) -> Decimal:
        """Which part of the way from baseline to target the value has gone; may be below 0 or above 1."""
        return (value - self.baseline) / (self.target - self.baseline)


def light(course: Course, last: tuple[date, Decimal] | None) -> Light:
    """Green: on or before the path; amber: up to 15 % of the way behind; red: further behind. No value: grey.

    The value is compared with the path on the day it was measured; one that is overdue and short of the target is never
    green.
    """
    if last is None:
        return Light.GREY
    on, value = last
    behind = course.share_done(course.expected(on)) - course.share_done(value)
    if behind <= 0:
        return Light.GREEN
    return Light.AMBER if behind <= TOLERANCE else Light.RED
