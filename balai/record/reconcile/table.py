"""A table as the entries tell it, and the differences to the table as it is."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model

from balai.ledger.closing import joined
from balai.ledger.models import Entry
from balai.record.findings import Finding

Key = tuple[str | int, ...]
Values = dict[str, Any]
AT_ONCE = 2_000
APART = 5  # seconds: a row and its entry are written in one act, each with its own look at the clock


class Erased(Exception):
    """An entry whose content is gone."""


class Noted(datetime):
    """When an entry was made; its row has the moment of a clock looked at just before or after."""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry, read."""

    index: int
    act: str
    at: datetime
    by: str
    seat: str | None
    body: str | None
    about: str
    version: int | None
    opening: str | None
    apart: Mapping[str, Mapping[str, str]]

    @property
    def content(self) -> dict[str, Any]:
        """A part that was closed is None. Raises Erased."""
        if self.opening is None:
            raise Erased
        return joined(self.opening, self.apart)

    @property
    def committed(self) -> dict[str, Any]:
        """The content as the entry commits to it, with commitments in the places of its parts."""
        found: dict[str, Any] = json.loads(self.opening or "{}")
        return found


def events(acts: Collection[str] | None = None) -> Iterator[Event]:
    """All entries in their order, or those of some acts; one that cannot be read is a finding of fsck."""
    chosen = Entry.objects.all() if acts is None else Entry.objects.filter(act__in=acts)
    rows = chosen.order_by("index").values_list("index", "canonical", "content", "apart")
    for index, canonical, content, apart in rows.iterator(chunk_size=AT_ONCE):
        with suppress(KeyError, TypeError, ValueError):
            yield event_of(index, json.loads(canonical), content, apart)


def event_of(index: int, said: dict[str, Any], content: str | None, apart: Mapping[str, Mapping[str, str]]) -> Event:
    at = Noted.fromisoformat(said["at"].replace("Z", "+00:00"))
    about = said["about"]
    by, seat, body, version = said["by"], said["seat"], said["body"], about["version"]
    return Event(index, said["act"], at, by, seat, body, about["id"], version, content, apart)


@dataclass(slots=True)
class Row:
    """A row as it should be, and the entry that last spoke of it."""

    entry: int
    values: Values


@dataclass(slots=True)
class Found:
    """A row as it is."""

    pk: object
    values: Values


@dataclass
class Table:
    """`told`: what each act does to the rows. `actual`: the rows of the database under the same keys."""

    model: ClassVar[type[Model]]
    rows: dict[Key, Row] = field(default_factory=dict)
    told: Mapping[str, Callable[[Event], None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.told = self.acts()

    def acts(self) -> Mapping[str, Callable[[Event], None]]:
        raise NotImplementedError

    def actual(self) -> Iterator[tuple[Key, Found]]:
        raise NotImplementedError

    def put(self, key: Key, event: Event, **values: Any) -> None:
        self.rows[key] = Row(event.index, values)

    def change(self, key: Key, event: Event, **values: Any) -> None:
        """Raises KeyError where no entry spoke of the row before."""
        row = self.rows[key]
        row.entry = event.index
        row.values |= values

    def differences(self) -> Iterator[Finding]:
        name, left = self.model._meta.db_table, dict(self.rows)
        for key, found in self.actual():
            row = left.pop(key, None)
            place = f"{name} {found.pk}"
            if row is None:
                yield Finding("inserted", place, "no entry speaks of this row")
                continue
            for field_name, should_be in row.values.items():
                if not same(should_be, found.values[field_name]):
                    text = (
                        f"{field_name} is {shown(found.values[field_name])}, entry {row.entry} says {shown(should_be)}"
                    )
                    yield Finding("changed", place, text, row.entry)
        for key, row in left.items():
            words = " ".join(map(str, key))
            yield Finding("missing", f"{name} ({words})", f"entry {row.entry} speaks of a row that is gone", row.entry)


def same(should_be: Any, found: Any) -> bool:
    if isinstance(should_be, Noted) and isinstance(found, datetime):
        return abs((found - should_be).total_seconds()) <= APART
    return bool(plain(should_be) == plain(found))


def plain(value: Any) -> Any:
    """As JSON would keep it."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value


def shown(value: Any) -> str:
    text = repr(plain(value))
    return text if len(text) <= 80 else f"{text[:80]}..."


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def found_in(model: type[Model], key: tuple[str, ...], fields: tuple[str, ...]) -> Iterator[tuple[Key, Found]]:
    """The rows of a table in the order of their keys."""
    names = tuple(dict.fromkeys((*key, *fields)))
    for pk, *values in model._default_manager.order_by("pk").values_list("pk", *names).iterator(chunk_size=AT_ONCE):
        by_name = dict(zip(names, values, strict=True))
        yield tuple(part if isinstance(part := by_name[one], int) else str(part) for one in key), Found(pk, by_name)
