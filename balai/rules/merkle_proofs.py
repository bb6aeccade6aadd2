"""Proofs over a Merkle log: that an entry stands in it, and that it has only grown (RFC 9162, sections 2.1.3, 2.1.4).

Making a proof needs the tree; checking one needs nothing but hashes, and shares no code with making it.
"""

from collections.abc import Sequence

from balai.rules.merkle import Read, node_hash, range_root, split


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """The hashes that lead from the leaf at `index` to the root of the first `size` leaves, from below."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not among the first {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(range_root(middle, end, read))
            end = middle
        else:
            path.append(range_root(start, middle, read))
            start = middle
    return path[::-1]


def consistency_proof(old_size: int, size: int, read: Read) -> list[bytes]:
    """The hashes that show that the first `old_size` leaves are the beginning of the first `size` leaves."""
    if not 0 < old_size <= size:
        raise ValueError(f"a log of {old_size} is no beginning of a log of {size}")
    start, end, whole, path = 0, size, True, []
    while end != old_size:
        middle = start + split(end - start)
        if old_size <= middle:
            path.append(range_root(middle, end, read))
            end = middle
        else:
            path.append(range_root(start, middle, read))
            start, whole = middle, False
    if not whole:
        path.append(range_root(start, end, read))
    return path[::-1]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf hash to the root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            place, last = _up_to_right_child(place, last)
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the log of `old_size` only grew to `size` (RFC 9162, section 2.1.4.2)."""
    if old_size == size:
        return not proof and old_root == root
    if not 0 < old_size < size or not proof:
        return False
    power_of_two = old_size & (old_size - 1) == 0
    steps = [old_root, *proof] if power_of_two else list(proof)
    place, last = _past_right_children(old_size - 1, size - 1)
    old_found = found = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_found, found = node_hash(step, old_found), node_hash(step, found)
            place, last = _up_to_right_child(place, last)
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old_found == old_root and found == root


def _up_to_right_child(place: int, last: int) -> tuple[int, int]:
    """On the right edge: rise until this node is a right child, or the top."""
    while not place & 1 and place:
        place, last = place >> 1, last >> 1
    return place, last


def _past_right_children(place: int, last: int) -> tuple[int, int]:
    while place & 1:
        place, last = place >> 1, last >> 1
    return place, last
