"""A member's agenda as a page: lines under headings, and the foot that stays."""

import secrets
from collections.abc import Hashable
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from django.http import Http404
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balai.agenda import policy
from balai.agenda.facts import reading
from balai.agenda.lines import Pen, entry
from balai.agenda.models import AgendaItem, Meeting, Stage
from balai.agenda.picture import deciding_seats
from balai.agenda.queries import MemberAgenda, Row, looks_of, member_agenda
from balai.memory import Memory
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.verdict import Verdict
from balai.web import vocabulary
from balai.words import Words

ORDERS = ("for_me", "official", "kind")


@dataclass(frozen=True, slots=True)
class Part:
    """Entries under a heading; no heading where the whole agenda is one part."""

    heading: str | Words
    entries: SafeString


@dataclass(frozen=True, slots=True)
class Foot:
    """How far the member is and what one tap can do about the rest."""

    total: int
    answered: int
    rest: int
    batch: UUID | None
    batch_size: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one reader's page shows of an agenda."""

    seat: Membership | None
    hand: str
    parts: tuple[Part, ...]
    foot: Foot


_sheets: Memory[Hashable, Sheet] = Memory(64)  # of 120 items one takes half a megabyte
TOKEN = f"@{secrets.token_hex(16)}@"  # where the form token comes in a kept sheet; nobody can write it into a title


def sheet_for(meeting: Meeting, who: Standing, csrf: str, *, seat: str | None = None, order: str) -> Sheet:
    """The sheet from memory where nothing that it shows has changed since this reader last asked for it."""
    chosen = who.seat(seat) or who.seat()
    key = (
        get_language(),
        who.person.pk,
        order,
        chosen.pk if chosen else None,
        tuple(held.pk for held in (*who.own, *who.stands_in)),
        (meeting.pk, meeting.stamp, meeting.body.rules_text),
        tuple(member.pk for member in deciding_seats(meeting)),
        frozenset(looks_of(who.person, meeting).items()),
        # Both turn with the clock, when positions close.
        policy.may_answer(who, meeting, chosen),
        policy.audience_sees_positions(who.audience, meeting),
    )
    kept = _sheets.get(key)
    if kept is None:
        pen = pen_for(meeting, who, TOKEN, seat=seat, order=order)
        kept = _sheets.put(key, Sheet(pen.agenda.seat, pen.hand, parts(pen, order), foot(pen)))
    filled = (Part(part.heading, SafeString(part.entries.replace(TOKEN, escape(csrf)))) for part in kept.parts)
    return replace(kept, parts=tuple(filled))


def pen_for(meeting: Meeting, who: Standing, csrf: str, *, seat: str | None = None, order: str | None = None) -> Pen:
    """Everything that drawing this agenda for this reader and seat needs; the same number of queries for any agenda."""
    agenda = member_agenda(meeting, who, order=order, seat=who.seat(seat) or who.seat())
    return Pen(agenda, reading(agenda.whole, who.audience), escape(csrf), policy.may_answer(who, meeting, agenda.seat))


def row_of(agenda: MemberAgenda, item: AgendaItem) -> Row:
    row = next((row for row in agenda.rows if row.item.pk == item.pk), None)
    if row is None:
        raise Http404
    return row


def parts(pen: Pen, order: str) -> tuple[Part, ...]:
    """The lines in the reader's order, under the headings that belong to it."""
    groups = [(heading, list(rows)) for heading, rows in groupby(pen.agenda.rows, key=lambda row: _heading(row, order))]
    if len(groups) == 1 and order != "official":
        groups = [("", groups[0][1])]
    return tuple(Part(heading, SafeString("".join([entry(pen, row) for row in rows]))) for heading, rows in groups)


def _heading(row: Row, order: str) -> str | Words:
    if order == "kind":
        return str(vocabulary.ITEM_KINDS.get(row.item.kind, row.item.kind)) or _("Without a kind")
    if order == "official":
        return row.item.section or ""
    if row.touches_me:
        return _("Touches my ministry")
    return _("Changed since you looked") if row.changed else _("The rest")


def foot(pen: Pen) -> Foot:
    """Items from which the member is recused count neither as answered nor as open."""
    agenda = pen.agenda
    rows = [row for row in agenda.rows if row.item.stage == Stage.LISTED and not row.recused]
    given = [row.mine for row in rows if row.mine is not None]
    last = max((one for one in given if one.batch), key=lambda one: one.given_at, default=None)
    batch = last.batch if last else None
    return Foot(
        total=len(rows),
        answered=sum(1 for one in given if not one.stale),
        rest=len(agenda.rest),
        batch=batch,
        batch_size=sum(1 for one in given if batch and one.batch == batch),
        verdict=pen.verdict,
    )
