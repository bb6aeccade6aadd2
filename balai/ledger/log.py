"""Appending to the record, within the transaction of the act that it records."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import rfc8785
from django.db import connection, transaction
from django.db.models import Model

from balai import clock
from balai.action import noted_in_ledger
from balai.ledger.alarms import RecordStopped, stopping
from balai.ledger.closing import COMMITTED, joined
from balai.ledger.commitment import Closable, commitment, leaf_of, part_commitment
from balai.ledger.models import Entry
from balai.ledger.sealing import is_decisive, wake
from balai.ledger.tree import grown
from balai.people.models import Body, Membership, Person
from balai.people.sign_in.sure import current
from balai.rules.merkle import leaf_hash
from balai.security_log import Event, event_of, note

SCHEMA = "balai-ledger/1"
LONGEST_ENTRY = 65_535  # bytes; C2SP tlog-tiles: the length of an entry is a uint16
APPENDING = 0x42414C41  # PostgreSQL: the advisory lock of whoever appends
END_OF_LOG = """
SELECT e."index", e.peaks, (SELECT COUNT(*) FROM ledger_alarm WHERE stops AND ended_at IS NULL)
FROM ledger_entry e ORDER BY e."index" DESC LIMIT 1
"""

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]
Content = Mapping[str, Json | Closable]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the entries of one act have in common."""

    act: str
    at: datetime
    by: Person
    body: UUID | None
    seat: Membership | None
    rule: str


def append(
    act: str,
    *,
    by: Person,
    about: Model,
    body: Body | None,
    seat: Membership | None = None,
    rule: str = "",
    content: Content | None = None,
) -> Entry:
    """Append what has just been done. `seat` is the seat that it was done for, `rule` the paragraph that allowed it.

    A personal text in the content is given as `Closable`: it can be closed later, the rest stays.

    Only an action may call this, inside its transaction. Concurrent actions wait here for their turn.
    """
    (entry,) = append_each(act, [(about, content or {})], by=by, body=body, seat=seat, rule=rule)
    return entry


def append_each(
    act: str,
    things: Sequence[tuple[Model, Content]],
    *,
    by: Person,
    body: Body | None,
    seat: Membership | None = None,
    rule: str = "",
) -> list[Entry]:
    """Append one entry for each thing, with its content; as `append`.

    Raises:
        RecordStopped: while an alarm says that the record must not be continued.
    """
    noted_in_ledger()
    index, peaks = _end_of_log()
    told = _Told(act, clock.now(), by, body.pk if body else None, seat, rule)
    entries = []
    for about, content in things:
        entries.append(_entry(told, about, content, index, peaks))
        index, peaks = index + 1, bytes(entries[-1].peaks)
    if len(entries) == 1:
        entries[0].save(force_insert=True)
    else:
        Entry.objects.bulk_create(entries)
    transaction.on_commit(
        partial(_tell, told, current().level, [f"{one.about_kind} {one.about_id}" for one in entries])
    )
    if is_decisive(act):
        transaction.on_commit(wake)
    return entries


def _tell(told: _Told, level: str | None, things: list[str]) -> None:
    """A line of the security log for what has been committed; its content is for the record alone."""
    event = event_of(told.act)
    for thing in things:
        note(
            event,
            "refused" if event is Event.SIGN_IN_BARRED else "success",
            act=told.act,
            person=told.by.pk,
            seat=told.seat.pk if told.seat else "",
            body=told.body,
            about=thing,
            assurance=level,
        )


def _entry(told: _Told, about: Model, content: Content, index: int, peaks: bytes) -> Entry:
    whole, apart = _divided(content)
    opening = rfc8785.dumps(whole).decode()
    salt, seal = secrets.token_bytes(32), secrets.token_bytes(32)
    canonical = _canonical(told, about, commitment(salt, opening))
    leaf = leaf_of(seal, canonical)
    completed, peaks = grown(index, peaks, leaf_hash(leaf.encode()))
    return Entry(
        index=index,
        act=told.act,
        at=told.at,
        body_id=told.body,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        leaf=leaf,
        canonical=canonical,
        seal=seal,
        completed=completed,
        peaks=peaks,
        salt=salt,
        content=opening,
        apart=apart,
    )


def _divided(content: Content) -> tuple[dict[str, Json], dict[str, dict[str, str]]]:
    """The content with commitments in the places of its parts, and the parts. An empty text has nothing to close."""
    whole: dict[str, Json] = {}
    apart: dict[str, dict[str, str]] = {}
    for name, value in content.items():
        if isinstance(value, Closable) and value.text:
            salt = secrets.token_bytes(32)
            whole[name] = {COMMITTED: part_commitment(salt, value.text)}
            apart[name] = {"salt": salt.hex(), "text": value.text}
        else:
            whole[name] = value.text if isinstance(value, Closable) else value
    return whole, apart


def _end_of_log() -> tuple[int, bytes]:
    """The next index and the peaks so far; nobody else appends until this transaction ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPENDING])
        cursor.execute(END_OF_LOG)
        index, peaks, stopped = cursor.fetchone() or (-1, b"", stopping().exists())
    if stopped:
        raise RecordStopped
    return index + 1, bytes(peaks)


def _canonical(told: _Told, about: Model, content: str) -> str:
    entry: dict[str, Json] = {
        "schema": SCHEMA,
        "act": told.act,
        "at": told.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "by": str(told.by.pk),
        "assurance": current().level,
        "seat": str(told.seat.pk) if told.seat else None,
        "body": str(told.body) if told.body else None,
        "about": {
            "kind": about._meta.label_lower,
            "id": str(about.pk),
            "version": getattr(about, "version", None),
        },
        "rule": told.rule,
        "content": content,
    }
    canonical = rfc8785.dumps(entry)
    if len(canonical) > LONGEST_ENTRY:
        raise ValueError(f"an entry of {len(canonical)} bytes is longer than {LONGEST_ENTRY}")
    return canonical.decode()


def content_of(entry: Entry) -> dict[str, Any] | None:
    """What the entry is about in full, or None where it has been erased; a part that was closed is None."""
    return joined(entry.content, entry.apart) if entry.content is not None else None
