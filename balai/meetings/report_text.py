"""The report of a committee in words: what was decided, as far as those outside the committee may read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.models import AgendaItem, Meeting
from balai.decisions.models import Decision
from balai.rules.access import OUTSIDER, Shown, shown
from balai.web import vocabulary
from balai.wording import spelled
from balai.words import Words, best


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the report. `decision` only where all of it may be read outside."""

    item: AgendaItem
    decision: Decision | None


def lines_of(meeting: Meeting) -> tuple[Line, ...]:
    """In the order of the agenda. What the committee's rules show outsiders of it travels, and nothing else: those who
    confirm the report, and later the public, do not belong to the committee."""
    items = list(AgendaItem.objects.filter(meeting=meeting).in_order())
    standing: Mapping[UUID, Decision] = {
        one.item_id: one for one in Decision.objects.standing().filter(item__meeting=meeting)
    }
    at, rules = clock.now(), meeting.body.rules
    seen = ((item, shown(item.restriction, OUTSIDER, at, rules)) for item in items)
    return tuple(
        Line(item, standing.get(item.pk) if what == Shown.WHOLE else None)
        for item, what in seen
        if what != Shown.NOTHING
    )


def title_of(meeting: Meeting) -> Words:
    return _in_every_language(
        lambda: (
            _("Report: %(body)s, meeting of %(day)s") % {"body": best(meeting.body.name)[0], "day": _day_of(meeting)}
        )
    )


def asked() -> Words:
    return _in_every_language(lambda: _("Confirm the report."))


def paper_title() -> Words:
    return _in_every_language(lambda: _("Results of the meeting"))


def text_of(lines: tuple[Line, ...]) -> Words:
    return _in_every_language(lambda: "\n\n".join(_line(one) for one in lines))


def _line(one: Line) -> str:
    """Number, title, outcome; with the decision's number and text where it may be read."""
    _colour, outcome = vocabulary.STAGES[one.item.stage]
    head = f"{one.item.number}. {best(one.item.title)[0]}: {outcome}"
    if one.decision is None:
        return head
    number = _("decision %(number)s") % {"number": one.decision.number}
    return "\n".join(part for part in (f"{head}, {number}", best(one.decision.text)[0]) if part)


def _day_of(meeting: Meeting) -> str:
    return spelled(localtime(meeting.starts_at, ZoneInfo(meeting.body.time_zone)), "j F Y")


def _in_every_language(said: Callable[[], str]) -> Words:
    """The report stands in the record as it was sent, for readers in each language of the house."""
    words: Words = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words[code] = said()
    return words
