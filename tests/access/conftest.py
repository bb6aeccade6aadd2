"""One world for all tables: each cell leaves it as it was."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection

from tests.access.making import Making
from tests.access.roles import ROLES, STRANGERS
from tests.access.world import world


@pytest.fixture(scope="package")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Making, Path]]:
    with django_db_blocker.unblock(), world() as made:
        yield made, django_settings.LEDGER_KEY


@pytest.fixture
def m(kept: tuple[Making, Path], settings: Any) -> Making:
    made, settings.LEDGER_KEY = kept
    return made


@pytest.fixture
def roles() -> list[str]:
    """All on SQLite. A policy stops strangers before anything is written: PostgreSQL is spared all but an outsider."""
    spared = STRANGERS if connection.vendor == "postgresql" else ()
    return [role for role in ROLES if role == "outsider" or role not in spared]
