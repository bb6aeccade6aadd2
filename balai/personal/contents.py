"""What entries of the record say of a person in their contents."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from balai.ledger.closing import PARTS, WHOLE, WHOLE_CONTENT, Closing, joined
from balai.ledger.models import Entry
from balai.people.models import Membership, Person
from balai.personal.register import OWN_CONTENTS

AT_ONCE = 2_000
TEXTS = {"agenda.position.marked", "agenda.position.prepared", "agenda.member.recused"}
ABOUT_SEATS = {"people.member.appointed", "people.membership.ended"}
ABOUT = {*WHOLE, *PARTS, *ABOUT_SEATS, "people.person.cleared"} - TEXTS


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry that the person made (`by`) or that is about them."""

    entry: Entry
    said: dict[str, Any]
    by: bool
    about: bool

    @property
    def opened(self) -> dict[str, Any] | None:
        """Its content, where it is about nobody else and has not been closed."""
        entry, act = self.entry, self.entry.act
        own = self.by and act in OWN_CONTENTS | TEXTS
        if entry.content is None or not (own or (self.about and act in ABOUT)):
            return None
        return joined(entry.content, entry.apart)


def mentions(person: Person) -> Iterator[Mention]:
    """In the order of the record. Reads the whole of it once: the log has no index by person, on purpose."""
    key = str(person.pk)
    seats = {str(pk) for pk in Membership.objects.filter(person=person).values_list("pk", flat=True)}
    there = Q(_names("canonical", key)) | Q(_names("content", key)) | Q(act__in=ABOUT_SEATS, about_id__in=seats)
    for entry in Entry.objects.filter(there).order_by("index").iterator(chunk_size=AT_ONCE):
        said = json.loads(entry.canonical)
        by, about = said["by"] == key, _is_about(entry, said, key, seats)
        if by or about:
            yield Mention(entry, said, by, about)


def _names(column: str, key: str) -> GreaterThan:
    """Whether a number stands in a text: on SQLite LIKE, without regard to case, takes 13 times as long."""
    return GreaterThan(StrIndex(column, Value(key)), Value(0))


def _is_about(entry: Entry, said: dict[str, Any], key: str, seats: set[str]) -> bool:
    if entry.about_id == key or (entry.act in ABOUT_SEATS and entry.about_id in seats):
        return True
    if entry.act == "people.invitation.accepted":
        return bool(said["by"] == key)
    content = json.loads(entry.content or "{}")
    return bool(content.get("person") == key) and entry.act in WHOLE


def to_close(found: Iterable[Mention], *, name: bool, texts: bool) -> list[tuple[Closing, str]]:
    """What an erasure closes, each with its act: sign-ins always, name and texts where that was asked for."""
    closings: list[tuple[Closing, str]] = []
    for one in found:
        index, act = one.entry.index, one.entry.act
        if act in WHOLE and one.about and one.entry.content is not None:
            closings.append(((index, WHOLE_CONTENT), act))
        elif act == "people.person.enrolled" and one.about:
            wanted = ("username", "name") if name else ("username",)
            closings += [((index, part), act) for part in wanted if part in one.entry.apart]
        elif texts and act in TEXTS and one.by:
            closings += [((index, part), act) for part in PARTS[act] if part in one.entry.apart]
    return closings
