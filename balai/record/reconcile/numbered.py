"""Tables in which a row is replaced by a later one and stays: the n-th of a seat on an item."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

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


@dataclass
class Marked(Table):
    """Every row that there ever was, under its key and n. One that stands no more has the moment in its `mark`."""

    names: ClassVar[tuple[str, ...]]  # of the key
    mark: ClassVar[str]
    fields: ClassVar[tuple[str, ...]]
    counted: Counter[Key] = field(default_factory=Counter)

    def write(self, key: Key, event: Event, **values: Any) -> None:
        """The row that stands, or a further one where none does."""
        if self._standing(key) is None:
            self.counted[key] += 1
        self.put((*key, self.counted[key]), event, **values, **{self.mark: None})

    def end(self, key: Key, event: Event, at: datetime) -> None:
        """The row that stands does no more, from this moment on."""
        if (row := self._standing(key)) is not None:
            self.change(row, event, **{self.mark: at})

    def _standing(self, key: Key) -> Key | None:
        row = (*key, self.counted[key])
        return row if row in self.rows and self.rows[row].values[self.mark] is None else None

    def actual(self) -> Iterator[tuple[Key, Found]]:
        counted: Counter[Key] = Counter()
        for key, found in found_in(self.model, self.names, (*self.fields, self.mark)):
            counted[key] += 1
            yield (*key, counted[key]), found
