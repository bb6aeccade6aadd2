"""Tables in which a row is replaced by a later one and stays: the n-th of a seat on an item."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from balai.record.reconcile.table import Event, Found, Key, Table, found_in


class Numbered(Table):
    """Every row that there ever was, under (item, seat, n). The last one may be `current`."""

    fields: tuple[str, ...]

    def last(self, item: str, seat: str) -> int:
        number = 0
        while (item, seat, number + 1) in self.rows:
            number += 1
        return number

    def replaced(self, event: Event, item: str, **values: Any) -> None:
        """A further row, which takes the place of the last one."""
        seat = event.seat or ""
        if last := self.last(item, seat):
            self.rows[item, seat, last].values["current"] = False
        self.put((item, seat, last + 1), event, current=True, **values)

    def away(self, event: Event, item: str) -> None:
        """The last row counts no more."""
        seat = event.seat or ""
        if last := self.last(item, seat):
            self.change((item, seat, last), event, current=False)

    def item_removed(self, event: Event) -> None:
        for key in [key for key in self.rows if key[0] == event.about]:
            del self.rows[key]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        counted: Counter[Key] = Counter()
        for key, found in found_in(self.model, ("item_id", "seat_id"), (*self.fields, "current")):
            counted[key] += 1
            yield (*key, counted[key]), found
