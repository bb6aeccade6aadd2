"""What advisers prepared: it binds nobody, but a confirmed position rests on it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from balai.agenda.advising.models import PreparedPosition
from balai.record.reconcile.table import Event, Found, Key, Table, found_in


class PreparedPositions(Table):
    """All that was ever prepared, the n-th for a seat on an item under (item, seat, n)."""

    model = PreparedPosition

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {
            "agenda.position.prepared": self.prepared,
            "agenda.prepared.withdrawn": self.withdrawn,
            "agenda.item.removed": self.item_removed,
        }

    def _last(self, item: str, seat: str) -> int:
        number = 0
        while (item, seat, number + 1) in self.rows:
            number += 1
        return number

    def prepared(self, event: Event) -> None:
        said, item, seat = event.content, event.about, event.seat or ""
        if last := self._last(item, seat):
            self.rows[item, seat, last].values["current"] = False
        self.put(
            (item, seat, last + 1),
            event,
            stance=said["stance"],
            opinion=said["opinion"] or "",
            item_version=event.version,
            prepared_by_id=event.by,
            prepared_at=event.at,
            current=True,
        )

    def withdrawn(self, event: Event) -> None:
        item, seat = event.about, event.seat or ""
        self.change((item, seat, self._last(item, seat)), event, current=False)

    def item_removed(self, event: Event) -> None:
        for key in [key for key in self.rows if key[0] == event.about]:
            del self.rows[key]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        fields = ("stance", "opinion", "item_version", "prepared_by_id", "prepared_at", "current")
        counted: Counter[Key] = Counter()
        for key, found in found_in(PreparedPosition, ("item_id", "seat_id"), fields):
            counted[key] += 1
            yield (*key, counted[key]), found
