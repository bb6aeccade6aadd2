"""Where the keys of a secret ballot are: in a folder of their own beside the database, never in it.

They are destroyed when the ballot has been counted or broken off. What a copy of the database, its journal or a backup
of it then still holds of single ballots can no longer be opened.
"""

import os
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from balai.meetings.models import Voting


def folder_of(voting: UUID) -> Path:
    return _all() / str(voting)


def new_folder(voting: UUID) -> Path:
    """An empty one that only this program's user can open."""
    sweep()
    folder = folder_of(voting)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def destroy_after_commit(voting: UUID) -> None:
    """When this act is done; if the program is killed before, the next sweep does it."""
    transaction.on_commit(lambda: destroy(folder_of(voting)))


def destroy(folder: Path) -> None:
    """Overwrite and remove. A disk may keep what was overwritten: docs/SECURITY.md says so."""
    for path in (one for one in folder.rglob("*") if one.is_file()):
        path.chmod(0o600)
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Destroy what a program that was killed has left of ballots that are closed."""
    if not _all().is_dir():
        return
    folders = {path.name: path for path in _all().iterdir()}
    closed = Voting.objects.filter(pk__in=folders).exclude(closed_at=None).values_list("pk", flat=True)
    for key in closed:
        destroy(folders[str(key)])


def _all() -> Path:
    return Path(settings.DATA) / "ballots"
