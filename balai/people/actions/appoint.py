"""Appointing: a person takes a seat in a body."""

from datetime import datetime

from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Body, Membership, Organization, Person, Role, seats_changed
from balai.words import Words


@action("people.appoint")
def appoint(
    person: Person,
    *,
    body: Body,
    role: Role,
    by: Person,
    organization: Organization | None = None,
    title: Words | None = None,
    rank: int = 100,
    starts: datetime | None = None,
) -> Membership:
    """Give a person a seat; at most one open seat for each role."""
    require(policy.may_found_bodies(by))
    require(policy.has_no_such_seat(person, body, role))
    seat = Membership.objects.create(
        body=body, person=person, role=role, organization=organization, title=title or {}, rank=rank, starts=starts
    )
    seats_changed(body)
    append(
        "people.member.appointed",
        by=by,
        about=seat,
        body=body,
        seat=seat,
        content={
            "person": str(person.pk),
            "role": role,
            "organization": str(organization.pk) if organization else None,
            "title": dict(seat.title),
            "rank": rank,
            "starts": starts.isoformat() if starts else None,
        },
    )
    return seat
