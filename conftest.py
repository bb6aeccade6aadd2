"""Ground of all tests, in `tests/` and in every room. What they can use stands in the plugins named here."""

import itertools
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "pytester",
    "tests.nothing_skipped",
    "tests.databases",
    "tests.slow_first",
    "tests.checked_pages",
    "tests.watching",
    "tests.chromium",
]

SLOW_MACHINES = [HealthCheck.too_slow]
settings.register_profile("balai", deadline=None, max_examples=60, suppress_health_check=SLOW_MACHINES)
# On the integration server a failure must be the change's own, not the draw's.
settings.register_profile("same", settings.get_profile("balai"), derandomize=True)
settings.register_profile("thorough", settings.get_profile("balai"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same" if os.environ.get("CI") else "balai"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file, as people run it: WAL, real locks between threads. In memory it would be another thing."""
    database: dict[str, Any] = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(Path(tmp_path_factory.mktemp("database")) / "test.sqlite3")


_numbers = itertools.count()


@pytest.fixture(autouse=True)
def key_of_the_record(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each test has a log of its own: its key would stand in a new folder (tests.records makes it)."""
    settings.LEDGER_KEY = tmp_path_factory.getbasetemp() / f"record-{next(_numbers)}" / "key"
