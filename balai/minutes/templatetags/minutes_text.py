"""The text of the minutes on a page: in the body's own language, or in the best one there is."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from balai.minutes.document import Document
from balai.minutes.protocol import Ballot
from balai.minutes.queries import Text
from balai.words import Words, best

register = template.Library()


@register.filter
def in_language(words: Words | None, language: str) -> SafeString:
    """Words in the language of the body, marked as such where the page is in another one; line breaks are kept."""
    text, found = best(words or {}, language)
    if found == (get_language() or "en").split("-")[0]:
        return SafeString(conditional_escape(text))
    return format_html('<span lang="{}" dir="auto">{}</span>', found, text) if text else SafeString("")


@register.simple_tag(takes_context=True)
def seat_name(context: dict[str, object], key: str, language: str = "") -> SafeString:
    """'Marin Kask (Finance)': who holds a seat, and for whom."""
    document = context["text"].document  # type: ignore[attr-defined]
    assert isinstance(document, Document)
    if (seat := document.seats.get(key)) is None:
        return SafeString("")
    spoken = language or str(context["language"])
    what = in_language(seat.label or seat.title, spoken)
    return format_html("{} ({})", seat.person, what) if what else SafeString(conditional_escape(seat.person))


@register.simple_tag(takes_context=True)
def seat_title(context: dict[str, object], key: str) -> SafeString:
    """'Marin Kask, Minister of Finance': as people are named where attendance is listed."""
    document = context["text"].document  # type: ignore[attr-defined]
    assert isinstance(document, Document)
    if (seat := document.seats.get(key)) is None:
        return SafeString("")
    title = in_language(seat.title, str(context["language"]))
    return format_html("{}, {}", seat.person, title) if title else seat_name(context, key)


@register.filter
def by_rank(ballot: Ballot, text: Text) -> list[tuple[str, str]]:
    """Who voted how, by precedence."""
    return sorted(ballot.votes.items(), key=lambda one: text.document.rank(one[0]))


@register.filter
def by_roll(ballot: Ballot) -> list[tuple[str, str]]:
    """Who answered what, in the order in which they were called; who came later after them."""
    order = [*ballot.roll, *(seat for seat in ballot.votes if seat not in ballot.roll)]
    return [(seat, ballot.votes.get(seat, "")) for seat in order]


@register.simple_tag(takes_context=True)
def noted_by(context: dict[str, object], ballot: Ballot, seat: str) -> str:
    """Who wrote down the answer that was spoken; nothing for who answered themselves."""
    document = context["text"].document  # type: ignore[attr-defined]
    assert isinstance(document, Document)
    return document.persons.get(ballot.noted.get(seat, ""), "")


@register.simple_tag(takes_context=True)
def sat_there(context: dict[str, object], seat: str, person: str) -> str:
    """Who sat in a seat instead of its member; nothing for the member."""
    document = context["text"].document  # type: ignore[attr-defined]
    assert isinstance(document, Document)
    name, member = document.persons.get(person, ""), document.seats.get(seat)
    return name if member is None or name != member.person else ""


@register.simple_tag(takes_context=True)
def submitter(context: dict[str, object], key: str | None, name: str) -> SafeString:
    document = context["text"].document  # type: ignore[attr-defined]
    assert isinstance(document, Document)
    words = document.organizations.get(key or "")
    return in_language(words, str(context["language"])) if words else SafeString(conditional_escape(name))
