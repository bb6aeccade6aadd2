"""Closing the list of speakers: nobody new is put on it; points of order and replies still are."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.meetings.models import ClosedSpeakingList
from balai.meetings.speaking_policy import may_close_list
from balai.people.models import Person


@action("meetings.close_speaking_list")
def close_speaking_list(item: AgendaItem, *, by: Person) -> None:
    """Close the list of the item in debate."""
    item, who = locked_item(item, by)
    verdict = may_close_list(who, item)
    require(verdict)
    _closed, new = ClosedSpeakingList.objects.get_or_create(item=item, defaults={"closed_at": clock.now()})
    if not new:
        nothing_changed()
        return
    append(
        "meetings.speaking_list.closed",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
    )
    changed("meetings.close_speaking_list", item.meeting)


@action("meetings.reopen_speaking_list")
def reopen_speaking_list(item: AgendaItem, *, by: Person) -> None:
    """Let people ask for the floor again."""
    item, who = locked_item(item, by)
    verdict = may_close_list(who, item)
    require(verdict)
    closed = ClosedSpeakingList.objects.filter(item=item).first()
    if closed is None:
        nothing_changed()
        return
    closed_at = closed.closed_at.isoformat()
    closed.delete()
    append(
        "meetings.speaking_list.reopened",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"closed_at": closed_at},
    )
    changed("meetings.reopen_speaking_list", item.meeting)
