"""Convening: a meeting of a body is called, with the moment when positions close."""

from datetime import datetime

from balai import clock
from balai.action import action, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.deadline import positions_close
from balai.agenda.models import Meeting, MeetingKind
from balai.agenda.policy import OutOfTurn
from balai.ledger.log import append
from balai.people.models import Body, Person
from balai.people.standing import standing
from balai.rules import extraordinary
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
    out_of_turn: OutOfTurn | None = None,
) -> Meeting:
    """Call a meeting; positions close when the body's rules say, unless a moment is given."""
    who = standing(by, body)
    require(policy.may_convene(who, kind))
    if out_of_turn is not None:
        require(policy.may_convene_out_of_turn(who, starts_at, out_of_turn))
    return call(
        body,
        starts_at=starts_at,
        by=by,
        kind=kind,
        title=title,
        place=place,
        positions_close_at=positions_close_at,
        out_of_turn=out_of_turn,
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
    out_of_turn: OutOfTurn | None = None,
) -> Meeting:
    """Write the meeting, its entry and its announcement; for actions that have asked their policy."""
    closes = positions_close_at or positions_close(body, starts_at)
    if out_of_turn is not None and positions_close_at is None:
        closes = extraordinary.positions_close(closes, clock.now(), starts_at)
    meeting = Meeting.objects.create(
        body=body,
        kind=kind,
        extraordinary=out_of_turn is not None,
        emergency=out_of_turn is not None and out_of_turn.emergency,
        because=out_of_turn.because.strip() if out_of_turn else "",
        title=title or {},
        place=place or {},
        starts_at=starts_at,
        positions_close_at=closes,
        source=source,
        source_key=source_key,
    )
    append(
        "agenda.meeting.convened",
        by=by,
        about=meeting,
        body=body,
        rule=_rule(body, out_of_turn),
        content={
            "kind": kind,
            "starts_at": starts_at.isoformat(),
            "positions_close_at": meeting.positions_close_at.isoformat(),
            "extraordinary": meeting.extraordinary,
            "emergency": meeting.emergency,
            "because": meeting.because,
        },
    )
    changed("agenda.convene", meeting)
    return meeting


def _rule(body: Body, out_of_turn: OutOfTurn | None) -> str:
    law = body.rules.extraordinary
    return law.rule if out_of_turn is not None and law is not None else body.rules.agenda.rule
