"""Planned against actual minutes: of each item of a meeting, of the meeting, and of the body's meetings before it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from balai.agenda.access import seen_by
from balai.agenda.models import Meeting, MeetingState, Stage
from balai.agenda.picture import ItemPicture
from balai.agenda.queries import meeting_for
from balai.meetings.queries import sitting
from balai.meetings.summary import Summary
from balai.people.models import Person
from balai.rules.stance import Track

MOST_MEETINGS = 24  # half a year of weekly ones


@dataclass(frozen=True, slots=True)
class ItemTime:
    """Minutes. `planned`: by the secretary; `foretold`: by the forecast at the opening; `actual`: of the debate."""

    one: ItemPicture
    planned: int | None
    foretold: float
    actual: float | None

    @property
    def over(self) -> bool:
        """Whether the debate took longer than was planned, or else foretold."""
        return self.actual is not None and self.actual > (self.planned or self.foretold)


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that is over. `minutes`: from its opening to its close."""

    meeting: Meeting
    minutes: int
    debated: int

    @property
    def on(self) -> datetime:
        return self.meeting.starts_at


@dataclass(frozen=True)
class MeetingTimes:
    summary: Summary
    held: tuple[HeldMeeting, ...]  # of the same kind, this one among them once it is closed; in order

    @property
    def meeting(self) -> Meeting:
        return self.summary.now.meeting

    @property
    def goal(self) -> int:
        return self.meeting.body.rules.goal_minutes

    @cached_property
    def items(self) -> tuple[ItemTime, ...]:
        foretold = {line.item: line.median for line in self.summary.forecast.lines}
        return tuple(
            ItemTime(one, one.item.planned_minutes, foretold.get(str(one.item.pk), 0.0), _actual(one))
            for one in self.summary.items
        )

    @property
    def debated(self) -> tuple[ItemTime, ...]:
        """Without what passes, or has passed, without debate."""
        return tuple(one for one in self.items if not _in_block(one.one))

    @property
    def planned(self) -> int:
        return sum(one.planned or 0 for one in self.debated)

    @property
    def actual(self) -> int | None:
        return self.summary.now.minutes_so_far

    @property
    def within_goal(self) -> int:
        return sum(1 for one in self.held if one.minutes <= self.goal)


def _in_block(one: ItemPicture) -> bool:
    if one.item.pending:
        return one.track == Track.WITHOUT_DEBATE and one.item.stage == Stage.LISTED
    return one.item.taken_up_at is None and one.item.stage in (Stage.ADOPTED, Stage.AGREED)


def _actual(one: ItemPicture) -> float | None:
    item = one.item
    if item.taken_up_at is None or item.settled_at is None or item.stage in (Stage.LISTED, Stage.TAKEN_UP):
        return None
    return round((item.settled_at - item.taken_up_at).total_seconds() / 60, 1)


def times_for(person: Person, pk: UUID) -> MeetingTimes:
    """Of a meeting that this person may read; how long others of its body took is no secret within the body.

    Raises:
        Http404, Refused: as the agenda.
    """
    meeting, who = meeting_for(person, pk)
    return MeetingTimes(Summary(sitting(meeting, seen_by(who, meeting).picture)), held_by(meeting))


def held_by(meeting: Meeting) -> tuple[HeldMeeting, ...]:
    """The last meetings of the body of this kind that are over. One query."""
    debated = Count("items", filter=Q(items__taken_up_at__isnull=False, items__settled_at__isnull=False))
    over = Meeting.objects.annotate(debated=debated).filter(
        body=meeting.body_id, kind=meeting.kind, state=MeetingState.CLOSED, opened_at__isnull=False
    )
    latest = sorted(over.order_by("-starts_at")[:MOST_MEETINGS], key=lambda one: one.starts_at)
    return tuple(_held(one) for one in latest if one.closed_at)


def _held(one: Any) -> HeldMeeting:
    assert one.opened_at is not None
    assert one.closed_at is not None
    return HeldMeeting(
        one, max(0, round((one.closed_at - one.opened_at - one.paused).total_seconds() / 60)), one.debated
    )
