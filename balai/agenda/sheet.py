"""A member's agenda as a page: lines under headings, and the foot that stays."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import Http404
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from balai.agenda import policy
from balai.agenda.advising.policy import may_confirm_here, may_prepare_here
from balai.agenda.advising.queries import prepared_for
from balai.agenda.facts import reading
from balai.agenda.lines import Pen, entry
from balai.agenda.models import AgendaItem, Meeting, Stage
from balai.agenda.queries import MemberAgenda, Row, member_agenda
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
    prepared: int = 0  # for the member: what one tap confirms; for an adviser: what is prepared
    confirm: bool = False  # whether the reader may confirm it


def pen_for(meeting: Meeting, who: Standing, csrf: str, *, seat: str | None = None, order: str | None = None) -> Pen:
    """Everything that drawing this agenda for this reader and seat needs; the same number of queries for any agenda."""
    agenda = member_agenda(meeting, who, order=order, seat=who.seat_to_read(seat))
    return Pen(
        agenda,
        reading(agenda.whole, agenda.sight),
        escape(csrf),
        may_act(who, meeting, agenda.seat),
        prepared_for(agenda.whole, who, agenda.seat),
        bool(may_confirm_here(who, meeting, agenda.seat)),
    )


def may_act(who: Standing, meeting: Meeting, seat: Membership | None) -> Verdict:
    """What the reader does for this seat on this agenda: an adviser prepares, everybody else answers."""
    if seat is not None and who.is_adviser_of(seat) and not who.holds(seat):
        return may_prepare_here(who, meeting, seat)
    return policy.may_answer(who, meeting, seat)


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
    rows = [row for row in agenda.rows if row.item.stage == Stage.LISTED and not row.recused and not row.closed]
    given = [row.mine for row in rows if row.mine is not None]
    last = max((one for one in given if one.batch), key=lambda one: one.given_at, default=None)
    batch = last.batch if last else None
    held_back = {pk for pk, one in pen.prepared.items() if one.waiting}
    return Foot(
        total=len(rows),
        answered=sum(1 for one in given if not one.stale),
        rest=sum(1 for row in agenda.rest if row.item.pk not in held_back),
        batch=batch,
        batch_size=sum(1 for one in given if batch and one.batch == batch),
        verdict=pen.verdict,
        prepared=sum(1 for row in rows if _counts_as_prepared(pen, row)),
        confirm=pen.confirms,
    )


def _counts_as_prepared(pen: Pen, row: Row) -> bool:
    """For an adviser whatever stands ready for this version; for the member what waits where they said nothing yet."""
    one = pen.prepared.get(row.item.pk)
    if one is None or one.stale:
        return False
    return pen.hand == "prepare" or (one.waiting and row.mine is None)
