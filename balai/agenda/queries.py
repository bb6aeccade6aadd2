"""What a reader may see of meetings and agendas. Pages and streams show this and filter nothing themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from balai import clock
from balai.agenda import policy
from balai.agenda.access import papers_shown, seen_by, shown_to
from balai.agenda.models import (
    AgendaItem,
    Guarded,
    Look,
    Meeting,
    MeetingState,
    Paper,
    PaperVersion,
    PrivateNote,
    Reading,
    Stage,
)
from balai.agenda.picture import Given, ItemPicture, Picture
from balai.people.local_time import use_time_of
from balai.people.models import Membership, Person
from balai.people.standing import Audience, Sight, Standing, standing, standings
from balai.rules.access import Level, Shown
from balai.verdict import Refused
from balai.words import best

MOST_READINGS = 200


def meeting_for(person: Person, pk: UUID) -> tuple[Meeting, Standing]:
    """The meeting and the reader's standing in its body.

    Raises:
        Http404: to those who do not belong to the body, as if there were no such meeting.
        Refused: to members before the agenda is published.
    """
    meeting = Meeting.objects.select_related("body", "chaired_by").filter(pk=pk).first()
    if meeting is None:
        raise Http404
    who = standing(person, meeting.body)
    if not who.belongs:
        raise Http404
    use_time_of(meeting.body)
    if not (verdict := policy.may_read(who, meeting)):
        raise Refused(verdict)
    return meeting, who


def item_for(person: Person, pk: UUID) -> tuple[AgendaItem, Standing]:
    """The item and the reader's standing; as `meeting_for`.

    Raises:
        Http404: also where the rules do not show this reader that the item exists.
        Refused: also where they show its title only.
    """
    item = AgendaItem.objects.select_related("meeting__body", "submitter").filter(pk=pk).first()
    if item is None:
        raise Http404
    who = standing(person, item.meeting.body)
    if not who.belongs:
        raise Http404
    use_time_of(item.meeting.body)
    if not (verdict := policy.may_read(who, item.meeting)):
        raise Refused(verdict)
    what = shown_to(who, item)
    if what == Shown.NOTHING:
        raise Http404
    if not (verdict := policy.may_open_item(who, item, what)):
        raise Refused(verdict)
    return item, who


@dataclass(frozen=True, slots=True)
class MyMeeting:
    """A meeting on a person's desk: how much of it is answered and what has changed."""

    meeting: Meeting
    standing: Standing
    items: int
    answered: int
    stale: int
    changed: int
    seats: tuple["SeatProgress", ...] = ()


@dataclass(frozen=True, slots=True)
class SeatProgress:
    """How far one of the person's seats is; recused items count neither as answered nor as open."""

    seat: Membership
    items: int
    answered: int
    stale: int


def my_meetings(person: Person, *, most_closed: int = 5) -> tuple[MyMeeting, ...]:
    """Coming meetings of all bodies that the person belongs to, nearest first, then the last closed ones."""
    found: list[MyMeeting] = []
    for who in standings(person):
        meetings = Meeting.objects.filter(body=who.body).select_related("body")
        if who.audience != Audience.SECRETARIAT:
            meetings = meetings.exclude(state=MeetingState.DRAFT)
        coming = meetings.exclude(state=MeetingState.CLOSED).order_by("starts_at")
        closed = meetings.filter(state=MeetingState.CLOSED).order_by("-starts_at")[:most_closed]
        found += [_mine(meeting, who) for meeting in (*coming, *closed)]
    return tuple(sorted(found, key=lambda one: one.meeting.state == MeetingState.CLOSED))


def _mine(meeting: Meeting, who: Standing) -> MyMeeting:
    whole = seen_by(who, meeting).picture
    looks = looks_of(who.person, meeting)
    pending = [one for one in whole.items if one.item.pending and not one.closed]
    seats = tuple(_progress(seat, pending) for seat in who.seats)
    listed = len(pending) if meeting.state != MeetingState.CLOSED else len(whole.items)
    return MyMeeting(
        meeting=meeting,
        standing=who,
        items=seats[0].items if seats and meeting.state != MeetingState.CLOSED else listed,
        answered=seats[0].answered if seats else 0,
        stale=seats[0].stale if seats else 0,
        changed=sum(1 for one in pending if _changed(one.item, looks)),
        seats=seats,
    )


def _progress(seat: Membership, pending: list[ItemPicture]) -> SeatProgress:
    mine = [one for one in pending if str(seat.pk) not in one.apart]
    given = [one.given[seat.pk] for one in mine if seat.pk in one.given]
    stale = sum(1 for one in given if one.stale)
    return SeatProgress(seat, len(mine), len(given) - stale, stale)


def looks_of(person: Person, meeting: Meeting) -> dict[UUID, int]:
    """Which version of each item this person last opened."""
    return dict(Look.objects.filter(person=person, item__meeting=meeting).values_list("item", "item_version"))


def _changed(item: AgendaItem, looks: Mapping[UUID, int]) -> bool:
    return item.pk in looks and looks[item.pk] < item.version


@dataclass(frozen=True, slots=True)
class Row:
    """One item on a member's agenda. `others` is empty where the rules hide it."""

    picture: ItemPicture
    mine: Given | None
    recused: bool
    changed: bool
    touches_me: bool
    others: Mapping[UUID, Given]

    @property
    def item(self) -> AgendaItem:
        return self.picture.item

    @property
    def closed(self) -> bool:
        return self.picture.closed


@dataclass(frozen=True, slots=True)
class MemberAgenda:
    meeting: Meeting
    standing: Standing
    seat: Membership | None
    whole: Picture
    sight: Sight
    rows: tuple[Row, ...]
    shows_others: bool

    @property
    def answered(self) -> int:
        return sum(1 for row in self.rows if row.item.pending and row.mine and not row.mine.stale)

    @property
    def rest(self) -> tuple[Row, ...]:
        """What 'no objection to all the rest' would answer."""
        listed = [row for row in self.rows if row.item.stage == Stage.LISTED and not row.closed]
        return tuple(row for row in listed if row.mine is None and not row.recused)


def member_agenda(
    meeting: Meeting, who: Standing, *, order: str | None = None, seat: Membership | None = None
) -> MemberAgenda:
    """The agenda as one reader sees it, in the order they chose; a few queries and the picture.

    What touches the reader's ministry is looked up where it decides the order.
    """
    found = seen_by(who, meeting)
    whole = found.picture
    seat = seat or who.seat_to_read()
    looks = looks_of(who.person, meeting)
    shows = policy.sees_others_positions(who, meeting)
    order = order or who.person.item_order
    touching = _touching(meeting, who) if order == "for_me" else frozenset()
    rows = [
        Row(
            picture=one,
            mine=one.given.get(seat.pk) if seat else None,
            recused=seat is not None and str(seat.pk) in one.apart,
            changed=not one.closed and _changed(one.item, looks),
            touches_me=one.item.submitter_id in who.reads_for or one.item.pk in touching,
            others=one.given if shows else {},
        )
        for one in whole.items
    ]
    return MemberAgenda(meeting, who, seat, whole, found.sight, tuple(_sorted(rows, order)), shows)


def _touching(meeting: Meeting, who: Standing) -> frozenset[UUID]:
    through = AgendaItem.touches.through.objects.filter(agendaitem__meeting=meeting, organization__in=who.reads_for)
    return frozenset(through.values_list("agendaitem_id", flat=True))


def _sorted(rows: list[Row], order: str) -> list[Row]:
    if order == "for_me":
        return sorted(rows, key=lambda row: (not row.touches_me, not row.changed, row.item.place_in_order))
    if order == "kind":
        return sorted(rows, key=lambda row: (row.item.kind, row.item.place_in_order))
    return rows


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper with its latest version, and the version that the reader saw last where it has changed since.

    Without a latest version: the reader is shown that it exists, and on which `ground` it is closed to them.
    """

    paper_id: UUID
    kind: str
    title: dict[str, str]
    latest: PaperVersion | None
    seen: PaperVersion | None
    ground: str = ""
    level: Level = Level.PUBLIC


def papers_of(item: AgendaItem, who: Standing, seen_version: int | None) -> tuple[PaperView, ...]:
    """The papers of an item in order, as far as this reader is shown them. Three queries."""
    views, now = [], clock.now()
    shown = papers_shown(who, item)
    for paper in item.papers.prefetch_related("versions"):
        versions = list(paper.versions.all())
        if not versions or (what := shown.get(paper.pk, Shown.NOTHING)) == Shown.NOTHING:
            continue
        if what == Shown.TITLE:
            views.append(PaperView(paper.pk, paper.kind, paper.title, None, None, paper.access_ground))
            continue
        latest = versions[-1]
        seen = None
        if seen_version is not None and latest.item_version > seen_version:
            seen = next((one for one in reversed(versions) if one.item_version <= seen_version), None)
        views.append(PaperView(paper.pk, paper.kind, paper.title, latest, seen, level=paper.level_at(now)))
    return tuple(views)


def readings_of(thing: Guarded) -> tuple[Reading, ...]:
    """Who has opened this item, or an item with this paper; the last first. For those who may restrict it."""
    if isinstance(thing, AgendaItem):
        return tuple(thing.readings.select_related("person")[:MOST_READINGS])
    assert isinstance(thing, Paper)
    opened = thing.item.readings.select_related("person")[:MOST_READINGS]
    return tuple(one for one in opened if str(thing.pk) in one.papers)


def note_of(person: Person, item: AgendaItem) -> str:
    return PrivateNote.objects.filter(person=person, item=item).values_list("text", flat=True).first() or ""


def labels_of(seats: tuple[Membership, ...], language: str | None = None) -> dict[str, str]:
    """Short names of seats for reasons and matrices: the ministry's label, else the member's surname."""
    return {str(seat.pk): label_of(seat, language) for seat in seats}


def label_of(seat: Membership, language: str | None = None) -> str:
    if seat.organization and (label := best(seat.organization.label, language)[0]):
        return label
    return seat.person.name.split()[-1] if seat.person.name else _("Member")
