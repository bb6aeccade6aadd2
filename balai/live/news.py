"""What has been announced since a moment, from the database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from balai.live.marks import Mark, fits, mark_of, now_shown
from balai.live.models import Announcement

MOST_AT_ONCE = 500
FIELDS = ("id", "item_ids", "person_id", "personal", "at")
Row = tuple[int, list[str], UUID | None, bool, datetime]


@dataclass(frozen=True, slots=True)
class News:
    """What changed in one meeting up to the announcement `last`; `items` None: everything may have."""

    meeting: UUID
    last: int
    items: frozenset[UUID] | None
    persons: tuple[tuple[UUID, tuple[UUID, ...]], ...] = ()
    quiet: bool = False  # all of it is personal: nobody but `persons` is told
    mark: Mark = Mark(0)


def last_announced() -> int:
    return Announcement.objects.aggregate(last=Max("id"))["last"] or 0


def news_since(last: int) -> tuple[int, list[News]]:
    """All that was announced after `last`, joined for each meeting, and the new `last`."""
    rows = list(
        Announcement.objects.filter(id__gt=last).order_by("id").values_list("meeting_id", *FIELDS)[:MOST_AT_ONCE]
    )
    meetings: dict[UUID, list[Row]] = {}
    for meeting, *row in rows:
        meetings.setdefault(meeting, []).append(tuple(row))
    return (rows[-1][1] if rows else last), [_joined(meeting, found) for meeting, found in meetings.items()]


def missed(meeting: UUID, since: Mark, person: UUID | None = None) -> News | None:
    """What one screen has missed, what is its reader's own included; everything, where it was away for long or knows
    another past."""
    if not fits(since):
        return everything(meeting, person)
    rows = list(
        Announcement.objects.filter(meeting_id=meeting, id__gt=since.key)
        .filter(Q(personal=False) | Q(person_id=person, person_id__isnull=False))
        .order_by("id")
        .values_list(*FIELDS)[:MOST_AT_ONCE]
    )
    if not rows:
        return None
    return _joined(meeting, rows) if len(rows) < MOST_AT_ONCE else everything(meeting, person)


def everything(meeting: UUID, person: UUID | None = None) -> News:
    """To a screen that has to be drawn anew; of what is its reader's own, whatever they did last."""
    now = now_shown()
    mine = Announcement.objects.filter(meeting_id=meeting, person_id=person) if person else Announcement.objects.none()
    rows = mine.order_by("-id").values_list(*FIELDS)[:MOST_AT_ONCE]
    return replace(_joined(meeting, rows), last=now.key, mark=now, items=None, quiet=False)


def _joined(meeting: UUID, rows: Iterable[Row]) -> News:
    items: set[UUID] = set()
    persons: dict[UUID, dict[UUID, None]] = {}
    mark, quiet = Mark(0), True
    for pk, keys, person, personal, at in rows:
        mark = mark_of(pk, at)
        found = [UUID(key) for key in keys]
        if not personal:
            items.update(found)
            quiet = False
        if person:
            persons.setdefault(person, {}).update(dict.fromkeys(found))
    mine = tuple((who, tuple(keys)) for who, keys in persons.items())
    return News(meeting, mark.key, frozenset(items), mine, quiet, mark)
