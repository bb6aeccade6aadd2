"""The minutes as one reader sees them, with what this reader may do to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404

from balai import clock
from balai.action import require
from balai.agenda.access import shown_to, sight_of
from balai.agenda.models import AgendaItem, Meeting
from balai.agenda.queries import meeting_for
from balai.minutes import policy
from balai.minutes.document import AT_THE_END, Dissented, Document, Named, Objected, document_of, fingerprint, seen
from balai.minutes.fetch import minutes_of
from balai.minutes.models import Dissent, Minutes, Objection
from balai.minutes.protocol import Attended, ItemCourse, Pause, Protocol, Taken
from balai.minutes.reading import protocol_of
from balai.minutes.taking_part import takes_part
from balai.people.models import Membership, Person, Role
from balai.people.standing import Standing
from balai.rules.access import Shown
from balai.rules.deadlines import minutes_due
from balai.rules.minutes import State, law_of
from balai.rules.procedure import MinutesRules
from balai.verdict import Verdict
from balai.words import Words


@dataclass(frozen=True, slots=True)
class Replaced:
    """A decision that stands no more since its vote was repeated, with the dissents from it."""

    decision: Taken
    dissents: tuple[Dissented, ...]


@dataclass(frozen=True, slots=True)
class ItemText:
    """An item of the minutes with all that was said to it. `dissents`: from what stands. `closed`: title only."""

    course: ItemCourse
    remark: Words
    replaced: tuple[Replaced, ...]
    dissents: tuple[Dissented, ...]
    objections: tuple[Objected, ...]
    closed: bool


@dataclass(frozen=True)
class Text:
    """A document as the page goes through it. `names`: votes by name, where the rules record them."""

    document: Document
    names: bool

    @cached_property
    def items(self) -> tuple[ItemText, ...]:
        return tuple(self._item(one) for one in self.document.protocol.items)

    def _item(self, one: ItemCourse) -> ItemText:
        found, gone = self.document, {taken.key for taken in one.replaced}
        dissents = tuple(said for said in found.dissents if said.item == one.key)
        return ItemText(
            one,
            found.remarks.get(one.key, {}),
            tuple(
                Replaced(taken, tuple(said for said in dissents if said.decision == taken.key))
                for taken in one.replaced
            ),
            tuple(said for said in dissents if said.decision not in gone),
            tuple(said for said in found.objections if said.item == one.key),
            closed=one.key in found.withheld,
        )

    @property
    def attendance(self) -> list[Attended]:
        """Who held each seat at the opening: those who were there by precedence, then those who were not."""
        return self._by_rank(self.document.protocol.at_opening)

    @property
    def pauses(self) -> list[tuple[Pause, list[Attended]]]:
        """Each pause with who was there afterwards, where that was noted anew, by precedence."""
        protocol = self.document.protocol
        return [(one, self._by_rank(protocol.noted_in(one))) for one in protocol.pauses]

    def _by_rank(self, found: list[Attended]) -> list[Attended]:
        return sorted(found, key=lambda one: (one.presence == "absent", self.document.rank(one.seat)))

    @property
    def secretaries(self) -> list[Named]:
        there = [self.document.seats.get(one.seat) for one in self.attendance if one.presence != "absent"]
        return [seat for seat in there if seat is not None and seat.role == Role.SECRETARY]

    @property
    def at_the_end(self) -> Words:
        return self.document.remarks.get(AT_THE_END, {})

    @property
    def to_the_whole(self) -> tuple[Objected, ...]:
        return tuple(one for one in self.document.objections if one.item is None)

    @property
    def in_block(self) -> tuple[ItemText, ...]:
        return tuple(one for one in self.items if one.course.in_block)

    @property
    def one_by_one(self) -> tuple[ItemText, ...]:
        return tuple(one for one in self.items if not one.course.in_block)

    @property
    def corrections(self) -> int:
        return sum(1 for one in self.document.objections if one.accepted)


@dataclass(frozen=True)
class MinutesPage:
    """`text` None: there is none for this reader yet. `fingerprint` only for who reads the whole of it."""

    meeting: Meeting
    standing: Standing
    minutes: Minutes | None
    text: Text | None
    reads: Verdict
    fingerprint: str
    items: Mapping[str, AgendaItem] = field(repr=False)

    @property
    def state(self) -> State:
        return policy.state_of(self.minutes)

    @property
    def law(self) -> MinutesRules:
        return law_of(self.meeting.body.rules)

    @cached_property
    def seat(self) -> Membership | None:
        return self.standing.seat()

    @property
    def public(self) -> bool:
        return policy.are_public(self.meeting, self.minutes)

    @property
    def due(self) -> date | None:
        """When they are to be circulated, while they are not."""
        held = self.meeting.closed_at
        if self.minutes is not None or held is None:
            return None
        return minutes_due(self.meeting.body.rules, held.astimezone(ZoneInfo(self.meeting.body.time_zone)).date())

    @property
    def overdue(self) -> bool:
        today = clock.now().astimezone(ZoneInfo(self.meeting.body.time_zone)).date()
        return self.due is not None and today > self.due

    @property
    def last_day(self) -> date | None:
        """The last day of the term for objections."""
        ends = self.minutes.objections_until if self.minutes else None
        zone = ZoneInfo(self.meeting.body.time_zone)
        return (ends - timedelta(microseconds=1)).astimezone(zone).date() if ends else None

    @property
    def term_is_open(self) -> bool:
        ends = self.minutes.objections_until if self.minutes else None
        return self.state == State.CIRCULATED and ends is not None and clock.now() < ends

    @cached_property
    def write(self) -> Verdict:
        return policy.may_write(self.standing, self.meeting, self.minutes)

    @cached_property
    def circulate(self) -> Verdict:
        return policy.may_circulate(self.standing, self.meeting, self.minutes)

    @cached_property
    def object(self) -> Verdict:
        there = self.text.document.protocol.were_there if self.text else frozenset()
        was_there = self.seat is not None and str(self.seat.pk) in there
        return policy.may_object(self.standing, self.minutes, self.seat, was_there=was_there)

    @cached_property
    def confirm(self) -> Verdict:
        return policy.may_confirm_minutes(self.standing, self.minutes)

    @property
    def confirms(self) -> bool:
        """Whether confirming is this reader's, be it now or later: the page says what it waits for."""
        by_silence = self.law.confirmed_by == "silence" and self.standing.is_secretary
        return self.state == State.CIRCULATED and (self.standing.is_chair or by_silence)

    @property
    def answers(self) -> bool:
        return self.state == State.CIRCULATED and (self.standing.is_secretary or self.standing.is_chair)

    @cached_property
    def dissents(self) -> tuple[AgendaItem, ...]:
        """Decided items to which this reader's seat may attach a dissent now."""
        decided = [item for item in self.items.values() if item.stage in policy.DECIDED]
        if self.seat is None or not decided:
            return ()
        protocol = self.text.document.protocol if self.text else protocol_of(self.meeting)
        given = Dissent.objects.from_what_stands().filter(item__in=decided, seat=self.seat)
        attached = set(given.values_list("item", flat=True))
        return tuple(item for item in decided if self._may_dissent(item, protocol, item.pk in attached))

    @property
    def latest_first(self) -> list[AgendaItem]:
        """Those items, the one decided last before the others."""
        return sorted(self.dissents, key=lambda one: one.settled_at or self.meeting.starts_at, reverse=True)

    def _may_dissent(self, item: AgendaItem, protocol: Protocol, attached: bool) -> bool:
        part = takes_part(protocol, item, self.seat)
        return bool(
            policy.may_attach_dissent(self.standing, item, self.seat, self.minutes, takes_part=part, attached=attached)
        )


def minutes_page(person: Person, pk: UUID) -> MinutesPage:
    """The minutes of a meeting as this reader may see them.

    Raises:
        Http404: to those who do not belong to the body.
        Refused: before the meeting is opened.
    """
    meeting, who = meeting_for(person, pk)
    require(policy.may_read_minutes(who, meeting))
    minutes, sight = minutes_of(meeting), sight_of(who, meeting)
    items = {str(item.pk): item for item in AgendaItem.objects.filter(meeting=meeting).in_order()}
    for item in items.values():
        item.meeting = meeting
    readable = {key: one for key, one in items.items() if one.pk not in sight.titles | sight.hidden}
    reads, text, mark = policy.may_read_text(who, minutes), None, ""
    if reads:
        document = document_of(meeting, minutes)
        whole_of_it = len(readable) == len(items)
        mark = fingerprint(document.as_json()) if whole_of_it and minutes and minutes.confirmed else ""
        shown = {item.pk: _shown(item, sight.titles, sight.hidden) for item in items.values()}
        text = Text(seen(document, shown), law_of(meeting.body.rules).names)
    return MinutesPage(meeting, who, minutes, text, reads, mark, readable)


def _shown(item: AgendaItem, titles: frozenset[UUID], hidden: frozenset[UUID]) -> Shown:
    if item.pk in hidden:
        return Shown.NOTHING
    return Shown.TITLE if item.pk in titles else Shown.WHOLE


def item_of(page: MinutesPage, key: str) -> AgendaItem | None:
    """The item that an act on the page is about; nothing for the whole.

    Raises:
        Http404: for an item that is not of this meeting or not for this reader.
    """
    if not key:
        return None
    item = page.items.get(key)
    if item is None:
        raise Http404
    return item


def objection_for(person: Person, pk: UUID) -> tuple[Objection, MinutesPage]:
    """An objection, as a reader of these minutes may see it.

    Raises:
        Http404: as the minutes and the item.
    """
    found = Objection.objects.select_related("minutes__meeting__body", "item__meeting__body").filter(pk=pk).first()
    page = minutes_page(person, found.minutes.meeting_id if found else pk)  # or its time would tell that it is there
    if found is None:
        raise Http404
    if found.item is not None and shown_to(page.standing, found.item) != Shown.WHOLE:
        raise Http404
    return found, page
