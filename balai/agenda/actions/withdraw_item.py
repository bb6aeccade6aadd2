"""Withdrawing before the meeting: the submitter takes the item back; it stays visible as withdrawn."""

from balai import clock
from balai.action import action, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem, Stage
from balai.ledger.log import append
from balai.people.models import Person


@action("agenda.withdraw_item")
def withdraw_item(item: AgendaItem, *, because: str, by: Person) -> AgendaItem:
    """Take an item back before the meeting, with a reason."""
    item, who = locked_item(item, by)
    require(policy.may_withdraw_before(who, item))
    item.stage, item.settled_at = Stage.WITHDRAWN, clock.now()
    item.save(update_fields=["stage", "settled_at"])
    append(
        "agenda.item.withdrawn",
        by=by,
        about=item,
        body=item.meeting.body,
        rule=item.meeting.body.rules.agenda.rule,
        content={"because": because},
    )
    changed("agenda.withdraw_item", item.meeting, item)
    return item
