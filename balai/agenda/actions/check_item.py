"""Checking: the secretariat marks an item complete, not complete, or not checked."""

from balai.action import action, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.people.models import Person


@action("agenda.check_item")
def check_item(item: AgendaItem, *, complete: bool | None, by: Person) -> AgendaItem:
    """Say whether the item's papers are complete; None takes the mark away."""
    item, who = locked_item(item, by)
    require(policy.may_renew_papers(who, item))
    item.complete = complete
    item.save(update_fields=["complete"])
    append("agenda.item.checked", by=by, about=item, body=item.meeting.body, content={"complete": complete})
    changed("agenda.check_item", item.meeting, item)
    return item
