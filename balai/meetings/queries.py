"""The meeting as the chair's console and the meeting page show it."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from uuid import UUID

from balai import clock
from balai.agenda.forecasting import forecast_of
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.queries import guests_at
from balai.agenda.models import Meeting, MeetingKind, MeetingState, Stage
from balai.agenda.motions.showing import ShownMotion, motions_on, shown_against
from balai.agenda.picture import ItemPicture, Picture
from balai.agenda.queries import labels_of
from balai.decisions.models import Decision, Outcome
from balai.meetings.block import block_of
from balai.meetings.drafting import draft_of, outcome_of
from balai.meetings.hall import Hall, hall
from balai.meetings.models import Attendance, BallotGiven, DecisionDraft, Vote, Voting
from balai.meetings.policy import ATTENDING
from balai.meetings.roll import Roll, roll_of
from balai.meetings.speaking import Floor, floor_on
from balai.meetings.votings import open_voting_of
from balai.people.models import Membership, Person, Role, Substitution
from balai.rules.forecast import Forecast
from balai.rules.quorum import Quorum
from balai.rules.stance import Track
from balai.rules.voting import Form


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with who holds it in this meeting. `counts`: towards the quorum; `substitutes`: who may sit in it."""

    seat: Membership
    attendance: Attendance | None
    counts: bool
    substitutes: tuple[Person, ...]

    @property
    def here(self) -> bool:
        return self.attendance is not None and self.attendance.presence != "absent"

    @property
    def choices(self) -> tuple[tuple[Person, str], ...]:
        """Who may sit here, each with how they are noted: 'in_room', 'remote', 'absent', or nothing."""
        noted = self.attendance
        return tuple(
            (person, noted.presence if noted and noted.person_id == person.pk else "")
            for person in (self.seat.person, *self.substitutes)
        )


@dataclass(frozen=True, slots=True)
class OpenVote:
    voting: Voting
    cast: int
    missing: tuple[str, ...]  # labels of seats that could still vote
    roll: Roll | None = None  # in a roll call


@dataclass(frozen=True, slots=True)
class Sitting:
    """Everything about a meeting in its course; the same for all who see the same of its items."""

    meeting: Meeting
    whole: Picture
    hall: Hall
    quorum: Quorum
    labels: Mapping[str, str]
    seats: tuple[SeatRow, ...]
    vote: OpenVote | None
    results: tuple[Voting, ...]
    decisions: Mapping[UUID, Decision]
    forecast: Forecast
    block: tuple[ItemPicture, ...]
    draft: DecisionDraft | None  # of the item in debate, for those who may read it
    motions: tuple[ShownMotion, ...]  # on the item in debate, for those who may read it
    floor: Floor | None  # on the item in debate, for those who may read it
    guests: tuple[ItemInvitation, ...]  # who is invited to items that the reader may read and that are not over

    @property
    def running(self) -> ItemPicture | None:
        return taken_up(self.whole)

    @property
    def open_motions(self) -> tuple[ShownMotion, ...]:
        return tuple(one for one in self.motions if one.motion.is_open)

    @property
    def draft_amends(self) -> bool:
        """Whether another text than the submitted one has been typed."""
        if self.draft is None or self.running is None or not self.draft.text:
            return False
        return outcome_of(self.running.item, self.draft.text) == Outcome.AMENDED

    @property
    def at_hand(self) -> ItemPicture | None:
        """What the chair deals with: the item in debate, or the next one that can only be set aside."""
        if self.running or self.meeting.state != MeetingState.OPEN or self.block:
            return self.running
        coming = self.coming
        only_set_aside = coming is not None and (
            self.meeting.kind == MeetingKind.ELECTRONIC or coming.track == Track.UNDECIDABLE
        )
        return coming if only_set_aside else None

    @property
    def coming(self) -> ItemPicture | None:
        """The next item to be taken one by one; what cannot be decided comes last."""
        return next(iter((*self.one_by_one, *self.not_ready)), None)

    @property
    def one_by_one(self) -> tuple[ItemPicture, ...]:
        together = {one.item.pk for one in self.block}
        pending = (one for one in self.whole.items if one.item.pending and one.item.pk not in together)
        return tuple(one for one in pending if one.track != Track.UNDECIDABLE)

    @property
    def not_ready(self) -> tuple[ItemPicture, ...]:
        return self.whole.on(Track.UNDECIDABLE)

    @property
    def settled(self) -> tuple[ItemPicture, ...]:
        return tuple(one for one in self.whole.items if not one.item.pending)

    @property
    def pending(self) -> int:
        return sum(1 for one in self.whole.items if one.item.pending)

    @property
    def just_voted(self) -> Voting | None:
        """The vote that settled the last item: its result is announced before anything else."""
        if self.meeting.state != MeetingState.OPEN or self.running or not self.results:
            return None
        last = max(self.settled, key=lambda one: one.item.settled_at or self.meeting.starts_at, default=None)
        if last is None:  # a motion was voted on, and its item waits again
            return None
        counted = (one for one in reversed(self.results) if one.item_id == last.item.pk)
        return next((one for one in counted if one.closed_at == last.item.settled_at), None)

    @property
    def notes_attendance(self) -> bool:
        """Whether attendance is noted in this kind of meeting and at this time."""
        return self.meeting.kind != MeetingKind.ELECTRONIC and self.meeting.state in ATTENDING

    @property
    def not_noted(self) -> int:
        """How many seats 'all others are here' would note: speakers come when they like."""
        return sum(1 for row in self.seats if row.attendance is None and row.seat.role != Role.SPEAKER)

    @property
    def minutes_so_far(self) -> int | None:
        """Whole minutes since the opening, or from opening to closing; pauses do not count."""
        began = self.meeting.clock_from
        if began is None:
            return None
        end = self.meeting.closed_at or self.meeting.suspended_at or clock.now()
        return round((end - began).total_seconds() / 60)


def sitting(meeting: Meeting, whole: Picture) -> Sitting:
    """Read the meeting; a constant number of queries in items and members. `whole`: as its reader sees it."""
    room, draft = hall(meeting), _draft(whole)
    readable = [one.item.pk for one in whole.items if not one.closed]
    besides = _besides(meeting)
    labels = labels_of((*room.seats, *besides))
    votings = Voting.objects.filter(item__in=readable, carried__isnull=False)
    return Sitting(
        meeting=meeting,
        whole=whole,
        hall=room,
        quorum=room.quorum(),
        labels=labels,
        seats=_rows(meeting, room, besides),
        vote=_open_vote(whole, room, labels),
        results=tuple(votings.select_related("item", "motion", "repeated_by", "published_box")),
        decisions={one.item_id: one for one in Decision.objects.standing().filter(item__in=readable)},
        forecast=forecast_of(whole),
        block=block_of(whole, room),
        draft=draft,
        motions=_motions(whole, draft),
        floor=_floor(whole, room),
        guests=guests_at(meeting, readable),
    )


def taken_up(whole: Picture) -> ItemPicture | None:
    return next((one for one in whole.items if one.item.stage == Stage.TAKEN_UP), None)


def _draft(whole: Picture) -> DecisionDraft | None:
    running = taken_up(whole)
    return None if running is None or running.closed else draft_of(running.item)


def _motions(whole: Picture, draft: DecisionDraft | None) -> tuple[ShownMotion, ...]:
    """Against the text that would be decided now."""
    running = taken_up(whole)
    if running is None or running.closed:
        return ()
    return shown_against(motions_on(running.item), draft.text if draft and draft.text else running.item.ask)


def _floor(whole: Picture, room: Hall) -> Floor | None:
    running = taken_up(whole)
    if running is None or running.closed:
        return None
    item = copy(running.item)  # the picture's item is kept in memory; it must not hold on to this meeting
    item.meeting = whole.meeting
    return floor_on(item, room.rules)


def _besides(meeting: Meeting) -> tuple[Membership, ...]:
    """Who sits with the members: the secretary, and participants with the right to speak."""
    at = meeting.closed_at or clock.now()
    others = Membership.objects.in_force(at).filter(body=meeting.body_id, role__in=(Role.SECRETARY, Role.SPEAKER))
    return tuple(others.select_related("person", "organization"))


def _rows(meeting: Meeting, room: Hall, besides: tuple[Membership, ...]) -> tuple[SeatRow, ...]:
    instead: dict[UUID, list[Person]] = {}
    standing_in = Substitution.objects.in_force(meeting.closed_at or clock.now()).filter(absent__body=meeting.body_id)
    for one in standing_in.select_related("substitute").order_by("starts"):
        instead.setdefault(one.absent_id, []).append(one.substitute)
    return tuple(
        SeatRow(seat, room.attendance.get(seat.pk), str(seat.pk) in room.present, tuple(instead.get(seat.pk, ())))
        for seat in (*room.seats, *besides)
    )


def _open_vote(whole: Picture, room: Hall, labels: Mapping[str, str]) -> OpenVote | None:
    voting = open_voting_of(whole.meeting)
    voted_on = whole.of(voting.item_id) if voting else None
    if voting is None or voted_on is None or voted_on.closed:
        return None
    secret = voting.form == Form.SECRET
    rows = BallotGiven.objects.filter(voting=voting) if secret else Vote.objects.filter(voting=voting)
    voted = {str(seat) for seat in rows.values_list("seat", flat=True)}
    able = room.present - voted_on.apart | (voted if secret else frozenset())
    missing = tuple(labels[str(seat.pk)] for seat in room.seats if str(seat.pk) in able - voted)
    return OpenVote(voting, len(voted & able), missing, roll_of(voting, able))
