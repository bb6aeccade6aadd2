"""Ending a membership: the seat is empty from now on."""

from balai import clock
from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Membership, Person, seats_changed


@action("people.end_membership")
def end_membership(seat: Membership, *, by: Person) -> Membership:
    """End a seat now; what was done from it stands."""
    seat = Membership.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)
    require(policy.may_end_membership(by, seat))
    seat.ends = clock.now()
    seat.save(update_fields=["ends"])
    seats_changed(seat.body)
    append("people.membership.ended", by=by, about=seat, body=seat.body, seat=seat)
    return seat
