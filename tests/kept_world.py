"""A world that is made once for a whole file of tests: each test begins with it as it was made."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.memories import forget

Made = TypeVar("Made")


@contextmanager
def kept(blocker: Any, make: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """For a fixture of the module. Gives what a fixture of the test calls: a copy of its own, with the record's key.

    Everything stands in one transaction that is never committed; the tests' own are savepoints in it. Not for tests
    that commit.
    """
    with blocker.unblock(), TemporaryDirectory() as folder:
        key = Path(folder) / "record" / "key"
        try:
            with transaction.atomic():
                with override_settings(LEDGER_KEY=key):
                    made = make()
                yield lambda: _afresh(made, key)
                transaction.set_rollback(True)
        finally:
            forget()


def _afresh(made: Made, key: Path) -> Made:
    forget()
    if key.parent.exists():
        shutil.copytree(key.parent, settings.LEDGER_KEY.parent, dirs_exist_ok=True)
    return deepcopy(made)
