"""Meetings, items with their texts and stages, papers, agendas as published."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from balai.agenda.models import AgendaItem, AgendaVersion, Meeting, Paper, PaperVersion
from balai.record.reconcile.table import Event, Found, Key, Table, found_in, moment

Told = Mapping[str, Callable[[Event], None]]


class Meetings(Table):
    model = Meeting

    def acts(self) -> Told:
        states = {
            "agenda.published": "published",
            "agenda.confirmed": "confirmed",
            "agenda.reopened": "published",
            "meetings.lapsed": "closed",
        }
        moved = {act: self._moves_to(state) for act, state in states.items()}
        return {
            "agenda.meeting.convened": self.convened,
            "meetings.opened": self.opened,
            "meetings.closed": self.closed,
            "meetings.part.closed": self.part_closed,
            "meetings.part.opened": self.part_opened,
            "meetings.suspended": self.suspended,
            "meetings.resumption_moved": self.moved,
            "meetings.resumed": self.resumed,
            "importing.agenda.imported": self.imported,
            **moved,
        }

    def convened(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about,),
            event,
            body_id=event.body,
            kind=said["kind"],
            state="draft",
            starts_at=moment(said["starts_at"]),
            positions_close_at=moment(said["positions_close_at"]),
            extraordinary=said["extraordinary"],
            emergency=said["emergency"],
            because=said["because"],
            chaired_by_id=None,
            suspended_at=None,
            resumes_at=None,
            closed_part_since=None,
        )

    def _moves_to(self, state: str) -> Callable[[Event], None]:
        return lambda event: self.change((event.about,), event, state=state)

    def opened(self, event: Event) -> None:
        self.change((event.about,), event, state="open", chaired_by_id=event.seat, opened_at=event.at)

    def closed(self, event: Event) -> None:
        self.change((event.about,), event, state="closed", closed_part_since=None)

    def part_closed(self, event: Event) -> None:
        self.change((event.about,), event, closed_part_since=event.at)

    def part_opened(self, event: Event) -> None:
        self.change((event.about,), event, closed_part_since=None)

    def suspended(self, event: Event) -> None:
        self.change((event.about,), event, state="suspended", suspended_at=event.at)
        self.moved(event)

    def moved(self, event: Event) -> None:
        said = event.content
        self.change((event.about,), event, resumes_at=moment(said["until"]), suspended_because=said["because"])

    def resumed(self, event: Event) -> None:
        self.change((event.about,), event, state="open", suspended_at=None, resumes_at=None, suspended_because="")

    def imported(self, event: Event) -> None:
        if "starts_at" in event.content:
            times = {name: moment(event.content[name]) for name in ("starts_at", "positions_close_at")}
            self.change((event.about,), event, **times)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        called = ("extraordinary", "emergency", "because")
        times = ("starts_at", "positions_close_at", "opened_at", "suspended_at", "resumes_at", "closed_part_since")
        fields = ("body_id", "kind", "state", "chaired_by_id", "suspended_because", *called, *times)
        return found_in(Meeting, ("id",), fields)


SUBSTANCE = ("number", "section", "title", "summary", "ask", "kind", "submitter_name", "version")
FROM = ("carried_from_id", "report_of_id")
ACCESS = ("access", "access_ground", "access_ends_at", "clearance")


def access_of(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in ACCESS} | {"access_ends_at": moment(said["access_ends_at"])}


class Items(Table):
    model = AgendaItem

    def __init__(self) -> None:
        self.formal: set[str] = set()  # items with a decision
        super().__init__()

    def acts(self) -> Told:
        return {
            "agenda.item.added": self.added,
            "meetings.urgent_item.added": self.added,
            "agenda.item.carried_over": self.added,
            "agenda.item.reported": self.added,
            "agenda.item.edited": self.edited,
            "agenda.item.restricted": self.restricted,
            "agenda.items.arranged": self.arranged,
            "agenda.item.removed": self.removed,
            "agenda.paper.added": self.paper,
            "agenda.paper.renewed": self.paper,
            "agenda.item.withdrawn": self._becomes("withdrawn"),
            "meetings.item.withdrawn": self._becomes("withdrawn"),
            "meetings.item.postponed": self._becomes("postponed"),
            "meetings.item.carried_over": self._becomes("postponed"),
            "meetings.item.taken_up": self.taken_up,
            "meetings.voting.repeated": self.taken_up,
            "decisions.taken": self.decision_taken,
            "meetings.item.decided": self.decided,
            "meetings.block.adopted": self.block_adopted,
        }

    def _values(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {name: said[name] for name in SUBSTANCE} | access_of(said) | {"submitter_id": said["submitter"]}

    def added(self, event: Event) -> None:
        said = event.content
        values = self._values(said) | {"urgent": said["urgent"], "meeting_id": said["meeting"], "stage": "listed"}
        values |= {"carried_from_id": said["carried_from"], "to_be_debated": said["to_be_debated"]}
        values["report_of_id"] = said["report_of"]
        self.put((event.about,), event, **values)

    def edited(self, event: Event) -> None:
        self.change((event.about,), event, **self._values(event.content))

    def restricted(self, event: Event) -> None:
        self.change((event.about,), event, **access_of(event.content), number=event.content["number"])

    def arranged(self, event: Event) -> None:
        for item, number in event.content["order"]:
            self.rows[item,].values["number"] = number

    def removed(self, event: Event) -> None:
        del self.rows[event.about,]

    def paper(self, event: Event) -> None:
        self.change((event.about,), event, version=event.version)

    def _becomes(self, stage: str) -> Callable[[Event], None]:
        return lambda event: self.change((event.about,), event, stage=stage)

    def taken_up(self, event: Event) -> None:
        """At most one item of a meeting is taken up; another one goes back."""
        meeting = self.rows[event.about,].values["meeting_id"]
        for row in self.rows.values():
            if row.values["meeting_id"] == meeting and row.values["stage"] == "taken_up":
                row.values["stage"] = "listed"
        self.change((event.about,), event, stage="taken_up")

    def decision_taken(self, event: Event) -> None:
        said = event.content
        self.formal.add(said["item"])
        self.change((said["item"],), event, stage=said["outcome"])

    def decided(self, event: Event) -> None:
        if event.about not in self.formal:
            outcome = event.content["outcome"]
            self.change((event.about,), event, stage=outcome if outcome == "rejected" else "agreed")

    def block_adopted(self, event: Event) -> None:
        for item in event.content["items"]:
            if item["id"] not in self.formal:
                self.change((item["id"],), event, stage="agreed")

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(
            AgendaItem,
            ("id",),
            (*SUBSTANCE, *ACCESS, "submitter_id", "urgent", *FROM, "to_be_debated", "meeting_id", "stage"),
        )


class OfItems(Table):
    """Rows that go when their item is taken off the agenda."""

    def acts(self) -> Told:
        added = {"agenda.paper.added": self.added, "agenda.paper.renewed": self.added}
        return {**added, "agenda.item.removed": self.item_removed}

    def added(self, event: Event) -> None:
        raise NotImplementedError

    def item_removed(self, event: Event) -> None:
        for key in [key for key, row in self.rows.items() if row.values.get("item_id") == event.about]:
            del self.rows[key]


class Papers(OfItems):
    model = Paper

    def acts(self) -> Told:
        return {**super().acts(), "agenda.paper.restricted": self.restricted}

    def added(self, event: Event) -> None:
        said = event.content
        if (said["paper"],) not in self.rows:
            self.put((said["paper"],), event, item_id=event.about, kind=said["kind"], title=said["title"])
        self.change((said["paper"],), event, **access_of(said))

    def restricted(self, event: Event) -> None:
        self.change((event.content["paper"],), event, **access_of(event.content))

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Paper, ("id",), ("item_id", "kind", "title", *ACCESS))


class PaperVersions(OfItems):
    model = PaperVersion

    def added(self, event: Event) -> None:
        said = event.content
        self.put(
            (said["paper"], said["number"]),
            event,
            paper__item_id=event.about,
            text=said["text"],
            item_version=event.version,
            added_by_id=event.by,
            added_at=event.at,
        )

    def item_removed(self, event: Event) -> None:
        for key in [key for key, row in self.rows.items() if row.values["paper__item_id"] == event.about]:
            del self.rows[key]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        fields = ("paper__item_id", "text", "item_version", "added_by_id", "added_at")
        return found_in(PaperVersion, ("paper_id", "number"), fields)


class AgendaVersions(Table):
    model = AgendaVersion

    def acts(self) -> Told:
        return {"agenda.published": self.recorded, "agenda.confirmed": self.recorded}

    def recorded(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about, said["version"]),
            event,
            lines=said["lines"],
            confirmed=event.act == "agenda.confirmed",
            made_by_id=event.by,
            made_at=event.at,
        )

    def actual(self) -> Iterator[tuple[Key, Found]]:
        fields = ("lines", "confirmed", "made_by_id", "made_at")
        return found_in(AgendaVersion, ("meeting_id", "number"), fields)
