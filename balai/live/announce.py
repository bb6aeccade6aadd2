"""Saying that something changed. It is heard only if the transaction commits."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from balai import clock
from balai.live import hub
from balai.live.models import Announcement

CHANNEL = "balai_announcements"
# Plain SQL: this ends every action, and the ORM builds the statement anew each time.
COLUMNS = ("meeting_id", "item_ids", "person_id", "personal", "act", "at")
INSERT = f"INSERT INTO live_announcement ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608


@cache
def _kept() -> tuple[Callable[..., Any], ...]:
    """How the database keeps the value of each column."""
    fields = {one.name: one for one in Announcement._meta.concrete_fields}
    return tuple(fields[name].get_db_prep_save for name in COLUMNS)


def announce(
    act: str, *, meeting: UUID, items: Sequence[UUID] = (), person: UUID | None = None, personal: bool = False
) -> None:
    """Tell every screen that shows this meeting, and `person`'s own screens what concerns only them; a `personal`
    one tells nobody else, not even that something happened.

    Call it after the entry in the ledger: the ledger's lock keeps announcements in the order in which they commit.
    """
    row = (meeting, [str(item) for item in items], person, personal, act, clock.now())
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [kept(value, connection) for kept, value in zip(_kept(), row, strict=True)])
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    transaction.on_commit(hub.wake)
