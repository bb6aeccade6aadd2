"""Who is invited to which item: a guest whom nobody invited is found here."""

from collections.abc import Callable, Iterator, Mapping

from balai.agenda.guests.models import ItemInvitation
from balai.record.reconcile.table import Event, Found, Key, Table, found_in


class ItemInvitations(Table):
    model = ItemInvitation

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        return {
            "agenda.guest.invited": self.invited,
            "agenda.guest.taken_back": self.taken_back,
            "meetings.guest.called_in": self.called_in,
        }

    def invited(self, event: Event) -> None:
        said = event.content
        if said["instead_of"]:
            self.change((said["instead_of"],), event, ended_at=event.at)
        values = {"item_id": event.about, "person_id": said["person"], "may_speak": said["may_speak"]}
        self.put((said["invitation"],), event, **values, invited_by_id=event.by, called_at=None, ended_at=None)

    def taken_back(self, event: Event) -> None:
        self.change((event.content["invitation"],), event, ended_at=event.at)

    def called_in(self, event: Event) -> None:
        self.change((event.content["invitation"],), event, called_at=event.at)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        fields = ("item_id", "person_id", "may_speak", "invited_by_id", "called_at", "ended_at")
        return found_in(ItemInvitation, ("id",), fields)
