"""What advisers prepared: it binds nobody, but a confirmed position rests on it."""

from collections.abc import Callable, Mapping

from balai.agenda.advising.models import PreparedPosition
from balai.record.reconcile.numbered import Numbered
from balai.record.reconcile.table import Event


class PreparedPositions(Numbered):
    model = PreparedPosition
    fields = ("stance", "opinion", "item_version", "prepared_by_id", "prepared_at")

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {
            "agenda.position.prepared": self.prepared,
            "agenda.prepared.withdrawn": self.withdrawn,
            "agenda.item.removed": self.item_removed,
        }

    def prepared(self, event: Event) -> None:
        said = event.content
        self.replaced(
            event,
            event.about,
            stance=said["stance"],
            opinion=said["opinion"] or "",
            item_version=event.version,
            prepared_by_id=event.by,
            prepared_at=event.at,
        )

    def withdrawn(self, event: Event) -> None:
        item, seat = event.about, event.seat or ""
        self.change((item, seat, self.last(item, seat)), event, current=False)  # never without something prepared
