"""Fetching a thing for an action: locked, so that of two simultaneous acts one comes after the other."""

from balai.action import require
from balai.agenda.models import AgendaItem, Meeting, Position, Recusal
from balai.agenda.policy import may_open_item
from balai.people.models import Membership, Person
from balai.people.standing import Standing, standing


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now; held until the transaction ends (SQLite holds the whole database anyway)."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)


def locked_item(item: AgendaItem, by: Person) -> tuple[AgendaItem, Standing]:
    """The item and its meeting as they are now, and who acts; the meeting is locked first, so that no two acts block
    each other.

    Raises:
        Refused: whoever may not open the item does nothing with it.
    """
    rows = AgendaItem.objects.select_for_update(of=("meeting", "self")).select_related("meeting__body")
    item = rows.get(pk=item.pk)
    who = standing(by, item.meeting.body)
    require(may_open_item(who, item))
    return item, who


def current_position(item: AgendaItem, seat: Membership) -> Position | None:
    return Position.objects.current().filter(item=item, seat=seat).first()


def is_recused(item: AgendaItem, seat: Membership) -> bool:
    return Recusal.objects.filter(item=item, seat=seat).exists()
