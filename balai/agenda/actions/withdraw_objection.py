"""Withdrawing an objection in the meeting: the member objects no longer; the item may pass without debate again."""

from balai.action import action, require
from balai.agenda import policy
from balai.agenda.actions.mark_position import replace
from balai.agenda.announcing import changed
from balai.agenda.fetch import current_position, locked_item
from balai.agenda.models import AgendaItem, Position
from balai.ledger.log import append
from balai.people.models import Membership, Person
from balai.rules.stance import Stance


@action("agenda.withdraw_objection")
def withdraw_objection(item: AgendaItem, *, seat: Membership | None, by: Person) -> Position:
    """The objection stays as it was given; what counts from now on is 'no objection', without an opinion."""
    item, who = locked_item(item, by)
    current = current_position(item, seat) if seat else None
    verdict = policy.may_withdraw_objection(who, item, seat, Stance(current.stance) if current else None)
    require(verdict)
    assert seat is not None  # the policy refuses an answer without a seat
    position = replace(item, seat, current, stance=Stance.NO_OBJECTION, opinion="", by=by)
    append(
        "agenda.objection.withdrawn",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
    )
    changed("agenda.withdraw_objection", item.meeting, item, person=by)
    return position
