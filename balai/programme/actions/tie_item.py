"""Tying an item to a goal: the cabinet sees what a decision is good for."""

from django.utils.translation import gettext as _

from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.standing import standing
from balai.programme import policy
from balai.programme.models import Goal
from balai.verdict import bad_input


@action("programme.tie_item")
def tie_item(item: AgendaItem, *, goal: Goal, by: Person) -> None:
    """Hang an item on a goal of the same body."""
    require(policy.may_plan(standing(by, goal.body)))
    if item.meeting.body_id != goal.body_id:
        require(bad_input(_("The item and the goal belong to different bodies.")))
    if goal.items.filter(pk=item.pk).exists():
        nothing_changed()
        return
    goal.items.add(item)
    append("programme.item.tied", by=by, about=item, body=goal.body, content={"goal": goal.number})
    changed("programme.tie_item", item.meeting, item)
