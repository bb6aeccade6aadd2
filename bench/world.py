"""The world that is measured: a cabinet of so many members, an agenda of so many items, positions given."""

import math
import secrets
from importlib import import_module

from django.conf import settings
from django.contrib.auth import login
from django.core.management import call_command
from django.http import HttpRequest

from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.models import AgendaItem, Meeting
from balai.people.models import Person
from balai.rules.stance import Stance
from tests.factories import Cast, items_of, make_cast, make_meeting, mark


def build(items: int, members: int, *, answered: bool) -> tuple[Cast, Meeting, list[AgendaItem]]:
    """A cabinet of `members` with a published agenda; with `answered` everybody has answered everything.

    One position in forty is an objection: enough for tallies that differ, as on a real agenda.
    """
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    cast = make_cast(extra_members=members - 4)
    meeting = make_meeting(cast, items)
    listed = items_of(meeting)
    if answered:
        names = [name for name, seat in cast.seats.items() if seat in cast.members()]
        for place, name in enumerate(names):
            for item in (item for number, item in enumerate(listed) if (number * 7 + place) % 40 == 0):
                mark(cast, name, item, Stance.OBJECTION)
            mark_rest(meeting, seat=cast.seats[name], by=cast.people[name])
    return cast, meeting, listed


def session_cookie(person: Person) -> str:
    """A signed-in session, with a token for forms, as a Cookie header."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    token = secrets.token_hex(16)
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
