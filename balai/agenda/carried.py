"""An item that came from an electronic session, or went from it to a meeting: the other one, what was said there."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString

from balai.agenda.access import seen_by
from balai.agenda.facts import item_others, reading
from balai.agenda.models import AgendaItem
from balai.agenda.policy import may_read
from balai.people.standing import Standing


@dataclass(frozen=True, slots=True)
class Carried:
    """`others`: the positions given on the earlier item, as the rules of that session show them to this reader."""

    item: AgendaItem
    others: SafeString


def came_from(who: Standing, item: AgendaItem) -> Carried | None:
    """The same matter in the electronic session; None where there is none, or none for this reader."""
    return _other(who, item.carried_from_id)


def went_to(who: Standing, item: AgendaItem) -> Carried | None:
    """The same matter on the agenda that took it; members do not see a draft."""
    found = AgendaItem.objects.filter(carried_from=item).values_list("pk", flat=True).first()
    return _other(who, found)


def _other(who: Standing, pk: UUID | None) -> Carried | None:
    found = AgendaItem.objects.select_related("meeting__body").filter(pk=pk).first() if pk else None
    if found is None or not may_read(who, found.meeting):
        return None
    seen = seen_by(who, found.meeting)
    one = seen.picture.of(found.pk)
    if one is None or one.closed:
        return None
    return Carried(found, item_others(reading(seen.picture, seen.sight), one))
