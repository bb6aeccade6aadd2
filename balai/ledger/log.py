"""Appending to the record, within the transaction of the act that it records."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import rfc8785
from django.db import connection
from django.db.models import Model

from balai import clock
from balai.action import noted_in_ledger
from balai.ledger.commitment import commitment
from balai.ledger.models import Entry
from balai.ledger.tree import grown
from balai.people.models import Body, Membership, Person
from balai.people.sign_in.sure import current
from balai.rules.merkle import leaf_hash

SCHEMA = "balai-ledger/1"
LONGEST_ENTRY = 65_535  # C2SP tlog-tiles: the length of an entry is a uint16
APPENDING = 0x42414C41  # PostgreSQL: the advisory lock of whoever appends

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


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
    index, peaks = _end_of_log()
    at = clock.now()
    opening = rfc8785.dumps(dict(content or {})).decode()
    salt = secrets.token_bytes(32)
    canonical = _canonical(act, at, by, about, body.pk if body else None, seat, rule, commitment(salt, opening))
    completed, peaks = grown(index, peaks, leaf_hash(canonical))
    entry = Entry(
        index=index,
        act=act,
        at=at,
        body_id=body.pk if body else None,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        canonical=canonical.decode(),
        completed=completed,
        peaks=peaks,
        salt=salt,
        content=opening,
    )
    entry.save(force_insert=True)
    return entry


def _end_of_log() -> tuple[int, bytes]:
    """The next index and the peaks so far; nobody else appends until this transaction ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPENDING])
        cursor.execute('SELECT "index", peaks FROM ledger_entry ORDER BY "index" DESC LIMIT 1')
        last = cursor.fetchone()
    return (last[0] + 1, bytes(last[1])) if last else (0, b"")


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
        "assurance": current().level,
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


def content_of(entry: Entry) -> Json:
    """What the entry is about in full, or None where it has been erased."""
    found: Json = json.loads(entry.content) if entry.content is not None else None
    return found
