"""The minutes: what was written by hand, the text as circulated and as confirmed, objections, dissents."""

from collections.abc import Callable, Iterator, Mapping

from balai.minutes.models import Dissent, Minutes, Objection, Remark
from balai.record.reconcile.table import Event, Found, Key, Table, found_in, moment

Told = Mapping[str, Callable[[Event], None]]


class Remarks(Table):
    model = Remark

    def acts(self) -> Told:
        return {"minutes.written": self.written}

    def written(self, event: Event) -> None:
        said = event.content
        self.put((said["meeting"], str(said["item"])), event, text=said["text"])

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Remark, ("meeting_id", "item_id"), ("text",))


class Dissents(Table):
    model = Dissent

    def acts(self) -> Told:
        return {"minutes.dissent.attached": self.attached}

    def attached(self, event: Event) -> None:
        said = event.content
        key = (event.about, event.seat or "", str(said["decision"]))
        self.put(key, event, text=said["text"], attached_by_id=event.by, at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Dissent, ("item_id", "seat_id", "decision_id"), ("text", "attached_by_id", "at"))


class MinutesTable(Table):
    model = Minutes

    def acts(self) -> Told:
        return {"minutes.circulated": self.circulated, "minutes.confirmed": self.confirmed}

    def circulated(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about,),
            event,
            meeting_id=said["meeting"],
            circulated=said["document"],
            circulated_at=event.at,
            objections_until=moment(said["objections_until"]),
            confirmed=None,
            confirmed_at=None,
        )

    def confirmed(self, event: Event) -> None:
        self.change((event.about,), event, confirmed=event.content["document"], confirmed_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        fields = ("meeting_id", "circulated", "circulated_at", "objections_until", "confirmed", "confirmed_at")
        return found_in(Minutes, ("id",), fields)


class Objections(Table):
    model = Objection

    def acts(self) -> Told:
        return {"minutes.objected": self.objected, "minutes.objection.answered": self.answered}

    def objected(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about,),
            event,
            minutes_id=said["minutes"],
            item_id=said["item"],
            seat_id=event.seat,
            text=said["text"],
            raised_by_id=event.by,
            at=event.at,
            accepted=None,
            correction={},
            because="",
            answered_at=None,
        )

    def answered(self, event: Event) -> None:
        said = event.content
        answer = {name: said[name] for name in ("accepted", "correction", "because")}
        self.change((event.about,), event, **answer, answered_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        told = ("minutes_id", "item_id", "seat_id", "text", "raised_by_id", "at")
        return found_in(Objection, ("id",), (*told, "accepted", "correction", "because", "answered_at"))
