"""What changed between two versions of an agenda."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """Kinds of change."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    RETITLED = "retitled"
    SECTION = "section"
    MINUTES = "minutes"
    PAPERS = "papers"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it stood on the agenda: its key, the version of its papers, the minutes planned for it.

    Title and section in whatever form the caller keeps texts: here they are only compared.
    """

    item: str
    number: str
    title: Hashable
    section: Hashable = ""
    minutes: int | None = None
    version: int = 1
    complete: bool | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one item; `number` and `title` as they are now, or last were. A move's values are places from 1."""

    what: What
    item: str
    number: str
    title: Hashable
    before: Hashable = None
    after: Hashable = None


FIELDS = (
    (What.RETITLED, "title"),
    (What.SECTION, "section"),
    (What.MINUTES, "minutes"),
    (What.PAPERS, "version"),
    (What.COMPLETE, "complete"),
)


def compare(old: Sequence[Line], new: Sequence[Line]) -> tuple[Change, ...]:
    """The changes in the order of the new agenda, what was removed last.

    Where one item is put elsewhere, that one has moved, not all that stand after it: what did not move is the longest
    sequence of items in the same order. A number that only counts the places is no change of its own.
    """
    places, new_places = _places(old), _places(new)
    still = _unmoved([places[line.item] for line in new if line.item in places])
    changes: list[Change] = []
    for place, line in enumerate(new, start=1):
        if (before := places.get(line.item)) is None:
            changes.append(Change(What.ADDED, line.item, line.number, line.title, None, place))
            continue
        if before not in still:
            changes.append(Change(What.MOVED, line.item, line.number, line.title, before, place))
        changes.extend(_edits(old[before - 1], line, before, place))
    gone = (line for line in old if line.item not in new_places)
    changes.extend(Change(What.REMOVED, line.item, line.number, line.title, places[line.item]) for line in gone)
    return tuple(changes)


def _places(lines: Sequence[Line]) -> dict[str, int]:
    places = {line.item: place for place, line in enumerate(lines, start=1)}
    if len(places) != len(lines):
        raise ValueError("an item stands twice on one version of the agenda")
    return places


def _edits(old: Line, new: Line, old_place: int, new_place: int) -> Iterator[Change]:
    counted = (old.number, new.number) == (str(old_place), str(new_place))
    if old.number != new.number and not counted:
        yield Change(What.RENUMBERED, new.item, new.number, new.title, old.number, new.number)
    for what, name in FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(what, new.item, new.number, new.title, before, after)


def _unmoved(places: Sequence[int]) -> set[int]:
    """The longest rising subsequence, found by patience sorting in n log n."""
    tops: list[int] = []
    piles: list[list[tuple[int, int]]] = []  # in each pile: the value, and how high the pile before stood when it came
    for value in places:
        pile = bisect_left(tops, value)
        height = len(piles[pile - 1]) if pile else 0
        if pile == len(tops):
            tops.append(value)
            piles.append([])
        tops[pile] = value
        piles[pile].append((value, height))
    kept: set[int] = set()
    height = len(piles[-1]) if piles else 0
    for cards in reversed(piles):
        value, height = cards[height - 1]
        kept.add(value)
    return kept
