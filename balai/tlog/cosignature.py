"""Cosignatures (c2sp.org/tlog-cosignature, Ed25519): a witness says when it saw that a log had only grown."""

from dataclasses import dataclass

from balai.tlog.note import COSIGNATURE, NoteError, Signature, SignerKey, VerifierKey, split

TIME = 8  # bytes


def message(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosigned(text: str, key: SignerKey, time: int) -> Signature:
    """The witness's cosignature on the text of a checkpoint at a POSIX time."""
    if key.kind != COSIGNATURE:
        raise NoteError("a witness signs with a key of type 0x04")
    return Signature(key.name, key.verifier.id, time.to_bytes(TIME, "big") + key.sign(message(text, time)))


@dataclass(frozen=True, slots=True)
class Seen:
    """A cosignature that was checked: by whom, and when (POSIX time) it was given."""

    key: VerifierKey
    time: int
    signature: Signature


def seen_in(text: str, signatures: list[Signature], keys: list[VerifierKey]) -> list[Seen]:
    """The valid cosignatures of these witnesses among the signatures.

    Raises:
        NoteError: when one in the name of a known witness is wrong.
    """
    found: dict[VerifierKey, Seen] = {}
    for key in keys:
        for one in (one for one in signatures if one.by(key)):
            time = int.from_bytes(one.bytes[:TIME], "big")
            valid = key.kind == COSIGNATURE and len(one.bytes) == TIME + 64 and time < 2**63
            if not valid or not key.verifies(message(text, time), one.bytes[TIME:]):
                raise NoteError(f"the cosignature of {key.name} is wrong")
            found[key] = Seen(key, time, one)
    return list(found.values())


def seen(note: str, keys: list[VerifierKey]) -> list[Seen]:
    """The valid cosignatures of these witnesses on a note."""
    text, signatures = split(note)
    return seen_in(text, signatures, keys)
