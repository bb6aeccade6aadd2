"""The meeting as the console and the meeting page show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from balai import clock
from balai.agenda.forecasting import forecast_of
from balai.agenda.models import AgendaItem, Meeting, Stage
from balai.agenda.picture import ItemPicture, Picture, picture
from balai.agenda.policy import may_confirm, may_reopen_agenda
from balai.agenda.queries import labels_of
from balai.decisions.models import Decision
from balai.meetings import policy
from balai.meetings.hall import Hall, hall
from balai.meetings.models import Attendance, Vote, Voting
from balai.meetings.votings import open_voting_of
from balai.people.models import Membership, Role
from balai.people.standing import Standing
from balai.rules.forecast import Forecast
from balai.rules.quorum import Quorum
from balai.rules.stance import Track
from balai.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with who holds it in this meeting."""

    seat: Membership
    attendance: Attendance | None
    counts: bool

    @property
    def presence(self) -> str:
        return self.attendance.presence if self.attendance else ""


@dataclass(frozen=True, slots=True)
class OpenVote:
    voting: Voting
    cast: int
    missing: tuple[str, ...]  # labels of seats that could still vote


@dataclass(frozen=True, slots=True)
class Sitting:
    """Everything about a meeting in its course; the same for all who may see the meeting."""

    meeting: Meeting
    whole: Picture
    hall: Hall
    quorum: Quorum
    labels: Mapping[str, str]
    seats: tuple[SeatRow, ...]
    vote: OpenVote | None
    closed_votes: tuple[Voting, ...]
    decisions: Mapping[UUID, Decision]
    forecast: Forecast

    @property
    def running(self) -> ItemPicture | None:
        return next((one for one in self.whole.items if one.item.stage == Stage.TAKEN_UP), None)

    @property
    def block(self) -> tuple[ItemPicture, ...]:
        return tuple(one for one in self.whole.on(Track.WITHOUT_DEBATE) if one.item.stage == Stage.LISTED)

    @property
    def one_by_one(self) -> tuple[ItemPicture, ...]:
        return self.whole.on(Track.DISCUSS)

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
    def minutes_so_far(self) -> int | None:
        """Whole minutes since the opening, or from opening to closing."""
        if self.meeting.opened_at is None:
            return None
        end = self.meeting.closed_at or clock.now()
        return round((end - self.meeting.opened_at).total_seconds() / 60)


def sitting(meeting: Meeting) -> Sitting:
    """Read the meeting; a constant number of queries in items and members."""
    whole, room = picture(meeting), hall(meeting)
    others = Membership.objects.in_force(clock.now()).filter(
        body=meeting.body_id, role__in=(Role.SECRETARY, Role.SPEAKER)
    )
    besides = tuple(others.select_related("person", "organization"))
    labels = labels_of((*room.seats, *besides))
    rows = tuple(
        SeatRow(seat, room.attendance.get(seat.pk), str(seat.pk) in room.present)
        for seat in (*room.seats, *(one for one in besides if one.role == Role.SECRETARY))
    )
    decided = Decision.objects.filter(item__meeting=meeting)
    return Sitting(
        meeting=meeting,
        whole=whole,
        hall=room,
        quorum=room.quorum(),
        labels=labels,
        seats=rows,
        vote=_open_vote(meeting, room, labels),
        closed_votes=tuple(Voting.objects.filter(meeting=meeting).exclude(closed_at=None).select_related("item")),
        decisions={decision.item_id: decision for decision in decided},
        forecast=forecast_of(whole),
    )


def _open_vote(meeting: Meeting, room: Hall, labels: Mapping[str, str]) -> OpenVote | None:
    voting = open_voting_of(meeting)
    if voting is None:
        return None
    voted = {str(seat) for seat in Vote.objects.filter(voting=voting).values_list("seat", flat=True)}
    recused = {str(seat) for seat in voting.item.recusals.values_list("seat", flat=True)}
    missing = room.present - voted - recused
    return OpenVote(voting, len(voted), tuple(labels[seat] for seat in room.members if seat in missing))


@dataclass(frozen=True, slots=True)
class Permits:
    """What the chair may do now, each with its sentence and rule."""

    confirm: Verdict
    reopen: Verdict
    open: Verdict
    adopt_block: Verdict
    close: Verdict
    urgent: Verdict
    decide: Verdict | None
    vote: Verdict | None
    set_aside: Verdict | None


def permits(who: Standing, now: Sitting) -> Permits:
    meeting, running = now.meeting, now.running
    voting = now.vote.voting if now.vote else None
    recused = frozenset(str(seat) for seat in running.recused) if running else frozenset()
    item = _of(meeting, running.item) if running else None
    return Permits(
        confirm=may_confirm(who, meeting),
        reopen=may_reopen_agenda(who, meeting),
        open=policy.may_open(who, meeting, now.hall),
        adopt_block=policy.may_adopt_block(who, meeting, now.hall),
        close=policy.may_close(who, meeting, now.pending),
        urgent=policy.may_add_urgent(who, meeting),
        decide=policy.may_decide(who, item, now.hall, recused, voting) if item else None,
        vote=policy.may_open_voting(who, item, now.hall, recused, voting) if item else None,
        set_aside=policy.may_settle(who, item, voting) if item else None,
    )


def _of(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """The item with its meeting at hand, so that asking the policy reads nothing again."""
    item.meeting = meeting
    return item
