"""How what an agenda file says becomes a body, a meeting and items. docs/IMPORT.md says it for people."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from unicodedata import normalize
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.models import MeetingKind
from balai.importing.agenda_file import AgendaFile, Item
from balai.importing.plain_text import clean, one_line, unreadable
from balai.importing.zones import zone_of
from balai.rules.access import Level, Restriction
from balai.rules.procedure import PRESETS, Rules

USUAL_START = time(10, 0)
LONGEST_SLUG = 60
NOT_PUBLISHED = {
    "en": "Title not published by the source",
    "et": "Allikas ei ole pealkirja avaldanud",
    "id": "Judul tidak diumumkan oleh sumber",
}
NOT_PUBLIC = Restriction(Level.INTERNAL, "not public in the source")
BY_COUNTRY = {"EE": "estonia", "LV": "latvia", "ID": "indonesia"}


@dataclass
class Notes:
    """What the report warns of."""

    warnings: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)


def slug_of(agenda: AgendaFile) -> str:
    """The same body has the same slug in every file: country and name; where letters are lost, with the name's hash."""
    name = one_line(agenda.body.name)
    letters = (letter for letter in normalize("NFKD", name) if letter.isalnum())
    readable = slugify(name)
    if len(readable) > LONGEST_SLUG or not readable or not all(letter.isascii() for letter in letters):
        readable = f"{readable[:40]}-{_hash(name)}".strip("-")
    return f"{agenda.body.country.lower()}-{readable}"


def rules_for(agenda: AgendaFile) -> str:
    """The preset that a new body begins with."""
    if agenda.body.level == "municipal":
        return "council"
    if agenda.body.country == "LV" and agenda.meeting.kind == "consultative":
        return "latvia_state_secretaries"
    return BY_COUNTRY.get(agenda.body.country, PRESETS[0])


def kind_of(agenda: AgendaFile, rules: Rules, notes: Notes) -> MeetingKind:
    """A council's meeting is a formal session; so is, with a note in the report, a kind that the rules do not know."""
    kind = MeetingKind.FORMAL if agenda.meeting.kind == "council" else MeetingKind(agenda.meeting.kind)
    if getattr(rules.meeting_kinds, kind) is None:
        notes.warn(f"The rules of this body know no {kind} meeting: imported as a formal session.")
        return MeetingKind.FORMAL
    return kind


def time_zone_of(agenda: AgendaFile, notes: Notes) -> str:
    zone, doubtful = zone_of(agenda.body.country, agenda.day)
    if doubtful:
        notes.warn(
            f"{agenda.body.country} has no time of its own for all its parts: times are read as {zone}"
            " (choose with --time-zone)."
        )
    return zone


def starts_at(agenda: AgendaFile, zone: str, notes: Notes) -> datetime:
    if agenda.meeting.start is None:
        notes.warn(f"The source gives no beginning: {USUAL_START:%H:%M} is assumed.")
    clock = time.fromisoformat(agenda.meeting.start) if agenda.meeting.start else USUAL_START
    return datetime.combine(agenda.day, clock, tzinfo=ZoneInfo(zone))


def meeting_key(agenda: AgendaFile) -> str:
    """What makes a second file the same meeting: its day, its kind and the address where it was published."""
    return f"{agenda.meeting.date} {agenda.meeting.kind} {_hash(agenda.source)}"


def beginning(agenda: AgendaFile) -> str:
    return agenda.meeting.start or "-"


def drafts(agenda: AgendaFile, notes: Notes) -> Iterator[ItemDraft]:
    """One draft for each item, in the file's order."""
    for place, item in enumerate(agenda.items, start=1):
        if any(unreadable(text) for text in (item.number, item.title, item.kind, item.submitter, item.outcome) if text):
            notes.warn("Control characters and marks that turn the reading direction were left out of some texts.")
        yield ItemDraft(
            title=_title(item, agenda.language, notes),
            number=one_line(item.number) or str(place),
            kind=one_line(item.kind or ""),
            submitter_name=one_line(item.submitter or ""),
            access=Restriction() if item.public else NOT_PUBLIC,
            source_note=_outcome(item),
        )


def note_what_is_doubtful(agenda: AgendaFile, notes: Notes) -> None:
    """What the file itself says, or shows, about its limits."""
    if not agenda.complete:
        notes.warn("The source was cut: this agenda is not complete.")
    numbers = [item.number for item in agenda.items]
    if len(set(numbers)) != len(numbers):
        notes.warn("Some items have the same number: they are told apart by their order.")


def _title(item: Item, language: str, notes: Notes) -> dict[str, str]:
    title = clean(item.title or "")
    if not title:
        notes.warn("Some titles are not published by the source: their items say so.")
        return dict(NOT_PUBLISHED)
    return {language: title}


def _outcome(item: Item) -> str:
    """The outcome as the source prints it, with its count of votes; never a decision of ours."""
    said = clean(item.outcome or "")
    if item.votes is None:
        return said
    counts = (("for", item.votes.for_), ("against", item.votes.against), ("abstain", item.votes.abstain))
    votes = ", ".join(f"{name} {count}" for name, count in counts if count is not None)
    return f"{said} ({votes})" if said and votes else said or votes


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
