"""Numbers of items on an agenda: 1, 2, 3, and R1, R2 for those that some readers are not shown.

Were they numbered through, a gap would tell these readers that something is kept from them.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from uuid import UUID

from balai.agenda.models import AgendaItem, Meeting
from balai.rules.access import Restriction, leaves_gap
from balai.rules.procedure import Rules

APART = "R"


def numbers(items: Sequence[AgendaItem], rules: Rules) -> Iterator[tuple[UUID, str]]:
    """The number of each item, in the order of the agenda."""
    open_ones, apart = count(1), count(1)
    for item in items:
        hidden = leaves_gap(item.restriction_for(frozenset()), rules)
        yield item.pk, f"{APART}{next(apart)}" if hidden else str(next(open_ones))


def next_number(meeting: Meeting, restriction: Restriction) -> str:
    """For an item at the end of the agenda: one more than the highest number of its series."""
    prefix = APART if leaves_gap(restriction, meeting.body.rules) else ""
    printed = meeting.items.values_list("number", flat=True)
    taken = [
        int(rest)
        for number in printed
        if (rest := number.removeprefix(prefix)).isdecimal() and number.startswith(prefix)
    ]
    return f"{prefix}{max(taken, default=0) + 1}"
