"""What members said before and in the meeting: positions, recusals, requests for the floor and to open.

A text whose part of the entry was closed is empty in its row.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from balai.agenda.models import FloorRequest, OpeningRequest, Position, Recusal
from balai.record.reconcile.numbered import Numbered
from balai.record.reconcile.table import Event, Found, Key, Table, found_in


class Positions(Numbered):
    model = Position
    fields = ("stance", "opinion", "item_version", "given_by_id", "given_at", "batch")

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {
            "agenda.position.marked": self.marked,
            "agenda.rest.marked": self.rest_marked,
            "agenda.objection.withdrawn": self.objection_withdrawn,
            "agenda.position.taken_back": self.fell_away,
            "agenda.rest.taken_back": self.rest_taken_back,
            "agenda.member.recused": self.fell_away,
            "agenda.item.removed": self.item_removed,
        }

    def _given(self, event: Event, item: str, version: int, **values: Any) -> None:
        self.replaced(event, item, item_version=version, given_by_id=event.by, given_at=event.at, **values)

    def marked(self, event: Event) -> None:
        said = event.content
        assert event.version is not None
        opinion = said["opinion"] or ""
        self._given(event, event.about, event.version, stance=said["stance"], opinion=opinion, batch=said.get("batch"))

    def objection_withdrawn(self, event: Event) -> None:
        assert event.version is not None
        self._given(event, event.about, event.version, stance="no_objection", opinion="", batch=None)

    def rest_marked(self, event: Event) -> None:
        said = event.content
        for item in said["items"]:
            self._given(event, item["id"], item["version"], stance=said["stance"], opinion="", batch=said["batch"])

    def fell_away(self, event: Event) -> None:
        self.away(event, event.about)

    def rest_taken_back(self, event: Event) -> None:
        for item in event.content["items"]:
            self.away(event, item)


class OfSeat(Table):
    """One row for a seat on an item, there or not there."""

    begins: str
    ends: str = ""
    fields: tuple[str, ...] = ()

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        acts = {self.begins: self.begun, "agenda.item.removed": self.item_removed}
        return acts | ({self.ends: self.ended} if self.ends else {})

    def begun(self, event: Event) -> None:
        self.put((event.about, event.seat or ""), event, at=event.at, **self.values(event))

    def values(self, event: Event) -> dict[str, Any]:
        return {}

    def ended(self, event: Event) -> None:
        del self.rows[event.about, event.seat or ""]

    def item_removed(self, event: Event) -> None:
        for key in [key for key in self.rows if key[0] == event.about]:
            del self.rows[key]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(self.model, ("item_id", "seat_id"), ("at", *self.fields))


class Recusals(OfSeat):
    model = Recusal
    begins, ends, fields = "agenda.member.recused", "agenda.recusal.ended", ("reason", "declared_by_id")

    def values(self, event: Event) -> dict[str, Any]:
        return {"reason": event.content["reason"] or "", "declared_by_id": event.by}


class FloorRequests(OfSeat):
    model = FloorRequest
    begins, ends = "agenda.floor.asked", "agenda.floor.given_back"


class OpeningRequests(OfSeat):
    model = OpeningRequest
    begins = "agenda.item.asked_open"
