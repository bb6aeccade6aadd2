"""The record: what appending takes of an action; signing, proofs and verification at a million entries."""

import json
import secrets
import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from balai.agenda.actions import mark_position as marking
from balai.ledger import log, proofs, tree
from balai.ledger.commitment import commitment, leaf_of
from balai.ledger.models import Checkpoint, Entry
from balai.ledger.signing import new_log_key, sign
from balai.ledger.verifier import Key, check_log, parse_proof, root_from
from balai.record.fsck import fsck, memory_of_the_key
from balai.record.reconcile import reconcile
from balai.rules.merkle import leaf_hash
from bench.position import ITEMS, MEMBERS, mark
from bench.world import build, percentile

MILLION = 1_000_000
AT_ONCE = 5_000


def main(*, small: bool) -> dict[str, float]:
    figures = _share_of_an_action(60 if small else 1500)
    key = new_log_key("bench.example/record")
    begun = time.perf_counter()
    _fill(3_000 if small else MILLION)
    filled = time.perf_counter() - begun
    entries = tree.size()
    begun = time.perf_counter()
    kept = sign()
    first = time.perf_counter() - begun
    assert kept is not None
    figures |= {"log_entries": entries, "filled_per_second": round(entries / filled)}
    figures["first_signature_seconds"] = round(first, 2)
    return figures | _proofs(kept, str(key.verifier), 50 if small else 1000) | _verification()


def _share_of_an_action(rounds: int) -> dict[str, float]:
    """Marking positions, with the clock at the door of the record; then nothing but appending, in one transaction."""
    cast, _meeting, items = build(ITEMS, MEMBERS, answered=False)
    seats, inside, append = cast.members(), [], log.append

    def timed(*args: Any, **kwargs: Any) -> Entry:
        begun = time.perf_counter()
        entry = append(*args, **kwargs)
        inside.append((time.perf_counter() - begun) * 1000)
        return entry

    vars(marking)["append"] = timed
    took = [mark(items[n % len(items)], seats[n % len(seats)], n // len(items)) for n in range(rounds)]
    vars(marking)["append"] = append
    return {
        "action_p50_ms": round(percentile(took, 0.5), 3),
        "append_in_action_p50_ms": round(percentile(inside, 0.5), 3),
        "append_in_action_p99_ms": round(percentile(inside, 0.99), 3),
        "appends_in_action_per_second": round(1000 * len(inside) / sum(inside)),
        "append_share_of_action_percent": round(100 * sum(inside) / sum(took), 1),
    }


def _fill(count: int) -> None:
    """Entries as the actions make them, many in one transaction."""
    index, peaks = log._end_of_log() if Entry.objects.exists() else (0, b"")
    last = Entry.objects.order_by("-index")[0]
    like = json.loads(last.canonical)
    before, after = json.dumps(like, separators=(",", ":"), sort_keys=True).split(like["content"])
    at, act, about = last.at, like["act"], like["about"]

    def made() -> Iterator[Entry]:
        nonlocal index, peaks
        for number in range(count):
            salt, seal, content = secrets.token_bytes(32), secrets.token_bytes(32), f'{{"number":{number}}}'
            canonical = before.replace(act, "bench.filled") + commitment(salt, content) + after
            leaf = leaf_of(seal, canonical)
            completed, peaks = tree.grown(index, peaks, leaf_hash(leaf.encode()))
            yield Entry(
                index=index, act="bench.filled", at=at, body_id=like["body"], about_kind=about["kind"],
                about_id=about["id"], leaf=leaf, canonical=canonical, seal=seal, completed=completed, peaks=peaks,
                salt=salt, content=content,
            )  # fmt: skip
            index += 1

    entries, batch = made(), []
    for entry in entries:
        batch.append(entry)
        if len(batch) == AT_ONCE:
            _keep(batch)
            batch = []
    _keep(batch)


def _keep(batch: list[Entry]) -> None:
    with transaction.atomic():
        Entry.objects.bulk_create(batch)


def _proofs(kept: Checkpoint, key: str, rounds: int) -> dict[str, float]:
    """Making a proof of inclusion, one of growth, checking one; and signing one entry more."""
    size, making, checking, growth = kept.size, [], [], []
    for turn in range(rounds):
        index = turn * 997_001 % size
        begun = time.perf_counter()
        text = proofs.inclusion(index, kept).to_text()
        making.append((time.perf_counter() - begun) * 1000)
        leaf = Entry.objects.get(pk=index).leaf.encode()
        begun = time.perf_counter()
        place, hashes, note = parse_proof(text)
        _size, root = check_log(note, Key(key))
        assert root_from(leaf, place, size, hashes) == root
        checking.append((time.perf_counter() - begun) * 1000)
        begun = time.perf_counter()
        proofs.consistency(index + 1, size)
        growth.append((time.perf_counter() - begun) * 1000)
    signing = []
    for _turn in range(rounds // 10):
        _fill(1)
        begun = time.perf_counter()
        sign()
        signing.append((time.perf_counter() - begun) * 1000)
    return {
        "proof_p50_ms": round(percentile(making, 0.5), 3),
        "proof_p99_ms": round(percentile(making, 0.99), 3),
        "growth_proof_p50_ms": round(percentile(growth, 0.5), 3),
        "check_p50_ms": round(percentile(checking, 0.5), 3),
        "proof_hashes": len(hashes),
        "sign_p50_ms": round(percentile(signing, 0.5), 2),
    }


def _verification() -> dict[str, float]:
    """The whole record recomputed, and the rows that bind compared with it."""
    begun = time.perf_counter()
    assert not list(fsck(memory_of_the_key()))
    recomputed = time.perf_counter() - begun
    begun = time.perf_counter()
    assert not list(reconcile())
    return {
        "full_verification_seconds": round(recomputed, 2),
        "reconciliation_seconds": round(time.perf_counter() - begun, 2),
        "verified_per_second": round(tree.size() / recomputed),
    }
