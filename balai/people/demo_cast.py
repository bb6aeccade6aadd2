"""The people of a demonstration, for its sign-in page."""

from balai import clock
from balai.people.models import Membership


def cast() -> tuple[Membership, ...]:
    """Every seat in force with its person, by body and precedence."""
    seats = Membership.objects.in_force(clock.now()).select_related("person", "body", "organization")
    return tuple(seats.filter(person__is_active=True).order_by("body__slug", "rank", "person__name"))
