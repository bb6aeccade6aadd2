"""The meeting of a replay: every act of the chair is one call of an action, and is counted."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from balai import clock
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Stage
from balai.agenda.picture import ItemPicture, Picture, picture
from balai.decisions.models import Outcome
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.people.models import Membership, Person
from balai.rules.forecast import BLOCK_MINUTES, Simulated
from balai.rules.stance import Choice, Stance, Track

AGAINST = 0.25  # the chance that a member who had not objected votes against; who had objected does


@dataclass
class Held:
    without_debate: int = 0
    discussed: int = 0
    undecidable: int = 0
    chair_acts: int = 0
    wall_seconds: float = 0.0


@dataclass
class _Sitting:
    meeting: Meeting
    chair: Person
    members: list[Membership]
    chance: Random
    held: Held = field(default_factory=Held)

    def act(self, action: Callable[..., Any], *things: Any, **how: Any) -> Any:
        """One act of the chair."""
        self.held.chair_acts += 1
        return action(*things, by=self.chair, **how)

    def block(self, whole: Picture) -> None:
        passing = [one for one in whole.on(Track.WITHOUT_DEBATE) if one.item.stage == Stage.LISTED]
        if passing:
            self.act(adopt_block, self.meeting, seen=[one.item.pk for one in passing])
            self.held.without_debate = len(passing)

    def take(self, one: ItemPicture, begins: datetime, minutes: float) -> None:
        """Open the item; after its minutes settle it: by a vote where somebody objected, else as the chair states.

        What cannot be decided, and in an electronic session what is not agreed, is postponed.
        """
        if coming_track(self.meeting, one.track) == Track.UNDECIDABLE:
            self.held.undecidable += 1
            with clock.as_if(begins + timedelta(minutes=minutes)):
                self.act(set_aside, one.item, stage=Stage.POSTPONED, because="")
            return
        self.held.discussed += 1
        with clock.as_if(begins):
            item = self.act(take_up, one.item)
        with clock.as_if(begins + timedelta(minutes=minutes)):
            objected = any(given.stance == Stance.OBJECTION for given in one.given.values())
            if objected and self._votes():
                self._vote(item, one)
            else:
                self.act(decide, item, outcome=Outcome.ADOPTED)

    def _votes(self) -> bool:
        return self.meeting.kind == MeetingKind.FORMAL and self.meeting.body.rules.majority.kind != "one_decider"

    def _vote(self, item: AgendaItem, one: ItemPicture) -> None:
        voting = self.act(open_voting, item)
        for seat in self.members:
            given = one.given.get(seat.pk)
            objected = given is not None and given.stance == Stance.OBJECTION
            choice = Choice.AGAINST if objected or self.chance.random() < AGAINST else Choice.FOR
            cast_vote(voting, seat=seat, choice=choice, by=seat.person)
        self.act(close_voting, voting)


def coming_track(meeting: Meeting, track: Track) -> Track:
    """What becomes of an item of this track: an electronic session has no debate, it postpones."""
    if meeting.kind == MeetingKind.ELECTRONIC and track == Track.DISCUSS:
        return Track.UNDECIDABLE
    return track


def hold(
    meeting: Meeting,
    chair: Person,
    secretary: Person,
    members: list[Membership],
    drawn: Simulated,
    progress: Callable[[str, int, int], None],
    *,
    seed: int,
) -> Held:
    """Hold the meeting from opening to closing; the clock moves on by the simulated minutes.

    An electronic session is concluded when positions have closed; those who answered are its members present.
    """
    sitting = _Sitting(meeting, chair, members, Random(seed))  # noqa: S311 (a simulation, not a secret)
    at = max(meeting.starts_at, meeting.positions_close_at)
    if meeting.kind != MeetingKind.ELECTRONIC:
        at = meeting.starts_at
        with clock.as_if(at - timedelta(minutes=5)):
            note_all_present(meeting, by=secretary)
    begun = time.perf_counter()
    with clock.as_if(at):
        sitting.act(open_meeting, meeting)
        meeting.refresh_from_db()
        sitting.block(picture(meeting))
    at += timedelta(minutes=BLOCK_MINUTES if sitting.held.without_debate else 0)
    rest = [one for one in picture(meeting).items if one.item.pending]
    for number, one in enumerate(rest):
        progress("the meeting", number, len(rest))
        minutes = drawn.by_item.get(str(one.item.pk), 0.0)
        sitting.take(one, at, minutes)
        at += timedelta(minutes=minutes)
    with clock.as_if(at):
        sitting.act(close_meeting, meeting)
    sitting.held.wall_seconds = time.perf_counter() - begun
    return sitting.held
