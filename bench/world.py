"""The world that is measured: a cabinet of so many members, an agenda of so many items, positions given."""

import secrets
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402 (after setup)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402

from balai.agenda.models import AgendaItem, Meeting  # noqa: E402
from balai.people.models import Person  # noqa: E402
from balai.rules.stance import Stance  # noqa: E402
from tests.factories import Cast, items_of, make_cast, make_meeting, mark  # noqa: E402


def build(items: int, members: int, *, answered: bool) -> tuple[Cast, Meeting, list[AgendaItem]]:
    """A cabinet of `members` with a published agenda; with `answered` everybody has answered everything."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    cast = make_cast(extra_members=members - 4)
    meeting = make_meeting(cast, items)
    listed = items_of(meeting)
    if answered:
        for number, item in enumerate(listed):
            for place, name in enumerate(name for name, seat in cast.seats.items() if seat in cast.members()):
                odd = (number * 7 + place) % 40 == 0
                mark(cast, name, item, Stance.OBJECTION if odd else Stance.NO_OBJECTION)
    return cast, meeting, listed


def session_cookie(person: Person) -> str:
    """A signed-in session, with a token for forms, as a Cookie header."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    token = secrets.token_hex(16)
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}; {settings.CSRF_COOKIE_NAME}={token}"


def token_of(cookie: str) -> str:
    return cookie.rsplit("=", 1)[1]


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
