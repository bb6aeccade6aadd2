"""Committing to a text without showing it."""

import hashlib

CONTENT = b"balai-ledger/1 content\n"
ENTRY = b"balai-ledger/1 entry\n"


def commitment(salt: bytes, content: str) -> str:
    """SHA-256(domain || salt || content): proves the content, and tells nothing once the salt is erased."""
    return hashlib.sha256(CONTENT + salt + content.encode()).hexdigest()


def leaf_of(seal: bytes, canonical: str) -> str:
    """The public line of an entry: a commitment to all that it says, and nothing else. All lines look alike."""
    return f'{{"entry":"{hashlib.sha256(ENTRY + seal + canonical.encode()).hexdigest()}","schema":"balai-leaf/1"}}'
