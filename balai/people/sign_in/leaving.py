"""Whether a person has left: they have held seats, and none is theirs any more."""

from django.db.models import Q

from balai import clock
from balai.people.models import Mandate, Membership, Person, Substitution


def has_left(person: Person) -> bool:
    """Somebody newly enrolled, without a seat so far, has not left; nor has who stands in or advises, or will."""
    if person.is_administrator:
        return False
    now = clock.now()
    open_end = Q(ends=None) | Q(ends__gt=now)
    seats = Membership.objects.filter(person=person)
    stood = Substitution.objects.filter(substitute=person)
    given = Mandate.objects.filter(adviser=person)
    of_held_seats = given.filter(Q(seat__ends=None) | Q(seat__ends__gt=now))
    if seats.filter(open_end).exists() or stood.filter(open_end, ended_at=None).exists():
        return False
    if of_held_seats.filter(open_end, ended_at=None).exists():
        return False
    return seats.exists() or stood.exists() or given.exists()
