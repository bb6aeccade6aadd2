"""What still ties a person to the work, so that they cannot be erased yet. Each tie is a question with its sentence."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balai import clock
from balai.agenda.models import MeetingState, Position, Recusal
from balai.people.models import Clearance, Mandate, Membership, Person, Substitution


def holds_a_seat(person: Person) -> bool:
    """Now, or from a later day on."""
    return Membership.objects.filter(_open_end(), person=person).exists()


def stands_in(person: Person) -> bool:
    return Substitution.objects.filter(_open_end(), substitute=person, ended_at=None).exists()


def has_spoken_on_what_is_not_closed(person: Person) -> bool:
    """While a meeting runs, what was said for it is what its members decide by."""
    before = ~Q(item__meeting__state=MeetingState.CLOSED)
    positions = Position.objects.filter(before, given_by=person).exclude(opinion="")
    return positions.exists() or Recusal.objects.filter(before, declared_by=person).exists()


def has_a_mandate(person: Person) -> bool:
    return Mandate.objects.filter(_open_end(), adviser=person, ended_at=None).exists()


def is_cleared(person: Person) -> bool:
    return Clearance.objects.filter(person=person).exists()


def _open_end() -> Q:
    return Q(ends=None) | Q(ends__gt=clock.now())


TIES: tuple[tuple[Callable[[Person], bool], str | Promise], ...] = (
    (holds_a_seat, _("This person holds a seat: end it first.")),
    (stands_in, _("This person stands in for somebody: end the substitution first.")),
    (has_a_mandate, _("This person advises a member: end the mandate first.")),
    (is_cleared, _("This person is cleared for what is restricted: take that back first.")),
)
TIES_OF_TEXTS: tuple[tuple[Callable[[Person], bool], str | Promise], ...] = (
    (
        has_spoken_on_what_is_not_closed,
        _("This person has spoken on a meeting that is not closed: their texts can be taken out when it is."),
    ),
)


def what_ties(person: Person, *, texts: bool) -> str:
    """The first thing that ties the person, in a sentence; empty where nothing does."""
    asked = TIES + (TIES_OF_TEXTS if texts else ())
    return next((str(sentence) for is_tied, sentence in asked if is_tied(person)), "")
