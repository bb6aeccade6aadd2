"""Recusal: a member takes no part in an item; a position already given on it falls away."""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import is_recused, locked_item
from balai.agenda.models import AgendaItem, Position, Recusal
from balai.ledger.commitment import Closable
from balai.ledger.log import append
from balai.people.models import Membership, Person
from balai.verdict import bad_input


@action("agenda.recuse")
def recuse(item: AgendaItem, *, seat: Membership | None, reason: str, by: Person) -> None:
    """Declare that the seat takes no part in this item, with the reason."""
    item, who = locked_item(item, by)
    verdict = policy.may_recuse(who, item, seat)
    require(verdict)
    assert seat is not None  # the policy refuses an answer without a seat
    if not reason.strip():
        require(bad_input(_("A recusal needs a reason: it stands in the minutes."), verdict.rule))
    if is_recused(item, seat):
        nothing_changed()
        return
    Recusal.objects.create(item=item, seat=seat, reason=reason.strip(), declared_by=by, at=clock.now())
    Position.objects.current().filter(item=item, seat=seat).update(current=False)
    append(
        "agenda.member.recused",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"reason": Closable(reason.strip())},
    )
    changed("agenda.recuse", item.meeting, item, person=by)


@action("agenda.end_recusal")
def end_recusal(item: AgendaItem, *, seat: Membership | None, by: Person) -> None:
    """The member takes part in the item again."""
    item, who = locked_item(item, by)
    recusal = Recusal.objects.filter(item=item, seat=seat).first()
    declared_by = recusal.declared_by_id if recusal else None
    verdict = policy.may_end_recusal(who, item, seat, declared_by)
    require(verdict)
    if recusal is None:
        nothing_changed()
        return
    recusal.delete()
    append("agenda.recusal.ended", by=by, about=item, body=item.meeting.body, seat=seat, rule=verdict.rule)
    changed("agenda.end_recusal", item.meeting, item, person=by)
