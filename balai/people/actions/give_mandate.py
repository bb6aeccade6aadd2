"""Giving a mandate: an adviser prepares for a member, from one moment to another."""

from datetime import datetime

from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Mandate, Membership, Person, seats_changed
from balai.people.standing import standing


@action("people.give_mandate")
def give_mandate(seat: Membership, *, adviser: Person, starts: datetime, ends: datetime | None, by: Person) -> Mandate:
    """Let an adviser read and prepare for this seat; what is prepared counts only when the member confirms it."""
    seat = Membership.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)
    verdict = policy.may_give_mandate(standing(by, seat.body), seat, adviser, ends)
    require(verdict)
    require(policy.lies_ahead(starts, ends, verdict.rule))
    mandate = Mandate.objects.create(seat=seat, adviser=adviser, starts=starts, ends=ends)
    seats_changed(seat.body)
    append(
        "people.mandate.given",
        by=by,
        about=mandate,
        body=seat.body,
        seat=seat,
        rule=verdict.rule,
        content={
            "adviser": str(adviser.pk),
            "starts": starts.isoformat(),
            "ends": ends.isoformat() if ends else None,
        },
    )
    return mandate
