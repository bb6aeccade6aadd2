"""Defences of the record: what finds out an administrator who writes into the tables."""

from typing import Any

from balai.drill.switches import Off, defence, instead, swap


@defence("rows-compared-with-entries", "Each row that binds is compared with the entries that speak of it.")
def rows_compared_with_entries(off: Off) -> None:
    from balai.record import verify_database

    swap(verify_database, "reconcile", off, lambda original: iter(()))


@defence("tree-recomputed", "Every entry and the whole tree over them are computed anew.")
def tree_recomputed(off: Off) -> None:
    from balai.record import fsck

    swap(fsck, "check_place", off, _takes_it_as_it_is)
    swap(fsck, "check_row", off, lambda original, row: iter(()))


def _takes_it_as_it_is(original: Any, row: Any, tree: Any) -> Any:
    tree.size = row["index"] + 1
    kept = bytes(row["peaks"])
    tree.peaks = [kept[at : at + 32] for at in range(0, len(kept), 32)]
    return iter(())


@defence(
    "signed-roots-compared", "What was signed, as checkpoints and the key remember it, is compared with what is there."
)
def signed_roots_compared(off: Off) -> None:
    from balai.record import fsck

    swap(fsck, "signed_roots", off, lambda original, memory: ({}, []))


@defence("memory-of-the-key", "The key remembers, outside of the database, what it signed last.")
def memory_of_the_key(off: Off) -> None:
    from balai.ledger import signing
    from balai.record import fsck

    swap(signing, "remembered", off, lambda original: signing.Signed())
    swap(fsck, "memory_of_the_key", off, lambda original, *given: fsck.Memory(original(*given).key))


@defence("witnesses", "Other institutions remember the record too, and say where it contradicts itself.")
def witnesses(off: Off) -> None:
    from balai.ledger import witnesses as asking

    swap(asking, "ask_witnesses", off, instead(None))


@defence("patrol", "A running server recomputes its record by itself.")
def patrol(off: Off) -> None:
    from balai.ledger import sealing

    swap(sealing, "patrol", off, instead(None))


@defence("proof-recomputed", "A proof is accepted where what it says leads to the root that was signed.")
def proof_recomputed(off: Off) -> None:
    from balai.ledger import verifier

    def whatever(original: Any, file: Any, *args: Any) -> Any:
        return {"verified": True}

    swap(verifier, "verify", off, whatever)
