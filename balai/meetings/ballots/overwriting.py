"""Destroying a file that holds a key."""

import os
from pathlib import Path


def overwrite(path: Path) -> None:
    """Overwrite it and remove it. A disk may keep what was overwritten: docs/SECURITY.md says so."""
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
