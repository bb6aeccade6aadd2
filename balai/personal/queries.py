"""Everything that is kept about a person, for that person: as a summary for a page, and in full as one file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey, Model, Q, QuerySet

from balai import clock
from balai.agenda.models import AgendaItem
from balai.decisions.models import Decision
from balai.meetings.models import Attendance, Presence
from balai.people.models import Person
from balai.personal.contents import TEXTS, Mention, mentions
from balai.personal.kinds import KINDS, End, Kind
from balai.personal.policy import may_export
from balai.personal.readable import NEEDED, Readable
from balai.personal.register import Table, kinds_in, personal_tables
from balai.verdict import Refused

SCHEMA = "balai-person/1"
AT_ONCE = 2_000
OWN_WORDS = ("texts", "notes")


def rows_about(person: Person, model: type[Model], table: Table) -> QuerySet[Any]:
    """The rows of a table that are about this person."""
    found = Q()
    for way in table.whose:
        found |= Q(**{way: person.pk})
    return model._base_manager.filter(found).distinct().order_by("pk")


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of data, and in how many rows there is some about a person; 0 where that is not counted by person."""

    key: str
    kind: Kind
    rows: int


def kept_about(person: Person) -> dict[End, list[Kept]]:
    """What the page 'My data' shows, by what becomes of it. One count for each kind in each table."""
    counted: dict[str, int] = {}
    for model, table in personal_tables():
        if model is not Person:
            for key in kinds_in(table):
                counted[key] = counted.get(key, 0) + _rows_with(key, person, model, table)
    kept = [Kept(key, kind, counted.get(key, 0) if kind.exported else 0) for key, kind in KINDS.items()]
    return {end: [one for one in kept if one.kind.end is end] for end in End}


def _rows_with(key: str, person: Person, model: type[Model], table: Table) -> int:
    """Of texts only those that the person wrote are counted, and no empty ones."""
    if key != "texts":
        return rows_about(person, model, table).count()
    written = Q(**{table.author: person.pk})
    for name in (name for name, kind in table.fields.items() if kind == key):
        written &= ~Q(**{name: ""})
    return model._base_manager.filter(written).count()


def everything_about(person: Person, *, reader: Person) -> bytes:
    """The file, in the schema balai-person/1 (docs/PERSONAL_DATA.md); texts in the active language.

    It has nothing of other persons, and of agendas only what its person may read. Whoever calls this also records it
    (actions/export.py).

    Raises:
        Refused: to all but the person, freshly proved, and the administrator.
    """
    if not (verdict := may_export(reader, person)):
        raise Refused(verdict)
    readable = Readable(person)
    file = {
        "schema": SCHEMA,
        "made_at": clock.now().isoformat(),
        "person": {"id": str(person.pk), "username": person.username, "name": person.name},
        "kinds": {key: _words(kind) for key, kind in KINDS.items()},
        "tables": [_table(person, model, table, readable) for model, table in personal_tables() if table.shown],
        "decisions": [readable.decision(one) for one in decisions_of(person)],
        "record": _record(person, readable),
    }
    return json.dumps(file, ensure_ascii=False, indent=1).encode()


def _words(kind: Kind) -> dict[str, str]:
    return {
        "title": str(kind.title),
        "why": str(kind.why),
        "ground": f"GDPR {kind.ground}",
        "kept": str(kind.kept),
        "at_erasure": kind.end,
    }


def _table(person: Person, model: type[Model], table: Table, readable: Readable) -> dict[str, Any]:
    kinds = [key for key, kind in kinds_in(table).items() if kind.exported]
    rows = list(_rows(person, model, table, readable))
    return {"table": model._meta.label, "title": str(table.title), "kinds": kinds, "rows": rows}


def _rows(person: Person, model: type[Model], table: Table, readable: Readable) -> Iterator[dict[str, Any]]:
    found = rows_about(person, model, table).select_related(*_needed(model, table.shown))
    for row in found.iterator(chunk_size=AT_ONCE):
        said = {name: readable.value(getattr(row, name)) for name in table.shown}
        said |= {path: _inner(row, path) for path in table.inner}
        if _is_not_given(row, table, person, readable):
            said |= {name: None for name, kind in table.fields.items() if kind in OWN_WORDS}
        yield said


def _is_not_given(row: Any, table: Table, person: Person, readable: Readable) -> bool:
    """Words that another person wrote for the seat, and words on an item that is closed to the person by now."""
    if table.author and getattr(row, f"{table.author}_id") != person.pk:
        return True
    return (
        "item" in table.fields
        and any(kind in OWN_WORDS for kind in table.fields.values())
        and readable.closes(row.item)
    )


def _inner(row: Model, path: str) -> Any:
    name, _dot, key = path.partition(".")
    return getattr(row, name).get(key)


def _needed(model: type[Model], names: list[str]) -> list[str]:
    """What to read with the rows, so that they can be described without further questions."""
    fields = (model._meta.get_field(name) for name in names)
    return [f"{one.name}{NEEDED.get(one.related_model, '')}" for one in fields if isinstance(one, ForeignKey)]


def decisions_of(person: Person) -> QuerySet[Decision]:
    """Decisions of meetings in which the person sat."""
    sat = Attendance.objects.filter(person=person).exclude(presence=Presence.ABSENT).values("meeting")
    found = Decision.objects.filter(item__meeting__in=sat).select_related("body", "item__meeting__body")
    return found.order_by("taken_at", "sequence")


def _record(person: Person, readable: Readable) -> list[dict[str, Any]]:
    found = list(mentions(person))
    spoken = {UUID(one.entry.about_id) for one in found if one.entry.act in TEXTS}
    items = AgendaItem.objects.select_related("meeting__body").in_bulk(spoken)
    closed = {str(pk) for pk, item in items.items() if readable.closes(item)}
    return [_entry(one, closed=one.entry.act in TEXTS and one.entry.about_id in closed) for one in found]


def _entry(one: Mention, *, closed: bool) -> dict[str, Any]:
    """An entry that the person made is given with what proves it; one about them only as far as it is about them."""
    entry = one.entry
    said: dict[str, Any] = {"entry": entry.index, "act": entry.act, "at": entry.at.isoformat(), "by_you": one.by}
    if one.by:
        said |= {"text": entry.canonical, "seal": bytes(entry.seal).hex(), "leaf": entry.leaf}
    if not closed and (content := one.opened) is not None:
        said["content"] = content
    return said
