"""The reasons of the rules, and dates, in the reader's words."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balai.rules.words import Reason

MOST_NAMES = 4


def sentence(reason: Reason, labels: Mapping[str, str] | None = None) -> str:
    """The reason as a sentence in the active language; members by their labels, many of them as a number."""
    values: dict[str, str | int] = dict(reason.values)
    if reason.members:
        values["members"] = names(reason.members, labels or {})
    return _(reason.text).format(**values) if reason.text else ""


def names(members: tuple[str, ...], labels: Mapping[str, str]) -> str:
    """'Finance, Interior', in the order of `labels` (precedence), or, where they are many or unknown, how many."""
    known = [label for member, label in labels.items() if member in members]
    if len(known) == len(members) and len(members) <= MOST_NAMES:
        return ", ".join(known)
    return str(len(members))


def spelled(moment: date, pattern: str) -> str:
    """A date or moment as the active language writes it: Estonian puts a full stop after the day of a month."""
    estonian = (get_language() or "").startswith("et")
    return date_format(moment, pattern.replace("j ", "j. ") if estonian else pattern)
