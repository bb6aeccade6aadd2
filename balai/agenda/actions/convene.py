"""Convening: a meeting of a body is called, with the moment when positions close."""

from datetime import datetime

from balai.action import action, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.deadline import positions_close
from balai.agenda.models import Meeting, MeetingKind
from balai.ledger.log import append
from balai.people.models import Body, Person
from balai.people.standing import standing
from balai.words import Words


@action("agenda.convene")
def convene(
    body: Body,
    *,
    starts_at: datetime,
    by: Person,
    kind: MeetingKind = MeetingKind.FORMAL,
    title: Words | None = None,
    place: Words | None = None,
    positions_close_at: datetime | None = None,
) -> Meeting:
    """Call a meeting; positions close when the body's rules say, unless a moment is given."""
    who = standing(by, body)
    require(policy.may_convene(who, kind))
    return call(
        body,
        starts_at=starts_at,
        by=by,
        kind=kind,
        title=title,
        place=place,
        positions_close_at=positions_close_at,
    )


def call(
    body: Body,
    *,
    starts_at: datetime,
    by: Person,
    kind: MeetingKind = MeetingKind.FORMAL,
    title: Words | None = None,
    place: Words | None = None,
    positions_close_at: datetime | None = None,
    source: str = "",
    source_key: str = "",
) -> Meeting:
    """Write the meeting, its entry and its announcement; for actions that have asked their policy."""
    meeting = Meeting.objects.create(
        body=body,
        kind=kind,
        title=title or {},
        place=place or {},
        starts_at=starts_at,
        positions_close_at=positions_close_at or positions_close(body, starts_at),
        source=source,
        source_key=source_key,
    )
    append(
        "agenda.meeting.convened",
        by=by,
        about=meeting,
        body=body,
        rule=body.rules.agenda.rule,
        content={
            "kind": kind,
            "starts_at": starts_at.isoformat(),
            "positions_close_at": meeting.positions_close_at.isoformat(),
        },
    )
    changed("agenda.convene", meeting)
    return meeting
