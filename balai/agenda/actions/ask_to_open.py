"""Asking to open: in the meeting a member has an item debated that nobody had objected to before."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import is_recused, locked_item
from balai.agenda.models import AgendaItem, OpeningRequest
from balai.ledger.log import append
from balai.people.models import Membership, Person


@action("agenda.ask_to_open")
def ask_to_open(item: AgendaItem, *, seat: Membership | None, by: Person) -> None:
    """Take an item out of the block before it is adopted."""
    item, who = locked_item(item, by)
    verdict = policy.may_ask_to_open(who, item, seat, recused=seat is not None and is_recused(item, seat))
    require(verdict)
    assert seat is not None  # the policy refuses a request without a seat
    _request, created = OpeningRequest.objects.get_or_create(item=item, seat=seat, defaults={"at": clock.now()})
    if not created:
        nothing_changed()
        return
    append("agenda.item.asked_open", by=by, about=item, body=item.meeting.body, seat=seat, rule=verdict.rule)
    changed("agenda.ask_to_open", item.meeting, item, person=by)
