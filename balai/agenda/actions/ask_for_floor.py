"""Asking for the floor: a participant with the right to speak wants to say something on an item."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem, FloorRequest
from balai.ledger.log import append
from balai.people.models import Person


@action("agenda.ask_for_floor")
def ask_for_floor(item: AgendaItem, *, by: Person) -> None:
    """Ask for the floor on an item; it will be opened."""
    item, who = locked_item(item, by)
    verdict = policy.may_ask_for_floor(who, item)
    require(verdict)
    _request, created = FloorRequest.objects.get_or_create(
        item=item, seat=who.speaker_seat, defaults={"at": clock.now()}
    )
    if not created:
        nothing_changed()
        return
    append("agenda.floor.asked", by=by, about=item, body=item.meeting.body, seat=who.speaker_seat, rule=verdict.rule)
    changed("agenda.ask_for_floor", item.meeting, item, person=by)


@action("agenda.give_back_floor")
def give_back_floor(item: AgendaItem, *, by: Person) -> None:
    """The participant no longer wants the floor on this item."""
    item, who = locked_item(item, by)
    verdict = policy.may_ask_for_floor(who, item)
    require(verdict)
    removed, _rows = FloorRequest.objects.filter(item=item, seat=who.speaker_seat).delete()
    if not removed:
        nothing_changed()
        return
    append(
        "agenda.floor.given_back", by=by, about=item, body=item.meeting.body, seat=who.speaker_seat, rule=verdict.rule
    )
    changed("agenda.give_back_floor", item.meeting, item, person=by)
