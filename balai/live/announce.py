"""Saying that something changed. It is heard only if the transaction commits."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from balai import clock
from balai.live import hub
from balai.live.models import Announcement

CHANNEL = "balai_announcements"


def announce(
    act: str, *, meeting: UUID, items: Sequence[UUID] = (), person: UUID | None = None, personal: bool = False
) -> None:
    """Tell every screen that shows this meeting, and `person`'s own screens what concerns only them; a `personal`
    one tells nobody else, not even that something happened.

    Call it after the entry in the ledger: the ledger's lock keeps announcements in the order in which they commit.
    """
    Announcement(
        meeting_id=meeting,
        item_ids=[str(item) for item in items],
        person_id=person,
        personal=personal,
        act=act,
        at=clock.now(),
    ).save(force_insert=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    transaction.on_commit(hub.wake)
