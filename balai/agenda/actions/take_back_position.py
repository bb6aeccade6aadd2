"""Taking a position back: the member has not answered yet."""

from balai.action import action, nothing_changed, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import current_position, locked_item
from balai.agenda.models import AgendaItem, Position
from balai.ledger.log import append
from balai.people.models import Membership, Person


@action("agenda.take_back_position")
def take_back_position(
    item: AgendaItem, *, seat: Membership | None, by: Person, seen_position: int | None = None
) -> None:
    """Take the seat's current position on an item back."""
    item, who = locked_item(item, by)
    verdict = policy.may_mark_position(who, item, seat, recused=False, seen_version=item.version)
    require(verdict)
    assert seat is not None  # the policy refuses an answer without a seat
    current = current_position(item, seat)
    if current is None:
        nothing_changed()
        return
    require(policy.not_answered_meanwhile(current, seen_position, verdict.rule))
    Position.objects.filter(pk=current.pk).update(current=False)
    append(
        "agenda.position.taken_back",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"stance": current.stance},
    )
    changed("agenda.take_back_position", item.meeting, item, person=by)
