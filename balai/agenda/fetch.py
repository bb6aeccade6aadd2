"""Fetching a thing for an action: locked, so that of two simultaneous acts one comes after the other."""

from balai.agenda.models import AgendaItem, Meeting, Position, Recusal
from balai.people.models import Membership


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now; held until the transaction ends (SQLite holds the whole database anyway)."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item and its meeting as they are now; the meeting is locked first, so that no two acts block each other."""
    return AgendaItem.objects.select_for_update(of=("meeting", "self")).select_related("meeting__body").get(pk=item.pk)


def current_position(item: AgendaItem, seat: Membership) -> Position | None:
    return Position.objects.current().filter(item=item, seat=seat).first()


def is_recused(item: AgendaItem, seat: Membership) -> bool:
    return Recusal.objects.filter(item=item, seat=seat).exists()
