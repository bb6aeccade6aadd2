"""Appending to the record, within the transaction of the act that it records."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import rfc8785
from django.db.models import Model

from balai import clock
from balai.action import noted_in_ledger
from balai.ledger.models import Entry, Head, Node
from balai.people.models import Body, Membership, Person
from balai.rules.merkle import leaf_hash, node_hash

SCHEMA = "balai-ledger/1"
COMMITMENT_DOMAIN = b"balai-ledger/1 content\n"
LONGEST_ENTRY = 65_535  # C2SP tlog-tiles: the length of an entry is a uint16

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def commitment(salt: bytes, content: str) -> str:
    """SHA-256(domain || salt || content): proves the content, and tells nothing once the salt is erased."""
    return hashlib.sha256(COMMITMENT_DOMAIN + salt + content.encode()).hexdigest()


def append(
    act: str,
    *,
    by: Person,
    about: Model,
    body: Body | None,
    seat: Membership | None = None,
    rule: str = "",
    content: Mapping[str, Json] | None = None,
) -> Entry:
    """Append what has just been done. `seat` is the seat that it was done for, `rule` the paragraph that allowed it.

    Only an action may call this, inside its transaction. Concurrent actions wait here for their turn.
    """
    noted_in_ledger()
    head, _ = Head.objects.select_for_update().get_or_create(id=1)
    at = clock.now()
    opening = rfc8785.dumps(dict(content or {})).decode()
    salt = secrets.token_bytes(32)
    canonical = _canonical(act, at, by, about, body.pk if body else None, seat, rule, commitment(salt, opening))
    entry = Entry(
        index=head.size,
        act=act,
        at=at,
        body_id=body.pk if body else None,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        canonical=canonical.decode(),
        leaf_hash=leaf_hash(canonical),
        salt=salt,
        content=opening,
    )
    entry.save(force_insert=True)
    _grow(head, bytes(entry.leaf_hash))
    return entry


def _canonical(
    act: str,
    at: datetime,
    by: Person,
    about: Model,
    body: UUID | None,
    seat: Membership | None,
    rule: str,
    content: str,
) -> bytes:
    entry: dict[str, Json] = {
        "schema": SCHEMA,
        "act": act,
        "at": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "by": str(by.pk),
        "seat": str(seat.pk) if seat else None,
        "body": str(body) if body else None,
        "about": {
            "kind": about._meta.label_lower,
            "id": str(about.pk),
            "version": getattr(about, "version", None),
        },
        "rule": rule,
        "content": content,
    }
    canonical = rfc8785.dumps(entry)
    if len(canonical) > LONGEST_ENTRY:
        raise ValueError(f"an entry of {len(canonical)} bytes is longer than {LONGEST_ENTRY}")
    return canonical


def _grow(head: Head, leaf: bytes) -> None:
    """Join equal subtrees on the right edge, as carrying does in binary addition."""
    index, level = head.size, 0
    peaks = [bytes.fromhex(peak) for peak in head.peaks]
    fresh, current = [], leaf
    while index & 1:
        current = node_hash(peaks.pop(), current)
        index, level = index >> 1, level + 1
        fresh.append(Node(level=level, index=index, hash=current))
    if fresh:
        Node.objects.bulk_create(fresh)
    peaks.append(current)
    head.size, head.peaks = head.size + 1, [peak.hex() for peak in peaks]
    head.save(update_fields=["size", "peaks"])


def root(head: Head) -> bytes:
    """The Merkle tree hash of the whole log (RFC 9162, section 2.1.1)."""
    peaks = [bytes.fromhex(peak) for peak in head.peaks]
    if not peaks:
        return hashlib.sha256(b"").digest()
    result = peaks.pop()
    while peaks:
        result = node_hash(peaks.pop(), result)
    return result


def content_of(entry: Entry) -> dict[str, Json] | None:
    """What the entry is about in full, or None where it has been erased."""
    return json.loads(entry.content) if entry.content is not None else None
