"""Naming a substitute: somebody stands in for an absent member, from one moment to another."""

from datetime import datetime

from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Membership, Person, Substitution, seats_changed
from balai.people.standing import standing


@action("people.name_substitute")
def name_substitute(
    absent: Membership, *, substitute: Person, starts: datetime, ends: datetime | None, by: Person
) -> Substitution:
    """Name who stands in for a member. Whether the substitute's answer counts is for the rules to say."""
    who = standing(by, absent.body)
    require(policy.may_name_substitute(who, absent, substitute))
    require(policy.lies_ahead(starts, ends, who.body.rules.substitution.rule))
    substitution = Substitution.objects.create(absent=absent, substitute=substitute, starts=starts, ends=ends)
    seats_changed(absent.body)
    append(
        "people.substitute.named",
        by=by,
        about=substitution,
        body=absent.body,
        seat=absent,
        rule=who.body.rules.substitution.rule,
        content={
            "substitute": str(substitute.pk),
            "starts": starts.isoformat(),
            "ends": ends.isoformat() if ends else None,
        },
    )
    return substitution
