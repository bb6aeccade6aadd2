"""Entering an organisation of a body: a ministry, an office, a faction."""

from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Body, Organization, Person
from balai.words import Words


@action("people.found_organization")
def found_organization(body: Body, *, key: str, name: Words, label: Words, by: Person) -> Organization:
    """Enter an organisation under a key that is unique in the body."""
    require(policy.may_found_bodies(by))
    organization = Organization.objects.create(body=body, key=key, name=name, label=label)
    append(
        "people.organization.founded", by=by, about=organization, body=body, content={"key": key, "name": dict(name)}
    )
    return organization
