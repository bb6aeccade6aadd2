"""Hashes of a Merkle tree over a log, by RFC 9162 (section 2.1). The naive recursion stays here as the definition.

A complete subtree has a level and an index: level 0 are the leaf hashes, and node (level, index) covers the leaves
from index * 2**level on. Only complete subtrees are stored; everything else follows from them.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

Read = Callable[[int, int], bytes]  # (level, index) -> hash of a complete subtree
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry: SHA-256(0x00 || entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two smaller than `size`, which is at least 2."""
    return int(1 << ((size - 1).bit_length() - 1))


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of leaf hashes, as RFC 9162 defines it (section 2.1.1)."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    at = split(len(leaves))
    return node_hash(root(leaves[:at]), root(leaves[at:]))


def nodes_completed_by(index: int, leaf: bytes, read: Read) -> list[tuple[int, int, bytes]]:
    """The complete subtrees that appending the leaf hash at `index` adds: the leaf itself, then upwards.

    Args:
        read: gives the hash of a subtree completed before.
    """
    level, completed = 0, [(0, index, leaf)]
    while index & 1:
        leaf = node_hash(read(level, index - 1), leaf)
        level, index = level + 1, index >> 1
        completed.append((level, index, leaf))
    return completed


def root_of(size: int, read: Read) -> bytes:
    """The root of the first `size` leaves."""
    return range_root(0, size, read) if size else EMPTY_ROOT


def range_root(start: int, end: int, read: Read) -> bytes:
    """The hash of the leaves from `start` to before `end`, as the tree splits them; `start` lies on such a split."""
    size = end - start
    if size & (size - 1) == 0 and start % size == 0:
        level = size.bit_length() - 1
        return read(level, start >> level)
    middle = start + split(size)
    return node_hash(range_root(start, middle, read), range_root(middle, end, read))
