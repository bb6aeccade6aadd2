"""Whether a seat was at the meeting, and took part in an item."""

from balai.agenda.models import AgendaItem
from balai.minutes.document import Document
from balai.minutes.models import Minutes
from balai.minutes.protocol import Protocol
from balai.people.models import Membership


def was_there(minutes: Minutes | None, seat: Membership | None) -> bool:
    """At some time of the meeting, by the minutes as circulated."""
    if minutes is None or seat is None:
        return False
    return str(seat.pk) in Document.model_validate(minutes.circulated).protocol.were_there


def takes_part(protocol: Protocol, item: AgendaItem, seat: Membership | None) -> bool:
    """Was at the meeting, and is not recused from this item. (Who may not open the item is refused before.)"""
    found = protocol.item(str(item.pk))
    recused = {one.seat for one in found.recused} if found else set()
    return seat is not None and str(seat.pk) in protocol.were_there - recused
