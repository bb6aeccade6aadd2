"""Which item of a file is which item of the agenda: pure, on values.

Each imported item remembers the place that it had in its file and a print of what the file said of it (`Kept`). An
import touches only what differs from that: what the secretariat has changed by hand since stays.
"""

import hashlib
import json
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from balai.agenda.actions.add_item import ItemDraft
from balai.importing.mapping import NOT_PUBLISHED
from balai.rules.access import Level


@dataclass(frozen=True, slots=True)
class Kept:
    """What an item remembers of its file, as it stands in `source_key`."""

    place: int
    number: str  # this and what follows are hashes: an item's key has at most 300 characters
    title: str  # empty where the source gives no title
    whole: str

    def __str__(self) -> str:
        return f"{self.place}:{self.number}:{self.title}:{self.whole}"


def kept(place: int, draft: ItemDraft) -> Kept:
    """Of a draft that stands at this place (from 1) of its file."""
    public = draft.access.level == Level.PUBLIC
    fields = (
        draft.number,
        draft.title,
        draft.kind,
        draft.submitter_name,
        public,
        draft.source_note,
    )
    title = "" if draft.title == NOT_PUBLISHED else _print(draft.title)
    return Kept(place, _print(draft.number), title, _print(fields))


def read(key: str) -> Kept:
    """A `source_key`; the reverse of `str(kept)`."""
    place, number, title, whole = key.split(":")
    return Kept(int(place), number, title, whole)


def _print(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


SAME: tuple[Callable[[Kept], Hashable], ...] = (
    lambda one: (one.place, one.whole),
    lambda one: one.whole,
    lambda one: (one.number, one.title),
    lambda one: one.title or None,
    lambda one: one.number,
)


def match(before: Sequence[Kept], now: Sequence[Kept]) -> dict[int, int]:
    """For each of `now` (by index) the one of `before` (by index) that it was; those that are new are not in it.

    First what is the same in everything, then what has the same number and title, the same title, the same number; of
    several the first that is left. Each is used once.
    """
    found: dict[int, int] = {}
    left = set(range(len(before)))
    for same in SAME:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for old in sorted(left):
            waiting[same(before[old])].append(old)
        waiting.pop(None, None)  # nothing to tell them by
        for new, one in enumerate(now):
            if new not in found and waiting[same(one)]:
                found[new] = waiting[same(one)].popleft()
                left.discard(found[new])
    return found


def moved(before: Sequence[Kept], pairs: dict[int, int]) -> bool:
    """Whether items that were there before now stand in another order."""
    places = [before[pairs[new]].place for new in sorted(pairs)]
    return places != sorted(places)
