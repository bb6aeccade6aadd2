"""The demonstration on a real agenda: it takes the place of the session that members answer now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from balai import clock
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest, unanswered
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.models import AgendaItem, Meeting
from balai.demo.people import People
from balai.importing.agenda_file import AgendaFile
from balai.importing.into_body import import_file
from balai.people.models import Membership, Role
from balai.people.standing import standing
from balai.replay.members import CONTESTED, script

LEFT_TO_ANSWER = 3  # members whose answers are left to whoever tries the demonstration
SEED = 1


@dataclass(frozen=True, slots=True)
class RealAgenda:
    """A file that has been read, and the meeting of the demonstration whose place it takes."""

    path: Path
    read: AgendaFile

    @property
    def body(self) -> str:
        return "tirna" if self.read.body.level == "municipal" else "lumara"

    @property
    def replaces(self) -> str:
        return "council-next" if self.body == "tirna" else "session-this"


def open_on(agenda: RealAgenda, people: People, *, starts_at: datetime) -> Meeting:
    """Import the file into the demonstration's body, publish it, and let most members answer by a seeded script.

    Raises:
        AgendaFileError: the file is not right.
    """
    members = [seat for (body, _who), seat in people.seats.items() if body == agenda.body and seat.decides]
    secretary = people.in_role(agenda.body, Role.SECRETARY).person
    now = clock.now()
    with clock.as_if(now - timedelta(hours=3)):
        _report, meeting = import_file(agenda.path, slug=agenda.body, starts_at=starts_at)
        assert meeting is not None  # only a dry run gives none
        publish_agenda(meeting, by=secretary)
    with clock.as_if(now - timedelta(hours=1)):
        _answer(meeting, agenda, members)
    return meeting


def _answer(meeting: Meeting, agenda: RealAgenda, members: list[Membership]) -> None:
    """The chair and the first members have not answered yet."""
    items = list(AgendaItem.objects.filter(meeting=meeting).in_order())
    chances = script([None] * len(items), len(members), contested=CONTESTED[agenda.read.body.level], seed=SEED)
    others = [seat for seat in members if seat.role != Role.CHAIR][LEFT_TO_ANSWER:]
    for place, seat in enumerate(others):
        for number, item in enumerate(items):
            if (stance := chances.of(number, place)) is not None:
                mark_position(item, seat=seat, stance=stance, by=seat.person, seen_version=item.version)
        if unanswered(meeting, seat, standing(seat.person, meeting.body)):
            mark_rest(meeting, seat=seat, by=seat.person)
