"""My desk: the meetings of all my bodies, how far I am with each, and the one next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.advising.queries import Readiness, readiness
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.queries import invitations_to
from balai.agenda.models import Meeting, MeetingState
from balai.agenda.policy import ANSWERING
from balai.agenda.queries import MyMeeting, my_meetings
from balai.people.models import Person
from balai.people.standing import Standing

SOON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next with a meeting. `urgent`: it waits for this person."""

    label: str
    url: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Card:
    mine: MyMeeting
    step: Step
    ready: Readiness | None = None  # what advisers have prepared; for whom it is, and while positions are open

    @property
    def meeting(self) -> Meeting:
        return self.mine.meeting

    @property
    def leads(self) -> bool:
        """The chair finds the console here also while the next step is to answer like any member."""
        waits = self.meeting.state in ANSWERING and self.step.url != reverse("chair-console", args=[self.meeting.pk])
        return self.mine.standing.is_chair and waits


@dataclass(frozen=True, slots=True)
class Desk:
    coming: Sequence[Card]
    closed: Sequence[Card]
    convenes: Sequence[Standing]  # bodies in which this person can convene a meeting
    belongs: bool
    invited: Sequence[ItemInvitation]  # to single items of bodies where this person has no seat


def my_desk(person: Person) -> Desk:
    """Nearest meeting first; closed ones apart."""
    mine = my_meetings(person)
    cards = [Card(one, next_step(one), readiness(one.meeting, one.standing) if _open(one) else None) for one in mine]
    coming = [card for card in cards if card.meeting.state != MeetingState.CLOSED]
    bodies = {card.mine.standing.body.pk: card.mine.standing for card in cards}
    return Desk(
        coming=sorted(coming, key=lambda card: card.meeting.next_at),
        closed=[card for card in cards if card.meeting.state == MeetingState.CLOSED],
        convenes=[who for who in bodies.values() if who.is_secretary],
        belongs=bool(bodies),
        invited=invitations_to(person),
    )


def next_step(mine: MyMeeting) -> Step:
    """The secretariat's step, the chair's, then the member's: the first that waits."""
    meeting, who = mine.meeting, mine.standing
    if meeting.state == MeetingState.CLOSED:
        return _go("agenda", meeting, _("See the outcome"), urgent=False)
    if who.is_secretary:
        return _secretary(meeting)
    if who.is_chair and (step := _chair(meeting)):
        return step
    if meeting.state == MeetingState.OPEN:
        return _go("meeting", meeting, _("Go to the meeting"))
    return _member(mine)


def _secretary(meeting: Meeting) -> Step:
    if meeting.state == MeetingState.DRAFT:
        return _go("agenda-builder", meeting, _("Build the agenda"))
    if meeting.state == MeetingState.OPEN:
        return _go("meeting", meeting, _("Go to the meeting"))
    if meeting.state == MeetingState.SUSPENDED:
        return _go("meeting", meeting, _("Note who is here again"), urgent=False)
    return _go("secretary-desk", meeting, _("See what will pass"), urgent=False)


def _chair(meeting: Meeting) -> Step | None:
    """The chair confirms and leads; until then the chair answers like any member."""
    if meeting.state == MeetingState.DRAFT:
        return _go("secretary-desk", meeting, _("See the draft"), urgent=False)
    if meeting.state == MeetingState.OPEN:
        return _go("chair-console", meeting, _("Lead the meeting"))
    if meeting.state == MeetingState.SUSPENDED:
        return _go("chair-console", meeting, _("Resume the meeting"), urgent=clock.now() >= meeting.next_at - SOON)
    if meeting.state == MeetingState.CONFIRMED and clock.now() >= meeting.starts_at - SOON:
        return _go("chair-console", meeting, _("Open the meeting"))
    return None


def _member(mine: MyMeeting) -> Step:
    meeting, open_items = mine.meeting, mine.items - mine.answered
    if mine.standing.advises and not mine.standing.seats and _open(mine):
        return _go("agenda", meeting, _("Read and prepare"))
    if mine.standing.seats and _open(mine):
        if mine.answered == 0:
            return _go("agenda", meeting, _("Read and answer"))
        if open_items:
            return _go("agenda", meeting, _("Answer the rest: %(count)s") % {"count": open_items})
        return _go("agenda", meeting, _("Look once more"), urgent=False)
    return _go("agenda", meeting, _("Read the agenda"), urgent=False)


def _open(mine: MyMeeting) -> bool:
    """Whether positions are being given now."""
    return mine.meeting.state in ANSWERING and clock.now() <= mine.meeting.positions_close_at


def _go(route: str, meeting: Meeting, label: str, *, urgent: bool = True) -> Step:
    return Step(label, reverse(route, args=[meeting.pk]), urgent)
