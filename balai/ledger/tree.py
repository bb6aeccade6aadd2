"""The Merkle tree over the entries: growing it by one leaf, reading its nodes and its root from the table."""

import hashlib

from balai.ledger.models import Entry
from balai.rules.merkle import node_hash

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
    last_leaf = ((index + 1) << level) - 1
    completed = Entry.objects.values_list("completed", flat=True).get(index=last_leaf)
    return hashes(bytes(completed))[level]


def root(size: int | None = None) -> bytes:
    """The Merkle tree hash (RFC 9162, section 2.1.1) of the first `size` entries, or of all."""
    entries = Entry.objects.all() if size is None else Entry.objects.filter(index__lt=size)
    last = entries.order_by("-index").values_list("peaks", flat=True).first()
    if last is None or size == 0:
        return hashlib.sha256(b"").digest()
    left = hashes(bytes(last))
    result = left.pop()
    while left:
        result = node_hash(left.pop(), result)
    return result


def size() -> int:
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1
