"""What has been announced since a moment, from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from balai.live.models import Announcement

MOST_AT_ONCE = 500
Row = tuple[int, list[str], UUID | None, bool]  # key, items, person, personal


@dataclass(frozen=True, slots=True)
class News:
    """What changed in one meeting up to the announcement `last`; `items` None: everything may have."""

    meeting: UUID
    last: int
    items: frozenset[UUID] | None
    persons: tuple[tuple[UUID, tuple[UUID, ...]], ...] = ()
    quiet: bool = False  # all of it is personal: nobody but `persons` is told


def last_announced() -> int:
    return Announcement.objects.aggregate(last=Max("id"))["last"] or 0


def news_since(last: int) -> tuple[int, list[News]]:
    """All that was announced after `last`, joined for each meeting, and the new `last`."""
    rows = list(
        Announcement.objects.filter(id__gt=last)
        .order_by("id")
        .values_list("id", "meeting_id", "item_ids", "person_id", "personal")[:MOST_AT_ONCE]
    )
    meetings: dict[UUID, list[Row]] = {}
    for pk, meeting, items, person, personal in rows:
        meetings.setdefault(meeting, []).append((pk, items, person, personal))
    return (rows[-1][0] if rows else last), [_joined(meeting, found) for meeting, found in meetings.items()]


def missed(meeting: UUID, since: int) -> News | None:
    """What one screen has missed; everything, where it was away for long."""
    rows = list(
        Announcement.objects.filter(meeting_id=meeting, id__gt=since, personal=False)
        .order_by("id")
        .values_list("id", "item_ids", "person_id", "personal")[:MOST_AT_ONCE]
    )
    if not rows:
        return None
    news = _joined(meeting, rows)
    return news if len(rows) < MOST_AT_ONCE else News(meeting, last_announced(), None)


def _joined(meeting: UUID, rows: Iterable[Row]) -> News:
    items: set[UUID] = set()
    persons: dict[UUID, dict[UUID, None]] = {}
    last, quiet = 0, True
    for pk, keys, person, personal in rows:
        last = pk
        found = [UUID(key) for key in keys]
        if not personal:
            items.update(found)
            quiet = False
        if person:
            persons.setdefault(person, {}).update(dict.fromkeys(found))
    return News(meeting, last, frozenset(items), tuple((who, tuple(keys)) for who, keys in persons.items()), quiet)
