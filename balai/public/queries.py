"""What everybody may see: confirmed agendas of formal meetings, decisions as soon as they are taken, the programme.

What is not open to all, and everything of a consultative meeting, is not there for the public: not as a title (but
where the body's rules show it) and not as a count.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from balai import clock
from balai.agenda.access import withheld
from balai.agenda.models import (
    BEGUN,
    PENDING,
    AgendaItem,
    Meeting,
    MeetingKind,
    MeetingState,
    PaperVersion,
    Stage,
    open_to_all,
)
from balai.decisions.models import Decision
from balai.meetings.models import BallotBox, Voting
from balai.meetings.votings import voting_behind
from balai.minutes.document import document_of, seen
from balai.minutes.fetch import minutes_of
from balai.minutes.policy import are_public
from balai.minutes.queries import Text
from balai.people.local_time import use_time_of
from balai.people.models import Body
from balai.programme.models import Goal
from balai.programme.queries import GoalView, TaskCount, programme
from balai.rules.access import OUTSIDER, Shown, shown
from balai.rules.minutes import law_of

SHOWN_STATES = (MeetingState.CONFIRMED, *BEGUN)
SHOWN_KINDS = (MeetingKind.FORMAL, MeetingKind.ELECTRONIC)
LATEST = 12
PAST = 10


def meetings() -> QuerySet[Meeting]:
    return Meeting.objects.filter(state__in=SHOWN_STATES, kind__in=SHOWN_KINDS).select_related("body")


def decisions() -> QuerySet[Decision]:
    """What stands; a decision whose vote was repeated keeps a page of its own (`decision_page`)."""
    return all_decisions().filter(replaced_at=None)


def all_decisions() -> QuerySet[Decision]:
    """What is taken in a closed part is published when the part is over."""
    shown = Decision.objects.filter(open_to_all(clock.now(), "item__"), item__meeting__kind__in=SHOWN_KINDS)
    shown = shown.exclude(item__meeting__closed_part_since__lte=F("taken_at"))
    return shown.select_related("body", "item__meeting", "item__submitter")


@dataclass(frozen=True, slots=True)
class Front:
    bodies: tuple[Body, ...]
    running: tuple[Meeting, ...]
    coming: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    decisions: tuple[Decision, ...]


def front() -> Front:
    """The public home page: what runs now, what comes, what was decided last. Five queries."""
    ahead = (MeetingState.OPEN, MeetingState.SUSPENDED, MeetingState.CONFIRMED)
    found = list(meetings().filter(state__in=ahead).order_by("starts_at"))
    return Front(
        bodies=tuple(Body.objects.order_by("slug")),
        running=tuple(one for one in reversed(found) if one.state != MeetingState.CONFIRMED),
        coming=tuple(one for one in found if one.state == MeetingState.CONFIRMED),
        past=tuple(meetings().filter(state=MeetingState.CLOSED).order_by("-starts_at")[:PAST]),
        decisions=tuple(decisions().order_by("-taken_at", "-sequence")[:LATEST]),
    )


@dataclass(frozen=True, slots=True)
class PublicLine:
    """An item as outsiders see it. `closed`: its title only, with the ground of the restriction."""

    item: AgendaItem
    closed: bool
    held_back: bool = False  # what happened to it belongs to the closed part that is running
    decision: Decision | None = None

    @classmethod
    def of(
        cls, item: AgendaItem, what: Shown, since: datetime | None, decision: Decision | None
    ) -> "PublicLine | None":
        """`since`: when the closed part began that is running."""
        if what == Shown.NOTHING:
            return None
        closed = what == Shown.TITLE
        in_part = since is not None and (item.stage == Stage.TAKEN_UP or (item.settled_at or since) > since)
        told = None if closed or in_part else decision
        return cls(withheld(item) if closed else item, closed, in_part, told)


@dataclass(frozen=True, slots=True)
class PublicAgenda:
    meeting: Meeting
    lines: tuple[PublicLine, ...]

    @property
    def has_minutes(self) -> bool:
        return has_public_minutes(self.meeting)


def meeting_page(pk: UUID) -> PublicAgenda:
    """A published agenda with its public items.

    Raises:
        Http404: for what does not exist and for what is not public, alike.
    """
    meeting = meetings().filter(pk=pk).first()
    if meeting is None:
        raise Http404
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("submitter").in_order()
    at, rules = clock.now(), meeting.body.rules
    since = meeting.closed_part_since
    taken = {one.item_id: one for one in Decision.objects.standing().filter(item__meeting=meeting)}
    lines = (
        PublicLine.of(item, shown(item.restriction_for(frozenset()), OUTSIDER, at, rules), since, taken.get(item.pk))
        for item in rows
    )
    return PublicAgenda(meeting, tuple(line for line in lines if line is not None))


@dataclass(frozen=True, slots=True)
class PublicMinutes:
    meeting: Meeting
    text: Text


def minutes_page(pk: UUID) -> PublicMinutes:
    """Confirmed minutes of a public meeting, its public items only.

    Raises:
        Http404: for what does not exist and for what is not public, alike.
    """
    meeting = meetings().filter(pk=pk).first()
    minutes = minutes_of(meeting) if meeting else None
    if meeting is None or not are_public(meeting, minutes):
        raise Http404
    at, rules = clock.now(), meeting.body.rules
    items = AgendaItem.objects.filter(meeting=meeting)
    what = {item.pk: shown(item.restriction_for(frozenset()), OUTSIDER, at, rules) for item in items}
    document = seen(document_of(meeting, minutes), what)
    use_time_of(meeting.body)
    return PublicMinutes(meeting, Text(document, law_of(rules).names))


def has_public_minutes(meeting: Meeting) -> bool:
    return meeting.state == MeetingState.CLOSED and are_public(meeting, minutes_of(meeting))


@dataclass(frozen=True, slots=True)
class PublicDecision:
    decision: Decision
    voting: Voting | None
    box: BallotBox | None  # of a secret vote
    papers: tuple[PaperVersion, ...]


def decision_page(pk: UUID) -> PublicDecision:
    """A public decision with the count of its vote and the papers it was taken on."""
    decision = all_decisions().filter(pk=pk).first()
    if decision is None:
        raise Http404
    latest: dict[UUID, PaperVersion] = {}
    at = clock.now()
    papers = PaperVersion.objects.filter(open_to_all(at, "paper__"), paper__item=decision.item).select_related("paper")
    for version in papers.order_by("paper__place_in_order", "number"):
        latest[version.paper_id] = version
    voting = voting_behind(decision)
    box = BallotBox.objects.filter(voting=voting).first() if voting else None
    return PublicDecision(decision, voting, box, tuple(latest.values()))


def public_box(pk: UUID) -> BallotBox:
    """The box of a secret vote that led to a public decision.

    Raises:
        Http404: for what does not exist and for what is not public, alike.
    """
    box = BallotBox.objects.select_related("voting").filter(pk=pk).first()
    taken = all_decisions().filter(item=box.voting.item_id) if box else ()
    if box is None or not any(one.taken_at == box.voting.closed_at for one in taken):
        raise Http404
    return box


def search_decisions(body: str, year: str) -> QuerySet[Decision]:
    """Decisions narrowed to a body's slug and a year; an unknown one finds nothing."""
    found = decisions().order_by("-taken_at", "-sequence")
    if body:
        found = found.filter(body__slug=body)
    if year:
        found = found.filter(year=int(year)) if year.isdecimal() and len(year) == 4 else found.none()
    return found


def programme_bodies() -> tuple[Body, ...]:
    return tuple(Body.objects.filter(goals__public=True).distinct().order_by("slug"))


@dataclass(frozen=True, slots=True)
class ForwardGoal:
    """A goal with what is coming for it and what has been decided for it."""

    view: GoalView
    coming: tuple[AgendaItem, ...]
    decided: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Forward:
    """The forward programme of a body: its goals, and its coming meetings."""

    body: Body
    count: TaskCount
    goals: tuple[ForwardGoal, ...]
    meetings: tuple[Meeting, ...]


def forward(body: Body) -> Forward:
    """A constant number of queries in goals, items and decisions."""
    shown = programme(body, None)
    coming = meetings().filter(body=body).exclude(state=MeetingState.CLOSED).order_by("starts_at")
    now = clock.now()
    pending = AgendaItem.objects.filter(open_to_all(now), meeting__in=coming, stage__in=PENDING)
    taken = decisions().filter(body=body).order_by("-taken_at", "-sequence")
    items = _by_goal(
        pending.select_related("meeting__body").prefetch_related("goals").in_order(), lambda item: item.goals.all()
    )
    decided = _by_goal(taken.prefetch_related("item__goals"), lambda decision: decision.item.goals.all())
    goals = (ForwardGoal(one, tuple(items[one.goal.pk]), tuple(decided[one.goal.pk])) for one in shown.goals)
    return Forward(body, shown.count, tuple(goals), tuple(coming))


T = TypeVar("T")


def _by_goal(things: Iterable[T], goals_of: Callable[[T], Iterable[Goal]]) -> dict[UUID, list[T]]:
    found: dict[UUID, list[T]] = defaultdict(list)
    for thing in things:
        for goal in goals_of(thing):
            found[goal.pk].append(thing)
    return found
