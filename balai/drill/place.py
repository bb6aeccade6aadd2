"""The throw-away place: a folder of its own with a database of its own. The drill plays against nothing else."""

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
HOST = "localhost"


@dataclass(frozen=True, slots=True)
class Place:
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "balai.sqlite3"

    @property
    def key(self) -> Path:
        return self.folder / "record" / "key"

    @property
    def switches(self) -> Path:
        """In sabotage: a file here with the name of a defence switches it off."""
        return self.folder / "switched-off"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def environment(self) -> dict[str, str]:
        """A government's own settings: production, behind a proxy that ends TLS."""
        kept = {name: value for name, value in os.environ.items() if not _is_of_a_site(name)}
        return kept | {
            "BALAI_ENVIRONMENT": "production",
            "BALAI_SECRET_KEY": os.environ.get("BALAI_SECRET_KEY", ""),
            "BALAI_DATABASE": f"sqlite:///{self.database}",
            "BALAI_DATA": str(self.folder),
            "BALAI_HOSTS": HOST,
            "BALAI_PROXIES": "1",
            "BALAI_CHECKPOINT_SECONDS": "1",
            "BALAI_SESSIONS": "1000",  # marin signs in for many attacks; an ended session would stop the next one
            "BALAI_DRILL": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "balai.settings",
            "PYTHONPATH": str(ROOT),
        }


def _is_of_a_site(name: str) -> bool:
    """A setting of whatever site may be configured here, or where its secrets lie: none of it reaches the copy."""
    return name.startswith("BALAI_") or name == "CREDENTIALS_DIRECTORY"


@contextmanager
def throw_away() -> Iterator[Place]:
    """A new place, and this process set up on it; away with it afterwards.

    Raises:
        click.ClickException: where this process already works on a database.
    """
    from django.apps import apps

    if apps.ready:
        raise click.ClickException("The drill plays against its own throw-away copy only: start it as a command.")
    folder = Path(tempfile.mkdtemp(prefix="balai-drill-"))
    place = Place(folder)
    place.switches.mkdir()
    (folder / "static").mkdir()  # where a site has the files of its pages
    try:
        for name in filter(_is_of_a_site, list(os.environ)):
            del os.environ[name]
        os.environ["BALAI_SECRET_KEY"] = secrets.token_hex(32)
        os.environ.update(place.environment())
        yield place
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
