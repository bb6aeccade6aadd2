"""Holding a past meeting of the demonstration: attendance, the block, the debates, votes, the end."""

from datetime import datetime, timedelta
from random import SystemRandom

from balai import clock
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import AgendaItem, Meeting, Position, Stage
from balai.decisions.models import Outcome
from balai.demo.files import Table
from balai.demo.motions import vote, vote_on
from balai.demo.people import People
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.call_in import call_in
from balai.meetings.actions.carry_over import carry_over
from balai.meetings.actions.cast_secret_vote import cast_secret_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.closed_part import close_part, end_closed_part
from balai.meetings.actions.decide import decide
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.resume_meeting import resume_meeting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.suspend_meeting import suspend_meeting
from balai.meetings.actions.take_up import take_up
from balai.meetings.hall import hall
from balai.meetings.models import Attendance, Presence
from balai.meetings.speaking import floor_on
from balai.people.models import Person, Role
from balai.rules.stance import Choice
from balai.rules.voting import Form
from balai.words import best

OUTCOMES = {"adopted": Outcome.ADOPTED, "amended": Outcome.AMENDED, "rejected": Outcome.REJECTED}
BLOCK_MINUTES = 2


def hold(
    meeting: Meeting,
    data: Table,
    written: list[Table],
    items: dict[str, AgendaItem],
    people: People,
    starts_at: datetime,
) -> None:
    """Hold the meeting as the data says it went; the clock moves on by each item's minutes."""
    body = data["body"]
    secretary, chair = people.in_role(body, Role.SECRETARY).person, people.in_role(body, Role.CHAIR).person
    with clock.as_if(starts_at):
        for username in data.get("absent", ()):
            note_attendance(meeting, seat=people.seat(body, username), presence=Presence.ABSENT, by=secretary)
        for username in dict.fromkeys(name for one in written for name in one.get("speakers", ())):
            note_attendance(meeting, seat=people.seat(body, username), presence=Presence.IN_ROOM, by=secretary)
        note_all_present(meeting, by=secretary)
        open_meeting(meeting, by=chair)
    with clock.as_if(starts_at + timedelta(minutes=1)):
        if any(one.get("way") == "without_debate" for one in written):
            adopt_block(meeting, by=chair)
    at = starts_at + timedelta(minutes=data.get("block_minutes", BLOCK_MINUTES))
    for one in written:
        item = AgendaItem.objects.get(pk=items[one["key"]].pk)
        if item.stage != Stage.LISTED:
            continue
        if one["key"] == data.get("pause", {}).get("before"):
            at = _pause(meeting, data["pause"], at, secretary, chair)
        with clock.as_if(at):
            item = _begin(item, one, secretary, chair)
        minutes = one.get("minutes", 3)
        _debate(item, at, timedelta(minutes=minutes), chair)
        at += timedelta(minutes=minutes)
        _vote_on_motions(item, one, at, people, chair)
        with clock.as_if(at):
            _settle(item, one, people, chair)
            if one.get("closed_part"):
                end_closed_part(meeting, by=chair)
    with clock.as_if(at + timedelta(minutes=1)):
        close_meeting(meeting, by=chair)


def conclude(session: Meeting, to: Meeting | None, people: People, body: str) -> None:
    """Conclude an electronic session from its positions; what is left goes to a meeting."""
    chair = people.in_role(body, Role.CHAIR).person
    session.refresh_from_db()
    at = max(session.positions_close_at, *(one.given_at for one in Position.objects.filter(item__meeting=session)))
    with clock.as_if(at + timedelta(minutes=5)):
        open_meeting(session, by=chair)
        adopt_block(session, by=chair)
    if to is not None:
        carry_over(session, to=to, by=chair)
        close_meeting(session, by=chair)


def _pause(meeting: Meeting, pause: Table, at: datetime, secretary: Person, chair: Person) -> datetime:
    """The meeting is suspended and goes on another day; returns when. Whoever was there comes again."""
    until = at + timedelta(days=pause["days"])
    because = best(pause["because"], meeting.body.language)[0]
    there = list(Attendance.objects.filter(meeting=meeting).select_related("seat__person", "person"))
    with clock.as_if(at):
        suspend_meeting(meeting, until=until, because=because, by=chair)
    with clock.as_if(until):
        for one in there:
            note_attendance(meeting, seat=one.seat, presence=Presence(one.presence), person=one.person, by=secretary)
        resume_meeting(meeting, by=chair)
    return until


def _begin(item: AgendaItem, one: Table, secretary: Person, chair: Person) -> AgendaItem:
    """The item is taken up, in a closed part where the data says so, and who is invited to it comes in."""
    if one.get("closed_part"):
        close_part(item.meeting, by=chair)
    item = take_up(item, by=chair)
    for invitation in ItemInvitation.objects.in_force().filter(item=item):
        call_in(invitation, by=secretary)
    return item


def _debate(item: AgendaItem, at: datetime, takes: timedelta, chair: Person) -> None:
    """Those on the list speak in its order and share the time; the decision ends the last speech."""
    here = Attendance.objects.filter(meeting=item.meeting).exclude(presence=Presence.ABSENT)
    seats = set(here.values_list("seat", flat=True))
    speakers = [one for one in floor_on(item, item.meeting.body.rules).queue if one.seat_id in seats]
    for number, speech in enumerate(speakers):
        with clock.as_if(at + takes * number / len(speakers)):
            give_floor(speech, by=chair)


def _vote_on_motions(item: AgendaItem, one: Table, at: datetime, people: People, chair: Person) -> None:
    """At the end of the debate, before the item is settled at `at`."""
    with clock.as_if(at - timedelta(minutes=1)):
        for motion in one.get("motions", ()):
            vote_on(item, motion, people, chair)


def _settle(item: AgendaItem, one: Table, people: People, chair: Person) -> None:
    if "votes" in one:
        vote(open_voting(item, by=chair), one["votes"], people, chair)
    elif "secret_votes" in one:
        _vote_secretly(item, one["secret_votes"], chair)
    elif one["outcome"] in OUTCOMES:
        decide(item, outcome=OUTCOMES[one["outcome"]], text=one.get("decision"), by=chair)
    else:
        because = best(one.get("because", {}), item.meeting.body.language)[0]
        set_aside(item, stage=Stage(one["outcome"]), because=because, by=chair)


def _vote_secretly(item: AgendaItem, counts: dict[str, int], chair: Person) -> None:
    """As many votes of each kind as the data says; who gave which is left to chance."""
    voting = open_voting(item, by=chair, form=Form.SECRET)
    choices = [Choice(choice) for choice, count in counts.items() for _one in range(count)]
    SystemRandom().shuffle(choices)
    room = hall(item.meeting)
    voters = [seat for seat in room.seats if str(seat.pk) in room.present]
    for seat, choice in zip(voters, choices, strict=True):
        cast_secret_vote(voting, seat=seat, choice=choice, by=seat.person)
    close_voting(voting, by=chair)
