"""Everybody of `roles.py` and everything of `states.py`, and leaving it as it was after each cell."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from django.db import connection, transaction
from django.db.models import Model
from django.test import override_settings

from balai.agenda.actions.personal import look, write_note
from balai.people.models import Membership
from tests.access.making import Making
from tests.access.roles import ROLES
from tests.access.states import STATES
from tests.memories import forget
from tests.records import signed

WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def world() -> Iterator[Making]:
    """Made anew, and gone afterwards: from the database and from what this process remembers."""
    seldom = mock.patch("balai.people.sign_in.guard.LOOKED_AT_EVERY", timedelta(days=1))  # by no clock
    with seldom, TemporaryDirectory() as folder, override_settings(LEDGER_KEY=Path(folder) / "record" / "key"):
        try:
            with transaction.atomic():
                yield made()
                transaction.set_rollback(True)
        finally:
            forget()


def made() -> Making:
    making = Making()
    for role, who in ROLES.items():
        found = who.find(making)
        seat = found if isinstance(found, Membership) else None
        making.seats[role] = seat
        making.people.setdefault(role, seat.person if seat else found)  # type: ignore[arg-type]
    for name in ("soon", "past", "broken"):
        making.people[name] = making.people[{"soon": "abe", "past": "bo", "broken": "cy"}[name]]
    for kind, states in STATES.items():
        making.things[kind] = {}
        for code, state in states.items():
            making.things[kind][code] = state.make(making)
    _leave_traces(making)
    signed()
    return making


def _leave_traces(making: Making) -> None:
    """marin has looked at an item and has written a note on it: nobody else's business."""
    item, marin = making.item("publ"), making.cast.marin
    write_note(item, text="Mine", by=marin)
    look(item, by=marin)


class Writes:
    """Notes statements that write to our own tables."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            self.seen.append(sql)
        return execute(sql, params, many, context)


class _Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[Writes]:
    """Whatever is written in here is taken back. Gives the statements that wrote."""
    writes = Writes()
    try:
        with transaction.atomic(), connection.execute_wrapper(writes):
            yield writes
            raise _Undo
    except _Undo:
        pass
    raised = [statement for statement in writes.seen if "stamp" in statement]
    if raised:
        forget(seats=any("people_stamp" in statement for statement in raised))


def afresh(thing: Model | None) -> Any:
    """As it stands in the database: what an earlier cell did to the object is forgotten."""
    return None if thing is None else type(thing)._base_manager.get(pk=thing.pk)
