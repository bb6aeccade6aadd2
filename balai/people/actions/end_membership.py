"""Ending a membership: the seat is empty from now on."""

from balai import clock
from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Mandate, Membership, Person, seats_changed
from balai.people.sign_in.ending import end_sessions
from balai.people.sign_in.leaving import has_left


@action("people.end_membership")
def end_membership(seat: Membership, *, by: Person) -> Membership:
    """End a seat now; what was done from it stands. Whoever has left with it, advisers among them, is signed out."""
    seat = Membership.objects.select_for_update(of=("self",)).select_related("body").get(pk=seat.pk)
    require(policy.may_end_membership(by, seat))
    seat.ends = clock.now()
    seat.save(update_fields=["ends"])
    seats_changed(seat.body)
    mandates = Mandate.objects.filter(seat=seat, ended_at=None).select_related("adviser")
    concerned = {person.pk: person for person in (seat.person, *(one.adviser for one in mandates))}
    ended = [handle for person in concerned.values() if has_left(person) for handle in end_sessions(person)]
    append("people.membership.ended", by=by, about=seat, body=seat.body, seat=seat, content={"sessions_ended": ended})
    return seat
