"""Committing to a text without showing it."""

import hashlib
from dataclasses import dataclass

CONTENT = b"balai-ledger/1 content\n"
ENTRY = b"balai-ledger/1 entry\n"
PART = b"balai-ledger/1 part\n"


@dataclass(frozen=True, slots=True)
class Closable:
    """A text within a content that is committed to on its own: it can be closed while the rest stays open."""

    text: str


def commitment(salt: bytes, content: str) -> str:
    """SHA-256(domain || salt || content): proves the content, and tells nothing once the salt is erased."""
    return hashlib.sha256(CONTENT + salt + content.encode()).hexdigest()


def part_commitment(salt: bytes, text: str) -> str:
    """What stands in a content in the place of a part: SHA-256(domain || salt || text)."""
    return hashlib.sha256(PART + salt + text.encode()).hexdigest()


def leaf_of(seal: bytes, canonical: str) -> str:
    """The public line of an entry: a commitment to all that it says, and nothing else. All lines look alike."""
    return f'{{"entry":"{hashlib.sha256(ENTRY + seal + canonical.encode()).hexdigest()}","schema":"balai-leaf/1"}}'
