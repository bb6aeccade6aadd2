"""Template tags and filters of the whole site; a builtin, so no page loads them."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from balai import clock, wording
from balai.rules.quorum import Quorum
from balai.rules.words import Reason
from balai.web import vocabulary
from balai.wording import sentence
from balai.words import Words, best

register = template.Library()


@register.filter
def said(words: Words | str | None) -> SafeString:
    """A text in the reader's language, or in the best one there is, marked as such."""
    if not words:
        return SafeString("")
    if isinstance(words, str):
        return SafeString(conditional_escape(words))
    text, language = best(words)
    if language == (get_language() or "en").split("-")[0]:
        return SafeString(conditional_escape(text))
    return format_html('<span lang="{}" dir="auto">{}</span>', language, text)


@register.filter
def said_plain(words: Words | str | None) -> str:
    """As `said`, without markup: for attributes and titles."""
    return words if isinstance(words, str) else best(words or {})[0]


@register.filter
def in_zone(moment: datetime | None, zone: str) -> datetime | None:
    """The moment in a body's own time zone; dates of a meeting are that place's dates."""
    return localtime(moment, ZoneInfo(zone)).replace(tzinfo=None) if moment else None


@register.filter
def spelled(moment: date | None, pattern: str) -> str:
    """A date or moment by a pattern of Django's `date`, as the reader's language writes it, in local time."""
    if moment is None:
        return ""
    if isinstance(moment, datetime) and is_aware(moment):
        moment = localtime(moment)
    return wording.spelled(moment, pattern)


@register.filter
def minutes(value: float | None) -> str:
    """'25 min', '1 h 25 min'."""
    if value is None:
        return ""
    hours, rest = divmod(round(value), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


@register.filter
def relative_time(moment: datetime | None) -> str:
    """'in 14 h', '2 days ago': the largest unit that fits."""
    if moment is None:
        return ""
    seconds = (moment - clock.now()).total_seconds()
    amount = _amount(abs(seconds))
    return _("in %(time)s") % {"time": amount} if seconds >= 0 else _("%(time)s ago") % {"time": amount}


def _amount(seconds: float) -> str:
    if seconds < 3600:
        return _("%(minutes)s min") % {"minutes": max(1, round(seconds / 60))}
    if seconds < 48 * 3600:
        return _("%(hours)s h") % {"hours": round(seconds / 3600)}
    days = round(seconds / 86400)
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


@register.filter
def in_words(reason: Reason | Mapping[str, object], labels: Mapping[str, str] | None = None) -> str:
    """A reason of the rules as a sentence; members by their labels."""
    return sentence(reason if isinstance(reason, Reason) else Reason.from_dict(reason), labels)


@register.filter
def get(mapping: Mapping[object, object], key: object) -> object:
    return mapping.get(key)


@register.filter
def at_least(value: int, least: int) -> int:
    """The greater of two numbers, for the scale of a plot."""
    return max(value, least)


@register.filter
def seats(quorum: Quorum) -> dict[str, object]:
    """The seats of a quorum in a row, ten units each, those present first, and where the needed number is reached."""
    places = [{"x": 10 * place + 1, "taken": place < quorum.present} for place in range(quorum.members)]
    return {"places": places, "width": max(10, 10 * quorum.members), "needed_at": 10 * quorum.needed}


@register.filter
def hidden_initial(field: BoundField) -> SafeString | str:
    """What a field held when its form was drawn, for fields that are drawn choice by choice."""
    return field.as_hidden(only_initial=True) if field.field.show_hidden_initial else ""


@register.inclusion_tag("web/parts/icon.html")
def icon(name: str) -> dict[str, object]:
    """A sign beside a word: one of the symbols in static/balai/icons.svg; never alone."""
    return {"name": name}


@register.inclusion_tag("web/parts/stance.html")
def stance(value: str, stale: bool = False, word: bool = True) -> dict[str, object]:
    """A stance: shape, word and colour, the same everywhere; `word=False` keeps the word for screen readers only."""
    shape, name = vocabulary.STANCES[str(value or "none")]
    return {"value": str(value or "none"), "shape": shape, "name": name, "stale": stale, "word": word}


@register.inclusion_tag("web/parts/tag.html")
def stage(value: str) -> dict[str, object]:
    """Where an item stands."""
    colour, name = vocabulary.STAGES[str(value)]
    return {"colour": colour, "name": name, "kind": "stage"}


@register.inclusion_tag("web/parts/tag.html")
def track(value: str) -> dict[str, object]:
    """Which way the triage sends an item."""
    colour, name = vocabulary.TRACKS[str(value)]
    return {"colour": colour, "name": name, "kind": "track"}


@register.inclusion_tag("web/parts/tag.html")
def meeting_state(value: str) -> dict[str, object]:
    colour, name = vocabulary.MEETING_STATES[str(value)]
    return {"colour": colour, "name": name, "kind": "state"}


@register.inclusion_tag("web/parts/tag.html")
def motion_state(value: str) -> dict[str, object]:
    """How a motion stands or was settled."""
    colour, name = vocabulary.MOTION_STATES[str(value)]
    return {"colour": colour, "name": name, "kind": "motion"}


@register.simple_tag
def meeting_kind(value: str) -> str:
    return str(vocabulary.MEETING_KINDS[str(value)])


@register.simple_tag
def way(value: str) -> str:
    """By which way a decision was reached."""
    return str(vocabulary.WAYS[str(value)])


@register.simple_tag
def repeat_ground(value: str) -> str:
    """Why a vote is repeated."""
    return str(vocabulary.REPEAT_GROUNDS[str(value)])


@register.simple_tag
def item_kind(value: str) -> str:
    """The kind of an item; a kind of a foreign source stands as it was printed."""
    return str(vocabulary.ITEM_KINDS.get(value, value))


@register.simple_tag
def paper_name(kind: str, title: Words) -> SafeString:
    """What a paper is and what it is called, said once where the two are the same."""
    name = str(vocabulary.PAPER_KINDS[str(kind)])
    same = best(title)[0].strip().casefold() in ("", name.casefold())
    return SafeString(conditional_escape(name)) if same else format_html("{}: {}", name, said(title))


@register.simple_tag
def choice(value: str) -> str:
    """A vote in the meeting."""
    return str(vocabulary.CHOICES[str(value)])


@register.simple_tag
def role(value: str) -> str:
    return str(vocabulary.ROLES[str(value)])


@register.inclusion_tag("web/parts/light.html")
def light(value: str) -> dict[str, object]:
    """A traffic light: shape, word and colour."""
    shape, name = vocabulary.LIGHTS[str(value)]
    return {"value": str(value), "shape": shape, "name": name}


@register.simple_tag
def access_tag(level: str) -> SafeString:
    """Who may read an item, in a word; nothing where everybody may."""
    name = vocabulary.ACCESS_TAGS.get(str(level))
    return format_html('<span class="access-tag">{}</span>', name) if name else SafeString("")


@register.simple_tag
def access_words(level: str) -> str:
    """Who may read it, as on the form."""
    return str(vocabulary.ACCESS[str(level)])
