"""After a change: raise the stamps that key cached fragments, and tell the screens."""

from uuid import UUID

from django.db.models import F

from balai.agenda.models import AgendaItem, Meeting
from balai.live.announce import announce
from balai.people.models import Person


def changed(act: str, meeting: Meeting, *items: AgendaItem, person: Person | None = None) -> None:
    """Call it last in an action, after the ledger's entry."""
    keys: list[UUID] = [item.pk for item in items]
    Meeting.objects.filter(pk=meeting.pk).update(stamp=F("stamp") + 1)
    if keys:
        AgendaItem.objects.filter(pk__in=keys).update(stamp=F("stamp") + 1)
    announce(act, meeting=meeting.pk, items=keys, person=person.pk if person else None)
