"""Proofs that an entry stands in a log (c2sp.org/tlog-proof): index, hashes, checkpoint, in one text."""

import base64
from dataclasses import dataclass

from balai.tlog.checkpoint import decimal
from balai.tlog.note import NoteError, unbase64

HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


def hash_lines(hashes: list[bytes]) -> str:
    return "".join(f"{base64.b64encode(one).decode()}\n" for one in hashes)


def read_hashes(lines: list[str]) -> list[bytes]:
    hashes = [unbase64(line) for line in lines]
    if len(hashes) > MOST_HASHES or any(len(one) != 32 for one in hashes):
        raise NoteError("a proof has at most 63 hashes of 32 bytes")
    return hashes


@dataclass(frozen=True, slots=True)
class Proof:
    index: int
    hashes: list[bytes]
    checkpoint: str  # a signed note

    def to_text(self) -> str:
        return f"{HEADER}\nindex {self.index}\n{hash_lines(self.hashes)}\n{self.checkpoint}"

    @classmethod
    def parse(cls, text: str) -> "Proof":
        """Raises NoteError for what is no proof; nothing in it is checked yet."""
        head, empty, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if not empty or lines[0] != HEADER:
            raise NoteError(f"a proof begins with {HEADER}")
        if lines[1:] and lines[1].startswith("extra "):
            del lines[1]
        if len(lines) < 2 or not lines[1].startswith("index "):
            raise NoteError("a proof names the index of its entry")
        return cls(decimal(lines[1].removeprefix("index ")), read_hashes(lines[2:]), checkpoint)
