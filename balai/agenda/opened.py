"""An opened item: what is asked, what changed since the reader's version, papers, what the others say, what I say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from balai import clock
from balai.agenda import policy
from balai.agenda.actions.note_reading import note_reading
from balai.agenda.actions.personal import look
from balai.agenda.carried import Carried, came_from, went_to
from balai.agenda.comparison import Comparison, compare_texts
from balai.agenda.facts import item_others
from balai.agenda.lines import Pen, may_answer
from balai.agenda.models import AgendaItem, Look, Paper
from balai.agenda.motions.models import Motion
from balai.agenda.motions.policy import may_propose, may_withdraw_motion
from balai.agenda.picture import BY_READER
from balai.agenda.queries import PaperView, Row, note_of, papers_of
from balai.agenda.reported import Reported, report_behind
from balai.people.models import Person
from balai.people.standing import Standing
from balai.verdict import Verdict
from balai.words import best


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """`new`: it was not there when the reader last looked; `changes`: what differs from the text they read."""

    view: PaperView
    text: dict[str, str]
    new: bool
    changes: Comparison | None


@dataclass(frozen=True, slots=True)
class Opened:
    row: Row
    papers: tuple[ShownPaper, ...]
    seen_version: int | None  # the version read, where it is not the present one
    others: SafeString
    note: str
    verdict: Verdict
    recusal: Verdict
    came_from: Carried | None  # the same matter in an electronic session that did not decide it
    went_to: Carried | None
    report: Reported | None
    proposes: Verdict  # another text of the decision
    motions: tuple[Motion, ...]  # the reader's own that are open

    @property
    def papers_changed(self) -> bool:
        return any(paper.new or paper.changes for paper in self.papers)


def open_item(pen: Pen, row: Row) -> Opened:
    """Draw an item for its reader and remember that they have looked."""
    who = pen.agenda.standing
    papers = papers_of(row.item, who, seen := version_read(who.person, row))
    _note_if_restricted(row.item, papers, who.person)
    if Look.objects.filter(item=row.item, person=who.person, item_version=row.item.version).first() is None:
        look(row.item, by=who.person)
    return Opened(
        row=row,
        papers=tuple(_shown(view, seen) for view in papers),
        seen_version=seen,
        others=item_others(pen.read, row.picture),
        note=note_of(who.person, row.item),
        verdict=may_answer(pen, row),
        recusal=policy.may_recuse(who, row.item, pen.agenda.seat, pen.agenda.meeting),
        came_from=came_from(who, row.item),
        went_to=went_to(who, row.item),
        report=report_behind(who, row.item),
        proposes=may_propose(who, row.item, pen.agenda.seat, pen.agenda.meeting, recused=row.recused),
        motions=own_motions(who, row.item),
    )


def own_motions(who: Standing, item: AgendaItem) -> tuple[Motion, ...]:
    """Those that this reader may withdraw. One query, none for who sits in no deciding seat."""
    seats = [seat.pk for seat in who.seats]
    found = Motion.objects.open().filter(item=item, seat__in=seats).select_related("seat") if seats else ()
    return tuple(one for one in found if may_withdraw_motion(who, one, item))


def _note_if_restricted(item: AgendaItem, papers: Iterable[PaperView], person: Person) -> None:
    """What is restricted by clearance or by name is shown only after the reading is in the record."""
    restricted = [view.paper_id for view in papers if view.latest and view.level in BY_READER]
    if restricted or item.level_at(clock.now()) in BY_READER:
        note_reading(item, Paper.objects.filter(pk__in=restricted), by=person)


def version_read(person: Person, row: Row) -> int | None:
    """The earlier version to compare with: the one answered on, else the last opened; None where nothing changed."""
    if row.mine is not None and row.mine.stale:
        return row.mine.item_version
    read = Look.objects.filter(item=row.item, person=person).values_list("item_version", flat=True).first()
    return read if read is not None and read < row.item.version else None


def _shown(view: PaperView, seen: int | None) -> ShownPaper:
    if view.latest is None:
        return ShownPaper(view, {}, new=False, changes=None)
    new = seen is not None and view.seen is None and view.latest.item_version > seen
    changes = _changes(view.seen.text, view.latest.text) if view.seen else None
    return ShownPaper(view, view.latest.text, new, changes)


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> Comparison | None:
    """In one language: a translation is no change."""
    text, language = best(dict(new))
    found = compare_texts(best(dict(old), language)[0], text)
    return None if found.same else found
