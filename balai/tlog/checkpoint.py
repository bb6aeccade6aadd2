"""Checkpoints (c2sp.org/tlog-checkpoint): origin, size and root of a log, as the text of a signed note."""

import base64
from dataclasses import dataclass

from balai.tlog.note import NoteError, SignerKey, VerifierKey, opened, signed, unbase64

LARGEST = 2**63 - 1


def decimal(text: str) -> int:
    """A number in ASCII digits without leading zeroes.

    Raises:
        NoteError: for any other text.
    """
    if not (text.isascii() and text.isdecimal()) or (text != "0" and text.startswith("0")) or len(text) > 19:
        raise NoteError(f"{text[:30]!r} is not a decimal number")
    if (found := int(text)) > LARGEST:
        raise NoteError("the number is too large")
    return found


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log said it was: its name, the number of its entries, the root of its tree."""

    origin: str
    size: int
    root: bytes

    def to_text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Lines after the third are extensions and are passed over."""
        lines = text.split("\n")
        if len(lines) < 4 or not lines[0] or lines[-1]:
            raise NoteError("a checkpoint has an origin, a size and a root")
        if len(root := unbase64(lines[2])) != 32:
            raise NoteError("the root of a checkpoint has 32 bytes")
        return cls(lines[0], decimal(lines[1]), root)

    def signed(self, key: SignerKey) -> str:
        if key.name != self.origin:
            raise NoteError("a log signs in the name of its origin")
        return signed(self.to_text(), key)

    @classmethod
    def opened(cls, note: str, key: VerifierKey) -> "Checkpoint":
        """The checkpoint of a note that the log's key has signed.

        Raises:
            NoteError: when it is not, or speaks of another log.
        """
        found = cls.parse(opened(note, [key]))
        if found.origin != key.name:
            raise NoteError(f"the checkpoint is of the log {found.origin}, not of {key.name}")
        return found
