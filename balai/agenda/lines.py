"""The lines of a member's agenda: shared facts beside the member's own control.

A line is put together, not rendered: lines of the same shape (same stance, stale or not, open to answers or not) differ
only in keys, which are filled into a shell that is drawn once. A page of 120 items thus renders a handful of templates.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from balai.agenda import policy
from balai.agenda.advising.policy import takes_prepared
from balai.agenda.advising.queries import Prepared
from balai.agenda.facts import Reading, item_facts
from balai.agenda.models import MeetingState
from balai.agenda.queries import MemberAgenda, Row
from balai.people.models import Membership
from balai.verdict import Verdict
from balai.web.fragments import fragment

ITEM, SEAT = UUID(int=0), UUID(int=1)  # stand in a shell where the real keys come
BLANK = re.compile(f"({ITEM}|{SEAT}|@[a-z]+@)")


@dataclass(frozen=True, slots=True)
class Shape:
    """All that the look of a line depends on, but for its facts.

    `hand`: what the reader can do (answer, prepare, floor, read).
    """

    hand: str
    stance: str = ""
    stale: bool = False
    opinion: bool = False
    recused: bool = False
    changed: bool = False
    allowed: bool = False
    fold: bool = False
    listed: bool = True
    asks: bool = False  # I ask for the floor, or to open the item
    may_open: bool = False
    several_seats: bool = False
    closed: bool = False  # the title only
    prepared: str = ""  # the stance that an adviser prepared; to a member only while it waits
    prepared_stale: bool = False
    prepared_opinion: bool = False
    may_confirm: bool = False
    answered_since: bool = False  # the member gave a position after it was prepared


@dataclass(frozen=True, slots=True)
class Pen:
    """What all lines of one page have in common."""

    agenda: MemberAgenda
    read: Reading
    csrf: str  # escaped
    verdict: Verdict  # whether this seat may answer on this meeting at all, or be prepared for
    prepared: Mapping[UUID, Prepared] = field(default_factory=dict)  # by item; empty for whom it is not for
    confirms: bool = False

    @property
    def hand(self) -> str:
        if self.agenda.seat:
            return "answer" if self.agenda.standing.holds(self.agenda.seat) else "prepare"
        return "floor" if self.agenda.standing.speaker_seat else "read"

    @property
    def several_seats(self) -> bool:
        who = self.agenda.standing
        return len(who.seats) + len(who.advises) > 1


def may_answer(pen: Pen, row: Row) -> Verdict:
    """Whether this item takes a position from this seat now, or something prepared, on the version that is shown."""
    if not pen.verdict:
        return pen.verdict
    if pen.hand == "prepare":
        return takes_prepared(row.item, pen.verdict, recused=row.recused, seen_version=row.item.version)
    return policy.takes_position(row.item, pen.verdict, recused=row.recused, seen_version=row.item.version)


def shape_of(pen: Pen, row: Row, *, fold: bool) -> Shape:
    agenda, item = pen.agenda, row.item
    shape = Shape(pen.hand, changed=row.changed, listed=item.pending, several_seats=pen.several_seats)
    if row.closed:
        return replace(shape, hand="closed", closed=True)
    if pen.hand == "floor":
        seat = agenda.standing.speaker_seat
        asks = seat is not None and seat.pk in row.picture.floor
        return replace(shape, asks=asks, allowed=bool(policy.may_ask_for_floor(agenda.standing, item, agenda.meeting)))
    if agenda.seat is None:
        return shape
    mine = row.mine
    shape = _with_prepared(shape, pen, row)
    if pen.hand == "prepare":
        ready = bool(shape.prepared and not shape.prepared_stale)
        fold = fold and (not item.pending or ready)
        return replace(shape, stance=mine.stance.value if mine else "", stale=bool(mine and mine.stale), fold=fold)
    return replace(
        shape,
        stance=mine.stance.value if mine else "",
        stale=bool(mine and mine.stale),
        opinion=bool(mine and mine.opinion),
        fold=fold and not shape.prepared and (not item.pending or bool(mine and not mine.stale)),
        asks=agenda.seat.pk in row.picture.opened_by,
        may_open=agenda.meeting.state == MeetingState.OPEN and may_open(agenda, row, agenda.seat),
    )


def _with_prepared(shape: Shape, pen: Pen, row: Row) -> Shape:
    """What an adviser prepared; before the member only what still waits, and on items that can be answered."""
    shape = replace(shape, recused=row.recused, allowed=bool(may_answer(pen, row)))
    one = pen.prepared.get(row.item.pk)
    if one is None or not row.item.pending or (pen.hand == "answer" and not one.waiting):
        return shape
    return replace(
        shape,
        prepared=one.stance.value,
        prepared_stale=one.stale,
        prepared_opinion=bool(one.opinion),
        may_confirm=pen.confirms and shape.allowed and not one.stale,
        answered_since=not one.waiting,
    )


def may_open(agenda: MemberAgenda, row: Row, seat: Membership) -> bool:
    """Whether this seat can still take the item out of the block."""
    recused = seat.pk in row.picture.recused
    verdict = policy.may_ask_to_open(agenda.standing, row.item, seat, agenda.meeting, recused=recused)
    return bool(verdict) and seat.pk not in row.picture.opened_by


def line(pen: Pen, row: Row, *, fold: bool = False, refusal: Verdict | None = None) -> SafeString:
    """One line: `<div id="line-...">`. `fold`: an answered item takes one line; `refusal`: why the last tap changed
    nothing.
    """
    shape = shape_of(pen, row, fold=fold)
    prepared = pen.prepared.get(row.item.pk)
    shell = fragment(("agenda-line", shape), lambda: render_to_string("agenda/parts/line.html", _blanks(shape)))
    return _filled(
        shell,
        {
            str(ITEM): str(row.item.pk),
            str(SEAT): str(pen.agenda.seat.pk) if pen.agenda.seat else "",
            "@version@": str(row.item.version),
            "@position@": str(row.mine.position if row.mine else 0),
            "@prepared@": str(prepared.pk if prepared else 0),
            "@preparer@": escape(prepared.by) if prepared else "",
            "@opinion@": escape(prepared.opinion) if prepared else "",
            "@csrf@": pen.csrf,
            "@refusal@": _refused(row, refusal),
            "@facts@": item_facts(pen.read, row.picture),
        },
    )


def entry(pen: Pen, row: Row) -> SafeString:
    """The line as an entry of the list, with the place where the item opens: `<li>`."""
    shell = fragment(("agenda-entry",), lambda: render_to_string("agenda/parts/entry.html", {"item": ITEM}))
    return _filled(shell, {str(ITEM): str(row.item.pk), "@line@": line(pen, row, fold=True)})


def _filled(shell: SafeString, values: Mapping[str, str]) -> SafeString:
    """The shell with its blanks filled; what is filled in (people's words among it) is not searched for blanks."""
    return SafeString("".join([values.get(piece, piece) for piece in _pieces(shell)]))


@lru_cache(maxsize=1_000)
def _pieces(shell: str) -> tuple[str, ...]:
    """Text and blanks in turn."""
    return tuple(BLANK.split(shell))


def _blanks(shape: Shape) -> dict[str, object]:
    return asdict(shape) | {"item": ITEM, "seat": SEAT}


def _refused(row: Row, refusal: Verdict | None) -> str:
    if refusal is None:
        return ""
    return render_to_string("agenda/parts/line_refusal.html", {"item": row.item, "verdict": refusal})
