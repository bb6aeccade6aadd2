"""Versions of the agenda: what stood on it when it was published or confirmed."""

from dataclasses import asdict
from datetime import datetime

from django.db.models import Max

from balai.agenda.models import AgendaItem, AgendaVersion, Meeting, Stage
from balai.people.models import Person
from balai.rules.agenda_diff import Change, Line, compare
from balai.words import best


def lines_of(meeting: Meeting) -> tuple[Line, ...]:
    """The agenda as it stands now; withdrawn items no longer stand on it."""
    items = AgendaItem.objects.filter(meeting=meeting).exclude(stage=Stage.WITHDRAWN).in_order()
    return tuple(_line(item) for item in items)


def _line(item: AgendaItem) -> Line:
    return Line(
        item=str(item.pk),
        number=item.number,
        title=best(item.title, "en")[0],
        section=best(item.section, "en")[0],
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
    return compare(*[[Line(**line) for line in version.lines] for version in (older, newer)])


def changes_since(version: AgendaVersion) -> tuple[Change, ...]:
    """What has changed on the agenda since it was last published: what the next publication will tell."""
    return compare([Line(**line) for line in version.lines], lines_of(version.meeting))
