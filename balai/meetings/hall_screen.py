"""The hall screen: a meeting in big type for everybody in the room, with nothing to press.

It shows what everybody who belongs to the body may read. Who opens it is the secretariat, or the room's machine by a
link that the secretariat made for this meeting (decision 29).
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string

from balai import clock
from balai.agenda.access import common_sight, seen
from balai.agenda.models import Meeting, MeetingState, Stage
from balai.agenda.picture import ItemPicture, picture
from balai.agenda.queries import meeting_for
from balai.meetings.models import HallLink, Voting
from balai.meetings.policy import may_show_hall
from balai.meetings.queries import Sitting, sitting
from balai.people.local_time import use_time_of
from balai.people.models import Person
from balai.people.standing import Sight
from balai.rules.stance import Track
from balai.verdict import Refused

COOKIE = "balai_hall"
OPEN_AFTER_CLOSING = timedelta(hours=12)  # how long a link still shows the results of a meeting that is over
ROUNDED = 5  # minutes: the end is a forecast, not a promise
NEXT_ITEMS = 4


@dataclass(frozen=True, slots=True)
class HallScreen:
    now: Sitting

    @property
    def meeting(self) -> Meeting:
        return self.now.meeting

    @property
    def able(self) -> int:
        """How many could vote in the open vote."""
        return self.now.vote.cast + len(self.now.vote.missing) if self.now.vote else 0

    @property
    def last_result(self) -> Voting | None:
        """While the meeting lasts, until the next vote is open; what was voted on just now stands in the middle."""
        closed = [one for one in self.now.results if one.closed_at]
        in_the_middle = self.now.just_voted and not self.now.block
        if not closed or self.now.vote or in_the_middle or self.meeting.state != MeetingState.OPEN:
            return None
        return max(closed, key=lambda one: one.closed_at or one.opened_at)

    @property
    def together(self) -> int:
        """How many items are to be adopted without debate, those with restricted access too."""
        listed = (one for one in self.now.whole.on(Track.WITHOUT_DEBATE) if one.item.stage == Stage.LISTED)
        return len(self.now.block) + sum(1 for one in listed if one.closed)

    @property
    def coming(self) -> tuple[ItemPicture, ...]:
        running = self.now.running.item.pk if self.now.running else None
        listed = (one for one in self.now.one_by_one if one.item.pk != running)
        return tuple(one for one in listed if not (one.closed and one.track == Track.WITHOUT_DEBATE))

    @property
    def next_items(self) -> tuple[ItemPicture, ...]:
        return self.coming[:NEXT_ITEMS]

    @property
    def more(self) -> int:
        return len(self.coming) - len(self.next_items)

    @property
    def ends_at(self) -> datetime | None:
        """When the meeting is likely to end; nothing where it has ended."""
        meeting = self.meeting
        if meeting.state == MeetingState.CLOSED or meeting.closed_part_since is not None:
            return None
        begins = max(meeting.next_at, clock.now()) if meeting.state != MeetingState.OPEN else clock.now()
        end = begins + timedelta(minutes=self.now.forecast.minutes_median)
        return end + timedelta(minutes=-end.minute % ROUNDED)


def hall_screen(meeting: Meeting) -> HallScreen:
    return HallScreen(_sitting(meeting, common_sight(meeting)))


def _sitting(meeting: Meeting, sight: Sight) -> Sitting:
    """In a closed part the screen shows no item, and so no vote, speaker or result."""
    if meeting.closed_part_since is not None:
        sight = replace(sight, only=frozenset())
    return sitting(meeting, seen(picture(meeting), sight))


def secret_hash(secret: str) -> str:
    return hashlib.sha256(f"balai hall {secret}".encode()).hexdigest()


def meeting_of_link(secret: str, pk: UUID | None = None) -> Meeting:
    """The meeting that a link shows.

    Raises:
        Http404: for a link that was never made, was revoked, has run out, or is for another meeting than `pk`.
    """
    links = HallLink.objects.filter(secret_hash=secret_hash(secret), revoked_at=None)
    link = links.select_related("meeting__body", "meeting__chaired_by").first()
    if link is None or (pk is not None and link.meeting_id != pk):
        raise Http404
    meeting = link.meeting
    if meeting.closed_at is not None and clock.now() > meeting.closed_at + OPEN_AFTER_CLOSING:
        raise Http404
    use_time_of(meeting.body)
    return meeting


def meeting_for_hall(person: Person, pk: UUID) -> Meeting:
    """Raises Http404 or Refused: to all but the secretary and the chair."""
    meeting, who = meeting_for(person, pk)
    if not (verdict := may_show_hall(who)):
        raise Refused(verdict)
    return meeting


def hall_links_for(person: Person, pk: UUID) -> tuple[Meeting, tuple[HallLink, ...]]:
    """A meeting with the links that open its hall screen now; refused as the screen."""
    meeting = meeting_for_hall(person, pk)
    links = HallLink.objects.filter(meeting=meeting, revoked_at=None).select_related("made_by")
    return meeting, tuple(links)


def admit(person: Person | None, pk: UUID) -> Sight:
    if person is None:
        raise Http404
    return common_sight(meeting_for_hall(person, pk))


def admit_by_link(secret: str, pk: UUID) -> Sight:
    return common_sight(meeting_of_link(secret, pk))


def draw(pk: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    meeting = Meeting.objects.select_related("body", "chaired_by").get(pk=pk)
    use_time_of(meeting.body)
    return render_to_string("meetings/hall_body.html", hall_context(HallScreen(_sitting(meeting, sight))))


def hall_context(hall: HallScreen) -> dict[str, object]:
    return {"hall": hall, "now": hall.now, "meeting": hall.meeting}
