"""Withdrawing what was prepared: an adviser takes it back, or the member sets it aside."""

from balai.action import action, nothing_changed, require
from balai.agenda.actions.prepare_position import current_prepared
from balai.agenda.advising import policy
from balai.agenda.advising.models import PreparedPosition
from balai.agenda.advising.telling import tell_seat
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.people.models import Membership, Person


@action("agenda.withdraw_prepared")
def withdraw_prepared(
    item: AgendaItem, *, seat: Membership | None, by: Person, seen_prepared: int | None = None
) -> None:
    """Nothing is prepared on this item any more; a position that was confirmed from it stands."""
    item, who = locked_item(item, by)
    verdict = policy.may_withdraw_prepared(who, item, seat)
    require(verdict)
    assert seat is not None  # the policy refuses whoever has no seat here
    current = current_prepared(item, seat)
    if current is None:
        nothing_changed()
        return
    require(policy.not_prepared_meanwhile(current, seen_prepared, verdict.rule))
    PreparedPosition.objects.filter(pk=current.pk).update(current=False)
    append("agenda.prepared.withdrawn", by=by, about=item, body=item.meeting.body, seat=seat, rule=verdict.rule)
    tell_seat("agenda.withdraw_prepared", item.meeting, seat, [item])
