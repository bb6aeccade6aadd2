"""Holding a past meeting of the demonstration: attendance, the block, the debates, votes, the end."""

from datetime import datetime, timedelta

from balai import clock
from balai.agenda.models import AgendaItem, Meeting, Stage
from balai.decisions.models import Outcome
from balai.demo.files import Table
from balai.demo.people import People
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Presence
from balai.people.models import Person, Role
from balai.rules.stance import Choice
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
        with clock.as_if(at):
            take_up(item, by=chair)
        at += timedelta(minutes=one.get("minutes", 3))
        with clock.as_if(at):
            _settle(item, one, body, people, chair)
    with clock.as_if(at + timedelta(minutes=1)):
        close_meeting(meeting, by=chair)


def _settle(item: AgendaItem, one: Table, body: str, people: People, chair: Person) -> None:
    if "votes" in one:
        voting = open_voting(item, by=chair)
        for username, choice in one["votes"].items():
            seat = people.seat(body, username)
            cast_vote(voting, seat=seat, choice=Choice(choice), by=seat.person)
        close_voting(voting, by=chair)
    elif one["outcome"] in OUTCOMES:
        decide(item, outcome=OUTCOMES[one["outcome"]], text=one.get("decision"), by=chair)
    else:
        because = best(one.get("because", {}), item.meeting.body.language)[0]
        set_aside(item, stage=Stage(one["outcome"]), because=because, by=chair)
