"""A whole week on an imported agenda: published, answered, confirmed, held, through the same actions as the pages."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from balai import clock
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest, unanswered
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.forecasting import planned
from balai.agenda.models import AgendaItem, Meeting, Position
from balai.agenda.picture import picture
from balai.importing.agenda_file import AgendaFile, read_agenda
from balai.importing.into_body import import_file
from balai.people.actions.appoint import appoint
from balai.people.actions.enrol import enrol
from balai.people.actions.found_organization import found_organization
from balai.people.console import console
from balai.people.models import Body, Membership, Person, Role
from balai.people.standing import standing
from balai.replay.members import CONTESTED, Script, script
from balai.replay.sitting import Held, coming_track, hold
from balai.rules.forecast import Forecast, Simulated, forecast, simulate

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """Minutes are simulated by the model of docs/FORECAST.md, seconds are measured."""

    items: int
    without_debate: int
    discussed: int
    undecidable: int
    positions: int
    forecast_minutes: int
    meeting_minutes: int
    all_debated_minutes: int
    chair_acts: int
    wall_seconds: float
    meeting_wall_seconds: float


@dataclass
class Cast:
    chair: Membership
    secretary: Person
    members: list[Membership]


def replay(path: Path, *, members: int, seed: int, contested: float | None, progress: Progress) -> Result:
    """Play the week of a file in the (empty, throw-away) database that is configured.

    Raises:
        AgendaFileError: the file is not right.
    """
    begun = time.perf_counter()
    agenda = read_agenda(path)
    progress("importing", 0, 1)
    _report, meeting = import_file(path)
    assert meeting is not None  # only a dry run gives none
    body = Body.objects.get(pk=meeting.body_id)
    cast = _appoint(body, members)
    chances = script(_known(agenda), members, contested=_chance(agenda, contested), seed=seed)
    with clock.as_if(meeting.starts_at - timedelta(days=6)):
        publish_agenda(meeting, by=cast.secretary)
    with clock.as_if(min(meeting.starts_at, meeting.positions_close_at) - timedelta(hours=20)):
        _answer(meeting, cast, chances, progress)
    with clock.as_if(min(meeting.starts_at, meeting.positions_close_at) - timedelta(hours=1)):
        confirm_agenda(meeting, by=cast.chair.person if _chair_confirms(body) else cast.secretary)
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    whole = picture(meeting)
    coming = [replace(one, track=coming_track(meeting, one.track)) for one in planned(whole)]
    expected, drawn = forecast(coming), simulate(coming, seed=seed)
    positions = Position.objects.current().filter(item__meeting=meeting).count()
    held = hold(meeting, cast.chair.person, cast.secretary, cast.members, drawn, progress, seed=seed)
    return _result(whole.items, held, expected, drawn, positions, time.perf_counter() - begun)


def _result(
    items: tuple[object, ...], held: Held, expected: Forecast, drawn: Simulated, positions: int, wall: float
) -> Result:
    return Result(
        items=len(items),
        without_debate=held.without_debate,
        discussed=held.discussed,
        undecidable=held.undecidable,
        positions=positions,
        forecast_minutes=expected.minutes_median,
        meeting_minutes=round(drawn.minutes),
        all_debated_minutes=round(drawn.all_debated_minutes),
        chair_acts=held.chair_acts,
        wall_seconds=round(wall, 3),
        meeting_wall_seconds=round(held.wall_seconds, 4),
    )


def _known(agenda: AgendaFile) -> list[bool | None]:
    """Whether each item's source counts a vote against it."""
    votes = [item.votes for item in agenda.items]
    return [vote.against > 0 if vote is not None and vote.against is not None else None for vote in votes]


def _chance(agenda: AgendaFile, contested: float | None) -> float:
    return CONTESTED[agenda.body.level] if contested is None else contested


def _chair_confirms(body: Body) -> bool:
    return body.rules.agenda.confirmed_by == "chair"


def _appoint(body: Body, members: int) -> Cast:
    """A chair who is one of the members, the other members, a secretary: named by their places."""
    root = console()

    def take_seat(username: str, name: str, role: Role, rank: int) -> Membership:
        organization = found_organization(body, key=username, name={"en": name}, label={"en": name[:12]}, by=root)
        person = enrol(username, name=name, by=root)
        return appoint(person, body=body, role=role, organization=organization, rank=rank, by=root)

    chair = take_seat("chair", "Chair", Role.CHAIR, 1)
    seats = [take_seat(f"member-{n}", f"Member {n}", Role.MEMBER, 1 + n) for n in range(1, members)]
    secretary = take_seat("secretary", "Secretary", Role.SECRETARY, 200)
    return Cast(chair, secretary.person, [chair, *seats])


def _answer(meeting: Meeting, cast: Cast, chances: Script, progress: Progress) -> None:
    """Each member marks what they do not let pass, and 'no objection' to all the rest."""
    items = list(AgendaItem.objects.filter(meeting=meeting).in_order())
    for place, seat in enumerate(cast.members):
        progress("members answer", place, len(cast.members))
        for number, item in enumerate(items):
            if (stance := chances.of(number, place)) is not None:
                mark_position(item, seat=seat, stance=stance, by=seat.person, seen_version=item.version)
        if unanswered(meeting, seat, standing(seat.person, meeting.body)):
            mark_rest(meeting, seat=seat, by=seat.person)
