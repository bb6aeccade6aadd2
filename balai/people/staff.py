"""Who belongs to a body now: holders of seats, and who stands in for them."""

from django.db.models import Q, QuerySet

from balai import clock
from balai.people.models import Body, Membership, Person, Substitution


def people_of(body: Body) -> QuerySet[Person]:
    """In order of their names."""
    now = clock.now()
    seats = Membership.objects.in_force(now).filter(body=body)
    stood = Substitution.objects.in_force(now).filter(absent__in=seats)
    found = Person.objects.filter(Q(pk__in=seats.values("person")) | Q(pk__in=stood.values("substitute")))
    return found.filter(is_active=True).order_by("name")
