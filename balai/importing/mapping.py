"""How what an agenda file says becomes a body, a meeting and items. docs/IMPORT.md says it for people."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.core import get_global
from django.utils.text import slugify

from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.models import MeetingKind
from balai.importing.agenda_file import AgendaFile, Item, clean
from balai.rules.procedure import PRESETS, preset

USUAL_START = time(10, 0)
NOT_PUBLISHED = {
    "en": "Title not published by the source",
    "et": "Allikas ei ole pealkirja avaldanud",
    "id": "Judul tidak diumumkan oleh sumber",
}
BY_COUNTRY = {"EE": "estonia", "LV": "latvia", "ID": "indonesia"}


@dataclass
class Notes:
    """What the report warns of."""

    warnings: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)


def slug_of(agenda: AgendaFile) -> str:
    """The same body has the same slug in every file: country and name; a name in another script by its hash."""
    name = clean(agenda.body.name)
    readable = slugify(name)[:60].strip("-")
    return f"{agenda.body.country.lower()}-{readable or hashlib.sha256(name.encode()).hexdigest()[:12]}"


def rules_for(agenda: AgendaFile) -> str:
    """The preset that a new body begins with."""
    if agenda.body.level == "municipal":
        return "council"
    if agenda.body.country == "LV" and agenda.meeting.kind == "consultative":
        return "latvia_state_secretaries"
    return BY_COUNTRY.get(agenda.body.country, PRESETS[0])


def kind_of(agenda: AgendaFile, rules: str, notes: Notes) -> MeetingKind:
    """A council's meeting is a formal session; so is, with a note in the report, a kind that the rules do not know."""
    kind = MeetingKind.FORMAL if agenda.meeting.kind == "council" else MeetingKind(agenda.meeting.kind)
    if getattr(preset(rules).meeting_kinds, kind) is None:
        notes.warn(f"The rules '{rules}' know no {kind} meeting: imported as a formal session.")
        return MeetingKind.FORMAL
    return kind


def time_zone_of(country: str, notes: Notes) -> str:
    """The country's time zone where it has one; otherwise UTC, and the report says so."""
    zones = sorted(zone for zone, territory in get_global("zone_territories").items() if territory == country)
    if len(zones) == 1:
        return zones[0]
    notes.warn(f"{country} has several time zones: times are read as UTC (choose one with --time-zone).")
    return "UTC"


def starts_at(agenda: AgendaFile, zone: str, notes: Notes) -> datetime:
    if agenda.meeting.start is None:
        notes.warn(f"The source gives no beginning: {USUAL_START:%H:%M} is assumed.")
    clock = time.fromisoformat(agenda.meeting.start) if agenda.meeting.start else USUAL_START
    return datetime.combine(agenda.day, clock, tzinfo=ZoneInfo(zone))


def ends_at(agenda: AgendaFile, begins: datetime) -> datetime | None:
    """An end before the beginning is after midnight."""
    if agenda.meeting.end is None or agenda.meeting.start is None:
        return None
    end = datetime.combine(agenda.day, time.fromisoformat(agenda.meeting.end), tzinfo=begins.tzinfo)
    return end if end > begins else end + timedelta(days=1)


def meeting_key(agenda: AgendaFile) -> str:
    """What makes a second file the same meeting: its day, its kind and its beginning."""
    return f"{agenda.meeting.date} {agenda.meeting.kind} {agenda.meeting.start or ''}".strip()


def drafts(agenda: AgendaFile, notes: Notes) -> Iterator[ItemDraft]:
    """One draft for each item, keyed by its place and number: numbers alone are not unique."""
    for place, item in enumerate(agenda.items, start=1):
        yield ItemDraft(
            title=_title(item, agenda.language, notes),
            number=clean(item.number) or str(place),
            kind=clean(item.kind or ""),
            submitter_name=clean(item.submitter or ""),
            public=item.public,
            source_note=_outcome(item),
            source_key=f"{place}:{clean(item.number)}",
        )


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
