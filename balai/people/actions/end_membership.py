"""Ending a membership: the seat is empty from now on."""

from balai import clock
from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Membership, Person, seats_changed
from balai.people.sign_in.ending import end_sessions
from balai.people.sign_in.leaving import has_left


@action("people.end_membership")
def end_membership(seat: Membership, *, by: Person) -> Membership:
    """End a seat now; what was done from it stands. With the last one the person's sessions end too."""
    seat = Membership.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)
    require(policy.may_end_membership(by, seat))
    seat.ends = clock.now()
    seat.save(update_fields=["ends"])
    seats_changed(seat.body)
    ended = end_sessions(seat.person) if has_left(seat.person) else []
    append("people.membership.ended", by=by, about=seat, body=seat.body, seat=seat, content={"sessions_ended": ended})
    return seat
