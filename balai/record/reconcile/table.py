"""A table as the entries tell it, and the differences to the table as it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model

from balai.ledger.events import AT_ONCE, Erased, Event, Noted, event_of, events
from balai.record.findings import Finding

__all__ = [
    "AT_ONCE",
    "Erased",
    "Event",
    "Found",
    "Key",
    "Noted",
    "Table",
    "event_of",
    "events",
    "found_in",
    "moment",
    "same",
]

Key = tuple[str | int, ...]
Values = dict[str, Any]
APART = 5  # seconds: a row and its entry are written in one act, each with its own look at the clock


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

    def undone(self, event: Event, at: datetime) -> None:
        """A step that was taken back at that moment: rows as if it had not been, unless this table keeps them."""

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
    """All rows of a table in the order of their keys, those too that stand no more."""
    names = tuple(dict.fromkeys((*key, *fields)))
    for pk, *values in model._base_manager.order_by("pk").values_list("pk", *names).iterator(chunk_size=AT_ONCE):
        by_name = dict(zip(names, values, strict=True))
        yield tuple(part if isinstance(part := by_name[one], int) else str(part) for one in key), Found(pk, by_name)
