"""Files that must not be half written, and keys that nobody else may read."""

import os
from pathlib import Path

from balai.tlog.note import NoteError, SignerKey


def write_durably(path: Path, content: str, *, mode: int = 0o600) -> None:
    """Replace a file at once: after a power cut either the old content stands there or the new one."""
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_key(path: Path, name: str, kind: int) -> SignerKey:
    """A new key in a new file that only its owner may read.

    Raises:
        FileExistsError: a key is never overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = SignerKey.new(name, kind)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key.to_text() + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return key


def read_key(path: Path) -> SignerKey:
    """The key in a file.

    Raises:
        FileNotFoundError: there is none.
        NoteError: others than its owner may read it, or it is no key.
    """
    mode = path.stat().st_mode
    if mode & 0o077:
        raise NoteError(f"others may read the key {path}; give it to its owner alone: chmod 600 {path}")
    return SignerKey.parse(path.read_text(encoding="utf-8"))
