"""The people of a demonstration, for its sign-in page."""

from balai import clock
from balai.people.models import Mandate, Membership


def cast() -> tuple[Membership, ...]:
    """Every seat in force with its person, by body and precedence."""
    seats = Membership.objects.in_force(clock.now()).select_related("person", "body", "organization")
    return tuple(seats.filter(person__is_active=True).order_by("body__slug", "rank", "person__name"))


def advisers() -> tuple[Mandate, ...]:
    """Every mandate in force with its adviser and the seat that it is for."""
    given = Mandate.objects.in_force(clock.now()).filter(adviser__is_active=True)
    return tuple(given.select_related("adviser", "seat__person", "seat__body").order_by("seat__rank", "adviser__name"))
