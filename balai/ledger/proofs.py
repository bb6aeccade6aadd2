"""Proofs for outsiders: that an entry stands in a signed log, that a log only grew; and the tiles to make them from."""

import struct

from balai.ledger.models import Checkpoint, Entry
from balai.ledger.tree import nodes, with_nodes
from balai.rules.merkle_proofs import consistency_proof, inclusion_proof
from balai.tlog.proof import Proof

WIDTH = 256  # c2sp.org/tlog-tiles
HEIGHT = 8  # levels in a tile


def published() -> Checkpoint | None:
    """The last checkpoint that enough witnesses have cosigned; where there is none yet, the last one signed."""
    signed = Checkpoint.objects.order_by("-size")
    return signed.filter(enough=True).first() or signed.first()


def covering(index: int) -> Checkpoint | None:
    """The checkpoint to prove an entry by: the published one, or the last signed where that does not reach so far."""
    for checkpoint in (published(), Checkpoint.objects.order_by("-size").first()):
        if checkpoint is not None and index < checkpoint.size:
            return checkpoint
    return None


def inclusion(index: int, checkpoint: Checkpoint) -> Proof:
    """Raises ValueError where the checkpoint does not reach to the entry."""
    size = checkpoint.size
    return Proof(index, with_nodes(lambda read: inclusion_proof(index, size, read)), checkpoint.cosigned_note())


def consistency(old: int, new: int) -> list[bytes]:
    """Raises ValueError where the old log is no beginning of the new one."""
    return with_nodes(lambda read: consistency_proof(old, new, read))


def tile(level: int, number: int, width: int, size: int) -> bytes | None:
    """So many hashes of a tile; None for what a log of this size does not have."""
    if not 0 < width <= WIDTH or number * WIDTH + width > size >> (HEIGHT * level):
        return None
    places = [(level * HEIGHT, number * WIDTH + place) for place in range(width)]
    found = nodes(places)
    return b"".join(found[place] for place in places)


def entries(number: int, width: int, size: int) -> bytes | None:
    """So many entries of a bundle, each after its length (uint16); None for what a log of this size does not have."""
    begin = number * WIDTH
    if not 0 < width <= WIDTH or begin + width > size:
        return None
    leaves = Entry.objects.filter(index__gte=begin, index__lt=begin + width).order_by("index")
    encoded = [leaf.encode() for leaf in leaves.values_list("leaf", flat=True)]
    return b"".join(struct.pack(">H", len(leaf)) + leaf for leaf in encoded)
