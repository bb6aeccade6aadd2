"""Where the keys of a secret ballot are: in a folder of their own beside the database, never in it.

They are destroyed when the ballot has been counted or broken off. What a copy of the database, its journal or a backup
of it then still holds of single ballots can no longer be opened.
"""

import shutil
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from balai.meetings.ballots.overwriting import overwrite
from balai.meetings.models import Voting

LEFT_BEHIND = 3600  # seconds; making keys takes a few


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
    for path in [one for one in folder.rglob("*") if one.is_file()]:
        overwrite(path)
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Destroy what a program that was killed has left: of ballots that are closed, and of such as were never opened."""
    if not _all().is_dir():
        return
    folders = {path.name: path for path in _all().iterdir()}
    closed_at = {str(pk): at for pk, at in Voting.objects.filter(pk__in=folders).values_list("pk", "closed_at")}
    for key, path in folders.items():
        if closed_at[key] is not None if key in closed_at else _is_old(path):
            destroy(path)


def _is_old(folder: Path) -> bool:
    """Keys are made before their vote is stored; one that is not stored by now never will be."""
    return time.time() - folder.stat().st_mtime > LEFT_BEHIND


def _all() -> Path:
    return Path(settings.DATA) / "ballots"
