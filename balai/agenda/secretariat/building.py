"""The agenda as it is being built: its lines with their sections, what is not ready, what publishing will tell."""

from dataclasses import dataclass, field
from uuid import UUID

from balai import clock
from balai.agenda import policy
from balai.agenda.access import seen_by
from balai.agenda.agenda_versions import changes_seen, changes_since
from balai.agenda.models import AgendaItem, AgendaVersion, Meeting, Stage
from balai.people.standing import Standing
from balai.rules.access import Level
from balai.rules.agenda_diff import Change
from balai.verdict import Verdict
from balai.words import Words


@dataclass(frozen=True, slots=True)
class Section:
    """A section of this agenda, named by the first item that stands in it."""

    item: UUID
    name: Words


@dataclass(frozen=True, slots=True)
class DraftLine:
    item: AgendaItem
    heading: Words | None  # where another section begins with this item
    section: Section | None
    closed: bool  # the reader is shown the title only

    @property
    def level(self) -> Level:
        return self.item.level_at(clock.now())


@dataclass(frozen=True, slots=True)
class Draft:
    meeting: Meeting
    lines: tuple[DraftLine, ...]
    sections: tuple[Section, ...]
    last: AgendaVersion | None
    changes: tuple[Change, ...]
    may_build: Verdict
    may_publish: Verdict
    may_check: bool
    refusal: Verdict | None = None
    unchecked: tuple[AgendaItem, ...] = field(default=())
    incomplete: tuple[AgendaItem, ...] = field(default=())
    minutes: int = 0
    unplanned: int = 0


def draft(meeting: Meeting, who: Standing, *, refusal: Verdict | None = None) -> Draft:
    """A constant number of queries."""
    found = seen_by(who, meeting)
    items = [one.item for one in found.picture.items]
    closed = frozenset(one.item.pk for one in found.picture.items if one.closed)
    last = AgendaVersion.objects.filter(meeting=meeting).select_related("meeting").order_by("-number").first()
    listed = [item for item in items if item.stage != Stage.WITHDRAWN and item.pk not in closed]
    sections = _sections(items)
    return Draft(
        meeting=meeting,
        lines=tuple(_lines(items, sections, closed)),
        sections=tuple(sections.values()),
        last=last,
        changes=changes_seen(changes_since(last), found.sight) if last else (),
        may_build=policy.may_build(who, meeting),
        may_publish=policy.may_publish(who, meeting),
        may_check=who.is_secretary,
        refusal=refusal,
        unchecked=tuple(item for item in listed if item.complete is None),
        incomplete=tuple(item for item in listed if item.complete is False),
        minutes=sum(item.planned_minutes or 0 for item in listed),
        unplanned=sum(1 for item in listed if not item.planned_minutes),
    )


Key = tuple[tuple[str, str], ...]


def _key(words: Words) -> Key:
    return tuple(sorted(words.items()))


def _sections(items: list[AgendaItem]) -> dict[Key, Section]:
    found: dict[Key, Section] = {}
    for item in items:
        if item.section:
            found.setdefault(_key(item.section), Section(item.pk, item.section))
    return found


def _lines(items: list[AgendaItem], sections: dict[Key, Section], closed: frozenset[UUID]) -> list[DraftLine]:
    lines: list[DraftLine] = []
    before: Words = {}
    for item in items:
        begins = item.section != before
        section = sections.get(_key(item.section))
        lines.append(DraftLine(item, item.section if begins else None, section, item.pk in closed))
        before = item.section
    return lines
