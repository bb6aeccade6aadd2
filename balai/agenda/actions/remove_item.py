"""Removing: an item that members have not seen leaves the draft agenda without trace on it (the ledger remembers)."""

from balai.action import action, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.people.models import Person


@action("agenda.remove_item")
def remove_item(item: AgendaItem, *, by: Person) -> None:
    """Take an item off a draft. Once the agenda is published an item is withdrawn, not removed."""
    item, who = locked_item(item, by)
    require(policy.may_remove_item(who, item))
    append(
        "agenda.item.removed",
        by=by,
        about=item,
        body=item.meeting.body,
        content={"number": item.number, "title": dict(item.title)},
    )
    meeting = item.meeting
    item.delete()
    changed("agenda.remove_item", meeting)
