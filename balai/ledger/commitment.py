"""Committing to a content without showing it."""

import hashlib

DOMAIN = b"balai-ledger/1 content\n"


def commitment(salt: bytes, content: str) -> str:
    """SHA-256(domain || salt || content): proves the content, and tells nothing once the salt is erased."""
    return hashlib.sha256(DOMAIN + salt + content.encode()).hexdigest()
