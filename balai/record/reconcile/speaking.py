"""The floor: who asked for it, who had it from when to when, and lists of speakers that are closed."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from balai.meetings.models import ClosedSpeakingList, Speech
from balai.record.reconcile.table import Event, Found, Key, Table, found_in, moment

Told = Mapping[str, Callable[[Event], None]]
ENDS = ("meetings.item.decided", "meetings.item.postponed", "meetings.item.withdrawn", "meetings.voting.opened")


class Speeches(Table):
    model = Speech

    def acts(self) -> Told:
        ends = dict.fromkeys(ENDS, self.item_left)
        return {
            "meetings.floor.asked": self.asked,
            "meetings.floor.given_back": self.given_back,
            "meetings.floor.given": self.given,
            "meetings.speech.ended": self.ended,
            "meetings.item.taken_up": self.taken_up,
            "meetings.suspended": self.suspended,
            "meetings.attendance.noted": self.left,
            **ends,
        }

    def _waits(self, event: Event, key: str, **values: Any) -> None:
        fixed = {"item_id": event.about, "noted_by_id": event.by, "began_at": None, "ended_at": None}
        self.put((key,), event, **fixed, **values)

    def asked(self, event: Event) -> None:
        said = event.content
        self._waits(
            event,
            said["speech"],
            seat_id=event.seat,
            invitation_id=said.get("invitation"),  # of who has no seat and is invited to the item
            meeting_id=said["meeting"],
            person_id=said["person"],
            kind=said["kind"],
            asked_at=event.at,
        )

    def taken_up(self, event: Event) -> None:
        """Who asked before the meeting stands on the list; whoever spoke on another item has ended."""
        said = event.content
        self._end(event, "meeting_id", said["meeting"])
        for one in said["asked"]:
            self._waits(
                event,
                one["speech"],
                seat_id=one["seat"],
                invitation_id=None,
                meeting_id=said["meeting"],
                person_id=one["person"],
                kind="speech",
                asked_at=moment(one["at"]),
            )

    def given_back(self, event: Event) -> None:
        del self.rows[event.content["speech"],]

    def given(self, event: Event) -> None:
        said = event.content
        self._end(event, "meeting_id", self.rows[said["speech"],].values["meeting_id"])
        self.change((said["speech"],), event, began_at=event.at, person_id=said["person"])

    def ended(self, event: Event) -> None:
        self.change((event.content["speech"],), event, ended_at=event.at)

    def suspended(self, event: Event) -> None:
        self._end(event, "meeting_id", event.about)

    def left(self, event: Event) -> None:
        """Noted as absent."""
        said = event.content
        if said["ended"]:
            self.change((said["ended"],), event, ended_at=event.at)
        for one in said["places"]:
            del self.rows[one["speech"],]

    def item_left(self, event: Event) -> None:
        self._end(event, "item_id", event.about)

    def _end(self, event: Event, name: str, value: str) -> None:
        for key, row in self.rows.items():
            speaks = row.values["began_at"] is not None and row.values["ended_at"] is None
            if speaks and row.values[name] == value:
                self.change(key, event, ended_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        keys = ("item_id", "meeting_id", "seat_id", "invitation_id", "person_id", "noted_by_id")
        return found_in(Speech, ("id",), (*keys, "kind", "asked_at", "began_at", "ended_at"))


class ClosedSpeakingLists(Table):
    model = ClosedSpeakingList

    def acts(self) -> Told:
        return {"meetings.speaking_list.closed": self.closed, "meetings.speaking_list.reopened": self.reopened}

    def closed(self, event: Event) -> None:
        self.put((event.about,), event, closed_at=event.at)

    def reopened(self, event: Event) -> None:
        del self.rows[event.about,]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(ClosedSpeakingList, ("item_id",), ("closed_at",))
