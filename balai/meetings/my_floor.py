"""What a reader may do about the floor: ask, give back, give, note others. Buttons are these answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import MeetingState
from balai.meetings.models import Attendance, Speech, Voting
from balai.meetings.queries import SeatRow, Sitting
from balai.meetings.speaking import Floor, reads, reads_as_invited, submitted
from balai.meetings.speaking_policy import (
    Invited,
    Seated,
    Speaker,
    may_ask_to_speak,
    may_close_list,
    may_end_speech,
    may_give_floor,
    may_leave_list,
    may_list_invited,
    may_note_speakers,
    speaks_for,
)
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.speakers import Kind, may_speak_as
from balai.verdict import Ground, Verdict


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on the list. `place` counts from one; `give` and `leave` are the reader's to do."""

    speech: Speech
    place: int
    mine: bool
    give: Verdict
    leave: Verdict


@dataclass(frozen=True, slots=True)
class Ways:
    """How a seat may ask: each kind that it does not wait with already."""

    seat: Membership
    speech: Verdict | None
    reply: Verdict | None
    order: Verdict | None

    @property
    def why_not(self) -> Verdict | None:
        """What stands in the way of a speech now, where something that can change does."""
        answer = self.speech
        return answer if answer is not None and not answer and answer.ground == Ground.STATE else None


@dataclass(frozen=True, slots=True)
class MyFloor:
    """`ways`: of the reader's own seat. `others`: whom the reader may note, and `invited`: those who are invited to the
    item. `ends`: the speech that runs."""

    floor: Floor
    waiting: tuple[Waiting, ...]
    ways: Ways | None
    others: tuple[SeatRow, ...]
    invited: tuple[ItemInvitation, ...]
    ends: Verdict | None
    speaks: bool
    close: Verdict

    @property
    def mine(self) -> tuple[Waiting, ...]:
        return tuple(one for one in self.waiting if one.mine)


def my_floor(now: Sitting, who: Standing) -> MyFloor | None:
    """No query, but for items that not everybody in the body may read."""
    if now.floor is None:
        return None
    floor, speaking = now.floor, now.floor.speaking
    return MyFloor(
        floor=floor,
        waiting=tuple(_waiting(now, who, speech, place) for place, speech in enumerate(floor.queue, 1)),
        ways=_ways(now, who, floor),
        others=_others(now, who, floor),
        invited=_invited(now, who, floor),
        ends=may_end_speech(who, speaking) if speaking else None,
        speaks=speaking is not None and _is(who, speaking),
        close=may_close_list(who, floor.item),
    )


def _is(who: Standing, speech: Speech) -> bool:
    return speech.person_id == who.person.pk and speaks_for(who, speech)


def _waiting(now: Sitting, who: Standing, speech: Speech, place: int) -> Waiting:
    give = may_give_floor(who, speech, _speaker(now, speech), _voting(now))
    return Waiting(speech, place, _is(who, speech), give, may_leave_list(who, speech))


def _speaker(now: Sitting, speech: Speech) -> Speaker:
    if speech.seat is not None:
        return _seated(now, speech.seat)
    assert speech.invitation is not None  # the database keeps that it is one of both
    return Invited(speech.invitation, reads_as_invited(speech.invitation))


def _seated(now: Sitting, seat: Membership) -> Seated:
    assert now.floor is not None
    noted = now.hall.attendance.get(seat.pk)
    holder = noted.person if noted else seat.person
    apart = now.running is not None and str(seat.pk) in now.running.apart
    return Seated(seat, noted, reads(holder, now.floor.item), apart)


def _voting(now: Sitting) -> Voting | None:
    return now.vote.voting if now.vote else None


def own_seat(who: Standing, attendance: Mapping[UUID, Attendance]) -> Membership | None:
    """The seat that this person speaks from: the one that they sit in, else their own first one that may ask at all."""
    seats = [seat for seat in (*who.own, *who.stands_in) if may_speak_as(seat.role, who.body.rules)]
    sat_in = {pk for pk, one in attendance.items() if one.person_id == who.person.pk}
    return next((one for one in seats if one.pk in sat_in), next(iter(seats or (*who.own, *who.stands_in)), None))


def _ways(now: Sitting, who: Standing, floor: Floor) -> Ways | None:
    seat = own_seat(who, now.hall.attendance)
    if seat is None:
        return None
    asked = {one.kind for one in floor.queue if one.seat_id == seat.pk}

    def verdict(kind: Kind) -> Verdict | None:
        if kind in asked:
            return None
        return may_ask_to_speak(
            who,
            floor.item,
            _seated(now, seat),
            kind,
            submitted=submitted(floor.item, seat),
            closed=floor.closed,
            open_voting=_voting(now),
        )

    return Ways(seat, verdict(Kind.SPEECH), verdict(Kind.REPLY), verdict(Kind.POINT_OF_ORDER))


def _others(now: Sitting, who: Standing, floor: Floor) -> tuple[SeatRow, ...]:
    """Those in the meeting who do not wait yet."""
    if now.meeting.state != MeetingState.OPEN or now.vote is not None or now.running is None:
        return ()
    if not may_note_speakers(who) or floor.closed:
        return ()
    waiting = {one.seat_id for one in floor.queue if one.kind == Kind.SPEECH}
    able = (row for row in now.seats if row.here and may_speak_as(row.seat.role, who.body.rules))
    return tuple(row for row in able if row.seat.pk not in waiting and str(row.seat.pk) not in now.running.apart)


def _invited(now: Sitting, who: Standing, floor: Floor) -> tuple[ItemInvitation, ...]:
    """Who has been called in to the item with the right to speak, and does not wait yet."""
    waiting = {one.invitation_id for one in floor.queue}
    here = [one for one in now.guests if one.item_id == floor.item.pk and one.pk not in waiting]
    for one in here:
        one.item = floor.item
    asked = ((one, Invited(one, reads_as_invited(one))) for one in here)
    return tuple(
        one for one, invited in asked if may_list_invited(who, invited, closed=floor.closed, open_voting=_voting(now))
    )
