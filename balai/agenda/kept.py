"""A member's agenda page from memory, where nothing that it shows has changed since this reader last asked for it.

The entries, by far the largest part of the page, are kept as bytes and put into the finished page: templates copy what
they nest at every level. What differs each time (the form token) is filled in at the end.
"""

import secrets
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from balai.agenda import policy
from balai.agenda.access import sight_of
from balai.agenda.advising.queries import prepared_keys
from balai.agenda.models import Meeting
from balai.agenda.picture import deciding_seats
from balai.agenda.queries import looks_of
from balai.agenda.sheet import Foot, Part, foot, may_act, parts, pen_for
from balai.memory import Memory
from balai.people.models import Membership
from balai.people.standing import Standing

# Blanks that nobody can write into a title.
TOKEN = f"@{secrets.token_hex(16)}@"
ENTRIES = SafeString(f"@{secrets.token_hex(16)}@")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one reader's page shows of an agenda. In `parts` a blank stands for the `entries`."""

    seat: Membership | None
    hand: str
    parts: tuple[Part, ...]
    foot: Foot
    entries: tuple[bytes, ...]

    def put_into(self, page: bytes, csrf: str) -> bytes:
        """The page, drawn with these parts, with the entries in their places."""
        token = escape(csrf).encode()
        filled = (entries.replace(TOKEN.encode(), token) for entries in self.entries)
        around = page.split(ENTRIES.encode())
        return b"".join(piece for pair in zip_longest(around, filled, fillvalue=b"") for piece in pair)


_kept: Memory[Hashable, Sheet] = Memory(64)  # of 120 items one takes half a megabyte


def sheet_for(meeting: Meeting, who: Standing, *, seat: str | None, order: str) -> Sheet:
    """Three queries; those of `pen_for` where something has changed."""
    chosen = who.seat_to_read(seat)
    key = (
        get_language(),
        who.person.pk,
        order,
        chosen.pk if chosen else None,
        tuple(held.pk for held in (*who.own, *who.stands_in, *who.advises)),
        prepared_keys(meeting, who, chosen),
        (meeting.pk, meeting.stamp, meeting.body.rules_text),
        tuple(member.pk for member in deciding_seats(meeting)),
        frozenset(looks_of(who.person, meeting).items()),
        # Both turn with the clock, when positions close.
        may_act(who, meeting, chosen),
        policy.audience_sees_positions(who.audience, meeting),
        # Restrictions end with the clock, and clearances.
        sight_of(who, meeting),
    )
    kept = _kept.get(key)
    return _kept.put(key, _drawn(meeting, who, seat, order)) if kept is None else kept


def _drawn(meeting: Meeting, who: Standing, seat: str | None, order: str) -> Sheet:
    pen = pen_for(meeting, who, TOKEN, seat=seat, order=order)
    drawn = parts(pen, order)
    blank = tuple(Part(part.heading, ENTRIES) for part in drawn)
    return Sheet(pen.agenda.seat, pen.hand, blank, foot(pen), tuple(part.entries.encode() for part in drawn))
