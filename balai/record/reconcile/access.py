"""Who may read what is restricted: lists of readers, and what people are cleared for. An administrator of the database
who puts somebody on a list is found here."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from balai.agenda.models import AgendaItem, Paper
from balai.people.models import Clearance
from balai.record.reconcile.table import Event, Found, Key, Table, found_in, moment

Told = Mapping[str, Callable[[Event], None]]


class Readers(Table):
    """The list of one kind of thing."""

    thing: ClassVar[str]

    def of(self, key: str, event: Event, said: Mapping[str, Any]) -> None:
        self.forget(key)
        for person in said["readers"]:
            self.put((key, person), event)

    def forget(self, key: str) -> None:
        for row in [row for row in self.rows if row[0] == key]:
            del self.rows[row]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(self.model, (f"{self.thing}_id", "person_id"), ())


class ItemReaders(Readers):
    model = AgendaItem.readers.through
    thing = "agendaitem"

    def acts(self) -> Told:
        listed = self.listed
        return {
            "agenda.item.added": listed,
            "agenda.item.edited": listed,
            "meetings.urgent_item.added": listed,
            "agenda.item.carried_over": listed,
            "agenda.item.reported": listed,
            "agenda.item.restricted": listed,
            "agenda.item.removed": lambda event: self.forget(event.about),
        }

    def listed(self, event: Event) -> None:
        self.of(event.about, event, event.content)


class PaperReaders(Readers):
    model = Paper.readers.through
    thing = "paper"

    def __init__(self) -> None:
        self.papers: dict[str, set[str]] = {}  # of each item
        super().__init__()

    def acts(self) -> Told:
        listed = self.listed
        return {
            "agenda.paper.added": listed,
            "agenda.paper.restricted": listed,
            "agenda.item.removed": self.item_removed,
        }

    def listed(self, event: Event) -> None:
        self.papers.setdefault(event.about, set()).add(event.content["paper"])
        self.of(event.content["paper"], event, event.content)

    def item_removed(self, event: Event) -> None:
        for paper in self.papers.pop(event.about, ()):
            self.forget(paper)


class Clearances(Table):
    model = Clearance

    def acts(self) -> Told:
        return {"people.person.cleared": self.cleared}

    def cleared(self, event: Event) -> None:
        said = event.content
        self.rows.pop((event.about,), None)
        if said["level"]:
            self.put((event.about,), event, level=said["level"], ends=moment(said["ends"]))

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Clearance, ("person_id",), ("level", "ends"))
