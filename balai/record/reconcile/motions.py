"""Motions: who proposed which text, how it was settled, and where it went with its item."""

from collections.abc import Callable, Iterator, Mapping

from balai.agenda.motions.models import Motion
from balai.record.reconcile.table import Event, Found, Key, Table, found_in


class Motions(Table):
    model = Motion

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {
            "meetings.motion.proposed": self.proposed,
            "meetings.motion.withdrawn": self.settled,
            "meetings.motion.taken_over": self.settled,
            "meetings.motion.declined": self.settled,
            "meetings.motion.fallen": self.settled,
            "meetings.voting.closed": self.voted_on,
            "meetings.motion.carried_over": self.carried_over,
            "agenda.item.removed": self.item_removed,
        }

    def proposed(self, event: Event) -> None:
        said = event.content
        self.put(
            (said["motion"],),
            event,
            item_id=event.about,
            number=said["number"],
            seat_id=event.seat,
            proposed_by_id=event.by,
            proposed_at=event.at,
            text=said["text"],
            because=said["because"],
            state="open",
            settled_at=None,
            settled_because="",
        )

    def settled(self, event: Event) -> None:
        said = event.content
        how = event.act.rpartition(".")[2]
        why = said.get("because", "")
        self.change((said["motion"],), event, state=how, settled_at=event.at, settled_because=why)

    def voted_on(self, event: Event) -> None:
        said = event.content
        if said.get("motion"):
            state = "carried" if said["carried"] else "lost"
            self.change((said["motion"],), event, state=state, settled_at=event.at)

    def carried_over(self, event: Event) -> None:
        self.change((event.content["motion"],), event, item_id=event.about)

    def item_removed(self, event: Event) -> None:
        for key in [key for key, row in self.rows.items() if row.values["item_id"] == event.about]:
            del self.rows[key]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        keys = ("item_id", "number", "seat_id", "proposed_by_id", "proposed_at")
        return found_in(Motion, ("id",), (*keys, "text", "because", "state", "settled_at", "settled_because"))
