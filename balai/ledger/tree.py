"""The Merkle tree over the entries: growing it by one leaf, reading its nodes and its root from the table."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from balai.ledger.models import Entry
from balai.rules.merkle import EMPTY_ROOT, Read, node_hash

T = TypeVar("T")
HASH = 32  # bytes


def hashes(packed: bytes) -> list[bytes]:
    return [packed[place : place + HASH] for place in range(0, len(packed), HASH)]


def grown(index: int, peaks: bytes, leaf: bytes) -> tuple[bytes, bytes]:
    """Add the leaf `index` to a log with these peaks: the nodes that it completes, and the peaks after it.

    Equal subtrees on the right edge join, as carrying does in binary addition.
    """
    left, completed = hashes(peaks), [leaf]
    while index & 1:
        completed.append(node_hash(left.pop(), completed[-1]))
        index >>= 1
    return b"".join(completed), b"".join([*left, completed[-1]])


def node(level: int, index: int) -> bytes:
    """The hash of the complete subtree `index` of a level (0: the leaves), from the entry that completed it."""
    return nodes([(level, index)])[level, index]


def nodes(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Many of them in one query; those that the log does not have are missing."""
    places = {(level, index): ((index + 1) << level) - 1 for level, index in wanted}
    completed = dict(Entry.objects.filter(index__in=set(places.values())).values_list("index", "completed"))
    found = {}
    for (level, index), last_leaf in places.items():
        if last_leaf in completed:
            found[level, index] = hashes(bytes(completed[last_leaf]))[level]
    return found


def with_nodes(compute: Callable[[Read], T]) -> T:
    """What `compute` makes of the nodes that it asks for. It is run twice: to learn which, and with them."""
    wanted: list[tuple[int, int]] = []

    def note_down(level: int, index: int) -> bytes:
        wanted.append((level, index))
        return bytes(HASH)

    compute(note_down)
    found = nodes(wanted)
    return compute(lambda level, index: found[level, index])


def root(size: int | None = None) -> bytes:
    """The Merkle tree hash (RFC 9162, section 2.1.1) of the first `size` entries, or of all."""
    entries = Entry.objects.all() if size is None else Entry.objects.filter(index__lt=size)
    last = entries.order_by("-index").values_list("peaks", flat=True).first()
    return EMPTY_ROOT if last is None or size == 0 else root_of_peaks(bytes(last))


def root_of_peaks(peaks: bytes) -> bytes:
    left = hashes(peaks)
    result = left.pop()
    while left:
        result = node_hash(left.pop(), result)
    return result


def size() -> int:
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1
