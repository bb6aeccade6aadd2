"""Recomputing the record: every entry, the whole tree, every checkpoint, and what the key remembers.

It shares no code with appending: the hashes are those of the offline verifier, and the tree is grown anew.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from balai.ledger.models import Checkpoint, Cosignature, Entry
from balai.ledger.signing import Signed, log_key, remembered
from balai.ledger.verifier import CONTENT, ENTRY, Bad, Key, check_log, cosigned, sha256
from balai.ledger.witnesses import policy
from balai.record.findings import Finding

AT_ONCE = 2_000
PART = b"balai-ledger/1 part\n"
COLUMNS = ("index", "act", "at", "body_id", "about_kind", "about_id", "leaf", "canonical", "seal", "completed", "peaks")
OPENED = ("salt", "content", "apart")


@dataclass(slots=True)
class Tree:
    """A tree that grows leaf by leaf: the hashes of its complete subtrees, largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def grow(self, leaf: bytes) -> bytes:
        """Add a leaf; the hashes of what it completes, in one string."""
        completed, place = [leaf], self.size
        while place & 1:
            left = self.peaks.pop() if self.peaks else b""  # where the row before was altered
            completed.append(sha256(b"\x01", left, completed[-1]))
            place >>= 1
        self.peaks.append(completed[-1])
        self.size += 1
        return b"".join(completed)

    def root(self) -> bytes:
        left = list(self.peaks)
        found = left.pop()
        while left:
            found = sha256(b"\x01", left.pop(), found)
        return found


@dataclass(frozen=True, slots=True)
class Signature:
    """A root that was signed, and where that is kept."""

    size: int
    root: bytes
    place: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The key that signs, and what it signed last; `problem` where there is no key."""

    key: Key | None
    signed: Signed = Signed()
    problem: str = ""


def fsck(memory: Memory) -> Iterator[Finding]:
    """What is wrong with the record itself."""
    signatures, findings = signed_roots(memory)
    yield from findings
    tree = Tree()
    good_until = 0
    for entry in Entry.objects.order_by("index").values_list(*COLUMNS, *OPENED).iterator(chunk_size=AT_ONCE):
        row = dict(zip((*COLUMNS, *OPENED), entry, strict=True))
        yield from check_place(row, tree)
        yield from check_row(row)
        for one in signatures.pop(tree.size, ()):
            if tree.root() == one.root:
                good_until = tree.size
            else:
                yield contradiction(one, good_until)
    for waiting in signatures.values():
        for one in waiting:
            text = f"{one.size} entries were signed, there are {tree.size}: some were deleted, or this is an old backup"
            yield Finding("contradicted", one.place, text)


def contradiction(one: Signature, good_until: int) -> Finding:
    text = f"the first {one.size} entries are not those that were signed: one from {good_until} on was changed"
    return Finding("contradicted", one.place, text, good_until)


def check_place(row: dict[str, Any], tree: Tree) -> Iterator[Finding]:
    """Whether the entry stands where it was appended. After a fault the check goes on from what is kept."""
    index, place = row["index"], f"ledger_entry {row['index']}"
    leaf = sha256(b"\x00", row["leaf"].encode())
    kept, kept_peaks = bytes(row["completed"]), bytes(row["peaks"])
    follows = index == tree.size
    if not follows:
        gone = f"{tree.size}" if index - tree.size == 1 else f"{tree.size} to {index - 1}"
        yield Finding("missing", f"ledger_entry {gone}", "deleted from the record", tree.size)
    if kept[:32] != leaf:
        yield Finding("changed", place, "its leaf is not the one that was appended", index)
    elif follows and (tree.grow(leaf) != kept or b"".join(tree.peaks) != kept_peaks):
        yield Finding("changed", place, "it does not stand in its place in the tree", index)
    tree.size = index + 1
    tree.peaks = [kept_peaks[at : at + 32] for at in range(0, len(kept_peaks), 32)]


def check_row(row: dict[str, Any]) -> Iterator[Finding]:
    """Whether the row says what its leaf commits to."""
    place = f"ledger_entry {row['index']}"
    seal, canonical = bytes(row["seal"]), row["canonical"]
    committed = '{"entry":"' + sha256(ENTRY, seal, canonical.encode()).hex() + '","schema":"balai-leaf/1"}'
    if row["leaf"] != (committed if seal else canonical):
        yield Finding("changed", place, "what it says is not what its leaf commits to", row["index"])
    try:
        said = json.loads(canonical)
        wrong = [name for name, value in columns_of(said).items() if value != row[name]]
        content = said["content"]
    except (KeyError, TypeError, ValueError):
        yield Finding("unreadable", place, "it cannot be read", row["index"])
        return
    if abs((moment_of(said) - row["at"]).total_seconds()) > 0.002:
        wrong.append("at")
    if wrong:
        yield Finding("changed", place, f"{', '.join(wrong)} differ from what it says", row["index"])
    if (row["salt"] is None) != (row["content"] is None):
        yield Finding("changed", place, "its content is half erased", row["index"])
    elif row["content"] is not None and content != sha256(CONTENT, bytes(row["salt"]), row["content"].encode()).hex():
        yield Finding("changed", place, "its content is not the one that it commits to", row["index"])
    for name in wrong_parts(row):
        yield Finding("changed", place, f"its {name} is not the one that its content commits to", row["index"])


def wrong_parts(row: dict[str, Any]) -> list[str]:
    """Parts that are kept and that the content does not commit to. That one is gone is for reconcile/closings.py."""
    if not row["apart"]:
        return []
    try:
        content = json.loads(row["content"] or "{}")
        return [name for name, part in row["apart"].items() if content.get(name) != {"committed": part_hash(part)}]
    except (AttributeError, KeyError, TypeError, ValueError):
        return ["content"]


def part_hash(part: dict[str, str]) -> str:
    return sha256(PART, bytes.fromhex(part["salt"]), part["text"].encode()).hex()


def moment_of(said: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(said["at"].replace("Z", "+00:00"))


def columns_of(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "act": said["act"],
        "body_id": UUID(said["body"]) if said["body"] else None,
        "about_kind": said["about"]["kind"],
        "about_id": said["about"]["id"],
    }


def memory_of_the_key(given: str = "") -> Memory:
    """`given`: the log's verifier key, where only a copy of the database is at hand."""
    try:
        return Memory(Key(given)) if given else Memory(Key(str(log_key().verifier)), remembered())
    except (ImproperlyConfigured, Bad) as error:
        return Memory(None, problem=str(error))


def signed_roots(memory: Memory) -> tuple[dict[int, list[Signature]], list[Finding]]:
    """What was signed, by size: the checkpoints in the database, each checked, and the key's memory outside of it."""
    found: dict[int, list[Signature]] = {}
    findings = []
    if (key := memory.key) is None:
        return {}, [Finding("unsigned", "the key", memory.problem)]
    notes = [(f"ledger_checkpoint {one.size}", one.size, one.note) for one in Checkpoint.objects.all()]
    if memory.signed.size:
        notes.append(("the key's memory", memory.signed.size, memory.signed.note))
    for place, size, note in notes:
        try:
            signed_size, root = check_log(note, key)
        except Bad as error:
            findings.append(Finding("changed", place, str(error)))
            continue
        if signed_size != size:
            findings.append(Finding("changed", place, f"it is the checkpoint of {signed_size} entries"))
        found.setdefault(signed_size, []).append(Signature(signed_size, root, place))
    return found, findings + wrong_cosignatures()


def wrong_cosignatures() -> list[Finding]:
    keys = {one.key.name: Key(str(one.key)) for one in policy().witnesses.values()}
    findings = []
    for one in Cosignature.objects.filter(witness__in=keys).select_related("checkpoint"):
        try:
            good = cosigned(one.checkpoint.note + one.line, [keys[one.witness]])
        except Bad:
            good = {}
        if not good:
            text = f"the cosignature of {one.witness} does not belong to its checkpoint"
            findings.append(Finding("changed", f"ledger_cosignature {one.pk}", text))
    return findings
