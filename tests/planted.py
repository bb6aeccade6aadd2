"""A world that is made through the actions once in a process; after that its rows are put back as they were."""

import time
from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from stat import S_IMODE
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from balai import clock
from tests.memories import forget

P = ParamSpec("P")
Made = TypeVar("Made")
Rows = list[tuple[Any, ...]]
THE_CLOCK = clock.now
FRESH = 240  # seconds; after that it is made anew, so that its times are never far from the present


def rows_of(model: type[Model]) -> Rows:
    """As the database keeps them."""
    fields = model._meta.concrete_fields
    found = model._base_manager.values_list(*(one.attname for one in fields))
    return [
        tuple(one.get_db_prep_save(value, connection) for one, value in zip(fields, row, strict=True)) for row in found
    ]


def put(model: type[Model], rows: Rows) -> None:
    names = [connection.ops.quote_name(str(one.column)) for one in model._meta.concrete_fields]
    table, marks = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608


@dataclass(frozen=True)
class Planting:
    """What was made, the rows that were new, the files of the record's key."""

    made: Any
    rows: dict[type[Model], Rows]
    key: dict[str, tuple[int, bytes]]  # how the file may be read, and what it holds
    begun: float = field(default_factory=time.monotonic)

    @property
    def fresh(self) -> bool:
        return time.monotonic() - self.begun < FRESH

    def again(self) -> Any:
        forget()
        with transaction.atomic():
            for model, rows in self.rows.items():
                put(model, rows)
        folder = _folder()
        for name, (mode, content) in self.key.items():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            (folder / name).chmod(mode)
        return deepcopy(self.made)


def planted(make: Callable[P, Made]) -> Callable[P, Made]:
    """What `make` makes in an empty database is put back the next time, if that is empty too, and the clock as usual.

    Its keys and times stay those of the first time, for some minutes.
    """
    plantings: dict[Hashable, Planting] = {}

    @wraps(make)
    def planting(*args: P.args, **kwargs: P.kwargs) -> Made:
        if not _as_new():
            return make(*args, **kwargs)
        key = (connection.vendor, args, *sorted(kwargs.items()))
        if key in plantings and plantings[key].fresh:
            made: Made = plantings[key].again()
            return made
        before = _all_rows()
        made = make(*args, **kwargs)
        new = {model: rows for model, rows in _all_rows().items() if rows != before.get(model)}
        if not before.keys() & new.keys():
            plantings[key] = Planting(deepcopy(made), new, _files())
        return made

    return planting


def _all_rows() -> dict[type[Model], Rows]:
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed and not one._meta.proxy]
    return {model: rows for model in models if (rows := rows_of(model))}


def _as_new() -> bool:
    from balai.ledger.models import Entry
    from balai.people.models import Body, Person

    empty = not (Person.objects.exists() or Body.objects.exists() or Entry.objects.exists())
    return empty and not _folder().exists() and clock.now is THE_CLOCK and not clock._shift.get()


def _folder() -> Path:
    folder: Path = settings.LEDGER_KEY.parent
    return folder


def _files() -> dict[str, tuple[int, bytes]]:
    folder = _folder()
    found = folder.iterdir() if folder.exists() else ()
    return {one.name: (S_IMODE(one.stat().st_mode), one.read_bytes()) for one in found}
