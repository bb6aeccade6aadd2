"""Signing the record: the log's key and its memory of what it has signed stand in files, outside the database.

The next root is computed from that memory and the entries that have come since, never from what the database says of
itself. So a checkpoint that contradicts an earlier one cannot be signed, whatever somebody writes into the tables.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from balai import clock
from balai.action import turn
from balai.ledger.alarms import Event, end_alarms, raise_alarm
from balai.ledger.models import Checkpoint as Kept
from balai.ledger.models import Entry
from balai.ledger.tree import grown, root_of_peaks, size
from balai.rules.merkle import leaf_hash
from balai.tlog.checkpoint import Checkpoint
from balai.tlog.files import make_key, read_key, write_durably
from balai.tlog.note import ED25519, NoteError, SignerKey

AT_ONCE = 2_000  # entries read from the database


class WillNotSign(Exception):
    """The database contradicts what has been signed."""

    def __init__(self, event: Event, why: str) -> None:
        super().__init__(why)
        self.event = event


@dataclass(frozen=True, slots=True)
class Signed:
    """What the key remembers: the last checkpoint that it signed, and the peaks of that tree."""

    size: int = 0
    peaks: bytes = b""
    note: str = ""


def key_path() -> Path:
    return Path(settings.LEDGER_KEY)


def log_key() -> SignerKey:
    """The key of this log.

    Raises:
        ImproperlyConfigured: saying what is missing and how it is made.
    """
    try:
        return read_key(key_path())
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"There is no key for signing the record at {key_path()}. Make one with:\n"
            "    balai ledger key --name example.org/record\n"
            "(the name under which your log is known), or say in BALAI_LEDGER_KEY where it stands."
        ) from None
    except NoteError as error:
        raise ImproperlyConfigured(str(error)) from None


def new_log_key(name: str) -> SignerKey:
    """Make the key of a new log. Raises FileExistsError where there is one."""
    return make_key(key_path(), name, ED25519)


def forget_log() -> None:
    """Away with the key and its memory: for a demonstration that begins anew, whose log nobody relies on.

    Raises:
        RuntimeError: anywhere else.
    """
    if settings.PRODUCTION:
        raise RuntimeError("the key of a log is not thrown away")
    for path in (key_path(), _memory_path()):
        path.unlink(missing_ok=True)


def _memory_path() -> Path:
    return key_path().with_name(key_path().name + ".signed")


def remembered() -> Signed:
    """What was signed last. A memory that cannot be read is not an empty one."""
    path = _memory_path()
    if not path.exists():
        return Signed()
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Signed(kept["size"], bytes.fromhex(kept["peaks"]), kept["note"])


def _remember(signed: Signed) -> None:
    kept = {"size": signed.size, "peaks": signed.peaks.hex(), "note": signed.note}
    write_durably(_memory_path(), json.dumps(kept))


@contextmanager
def one_at_a_time(what: str = "lock", *, wait: bool = True) -> Iterator[bool]:
    """Of all processes that have the key, one signs; False where another one is at it and `wait` is off."""
    with key_path().with_name(f"{key_path().name}.{what}").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def sign() -> Kept | None:
    """Sign the record as it stands; None while it is empty.

    Raises:
        WillNotSign: where the database is older than, or differs from, what was signed before.
    """
    key = log_key()
    with one_at_a_time():
        before = remembered()
        now, peaks = continued(before)
        if now == 0:
            return None
        if now > before.size:
            note = Checkpoint(key.name, now, root_of_peaks(peaks)).signed(key)
            _remember(signed := Signed(now, peaks, note))
        else:
            signed = before
    with turn():
        kept, _new = Kept.objects.get_or_create(size=signed.size, defaults={"note": signed.note, "at": clock.now()})
    if kept.note != signed.note:
        raise WillNotSign(Event.REWRITTEN, f"the checkpoint kept at {signed.size} is not the one that was signed")
    return kept


def continued(before: Signed) -> tuple[int, bytes]:
    """The size and the peaks of the log now, grown from what was signed by the entries since."""
    now = size()
    if now < before.size:
        raise WillNotSign(
            Event.OLDER_THAN_SIGNED,
            f"the database has {now} entries, but {before.size} were signed: it was restored from an old backup, or"
            " entries were deleted",
        )
    if before.size and _peaks_at(before.size) != before.peaks:
        raise WillNotSign(Event.REWRITTEN, f"the first {before.size} entries are not those that were signed")
    index, peaks = before.size, before.peaks
    since = Entry.objects.filter(index__gte=index, index__lt=now).order_by("index")
    for place, leaf, kept_peaks in since.values_list("index", "leaf", "peaks").iterator(chunk_size=AT_ONCE):
        _completed, peaks = grown(index, peaks, leaf_hash(leaf.encode()))
        if place != index or bytes(kept_peaks) != peaks:
            raise WillNotSign(Event.REWRITTEN, f"entry {index} is missing, or is not the one that was appended")
        index += 1
    if index != now:
        raise WillNotSign(Event.REWRITTEN, f"entry {index} is missing")
    return now, peaks


def _peaks_at(count: int) -> bytes | None:
    found = Entry.objects.filter(index=count - 1).values_list("peaks", flat=True).first()
    return None if found is None else bytes(found)


def sign_or_raise_alarm() -> Kept | None:
    """Sign, or say why not: as an alarm that stops the record."""
    try:
        kept = sign()
    except WillNotSign as refusal:
        raise_alarm(refusal.event, str(refusal))
        return None
    end_alarms(Event.OLDER_THAN_SIGNED, Event.REWRITTEN)
    return kept
