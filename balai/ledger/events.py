"""Entries, read: what every account of the past is made from (the record's comparison, the minutes)."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from balai.ledger.closing import joined
from balai.ledger.models import Entry

AT_ONCE = 2_000


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
    rule: str = ""

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
    """All entries in their order, or those of some acts."""
    return read(Entry.objects.all() if acts is None else Entry.objects.filter(act__in=acts))


def read(entries: QuerySet[Entry]) -> Iterator[Event]:
    """These entries in their order; one that cannot be read is a finding of fsck, and binds nothing here."""
    rows = entries.order_by("index").values_list("index", "canonical", "content", "apart")
    for index, canonical, content, apart in rows.iterator(chunk_size=AT_ONCE):
        with suppress(KeyError, TypeError, ValueError):
            yield event_of(index, json.loads(canonical), content, apart)


def event_of(index: int, said: dict[str, Any], content: str | None, apart: Mapping[str, Mapping[str, str]]) -> Event:
    at = Noted.fromisoformat(said["at"].replace("Z", "+00:00"))
    about = said["about"]
    by, seat, body, version = said["by"], said["seat"], said["body"], about["version"]
    return Event(index, said["act"], at, by, seat, body, about["id"], version, content, apart, said.get("rule", ""))
