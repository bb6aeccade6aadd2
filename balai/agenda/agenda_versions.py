"""Versions of the agenda: what stood on it when it was published or confirmed."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db.models import Max

from balai.agenda.models import AgendaItem, AgendaVersion, Meeting, Stage
from balai.people.models import Person
from balai.people.standing import Sight
from balai.rules.agenda_diff import Change, Line, What, compare
from balai.words import Words


def lines_of(meeting: Meeting) -> tuple[Line, ...]:
    """The agenda as it stands now; withdrawn items no longer stand on it."""
    items = AgendaItem.objects.filter(meeting=meeting).exclude(stage=Stage.WITHDRAWN).in_order()
    return tuple(_line(item) for item in items)


def _line(item: AgendaItem) -> Line:
    return Line(
        item=str(item.pk),
        number=item.number,
        title=_frozen(item.title),
        section=_frozen(item.section),
        minutes=item.planned_minutes,
        version=item.version,
        complete=item.complete,
    )


def record_version(meeting: Meeting, *, by: Person, at: datetime, confirmed: bool) -> AgendaVersion:
    last = AgendaVersion.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    return AgendaVersion.objects.create(
        meeting=meeting,
        number=last + 1,
        confirmed=confirmed,
        lines=[asdict(line) for line in lines_of(meeting)],
        made_by=by,
        made_at=at,
    )


def changes_between(older: AgendaVersion, newer: AgendaVersion) -> tuple[Change, ...]:
    return _readable(compare(_lines(older), _lines(newer)))


def changes_since(version: AgendaVersion) -> tuple[Change, ...]:
    """What has changed on the agenda since it was last published: what the next publication will tell."""
    return _readable(compare(_lines(version), lines_of(version.meeting)))


INSIDE = (What.SECTION, What.MINUTES, What.PAPERS, What.COMPLETE)  # what a title does not say


def changes_seen(changes: tuple[Change, ...], sight: Sight) -> tuple[Change, ...]:
    """Those that this reader is shown."""
    hidden, titles = set(map(str, sight.hidden)), set(map(str, sight.titles))
    return tuple(one for one in changes if one.item not in hidden and not (one.item in titles and one.what in INSIDE))


Frozen = tuple[tuple[str, str], ...]


def _frozen(words: Words) -> Frozen:
    """Words as a value that can be compared and kept."""
    return tuple(sorted(words.items()))


def _lines(version: AgendaVersion) -> list[Line]:
    """As they were kept: JSON knows no tuples."""
    lines = []
    for kept in version.lines:
        texts = {name: tuple(map(tuple, kept[name])) for name in ("title", "section")}
        lines.append(Line(**{**kept, **texts}))
    return lines


def _readable(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """With words in the place of what was compared."""
    return tuple(
        replace(one, title=_words(one.title), before=_words(one.before), after=_words(one.after)) for one in changes
    )


def _words(value: object) -> Any:
    return dict(value) if isinstance(value, tuple) else value
