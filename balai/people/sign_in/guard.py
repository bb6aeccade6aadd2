"""What every request of a signed-in person passes: same kind of device, not left, not idle for too long."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse

from balai import clock
from balai.headers import LEFT_BEHIND
from balai.people.actions.end_sessions import end_sessions
from balai.people.models import DeviceSession, Person
from balai.people.sign_in.device import device_of
from balai.people.sign_in.leaving import has_left
from balai.people.sign_in.parallel import too_many
from balai.people.sign_in.sessions import FACTS, kept_as
from balai.people.sign_in.sure import NOBODY, Sure, acting_with
from balai.rules.assurance import Assurance

LOOKED_AT_EVERY = timedelta(minutes=1)


def why_not(session: Mapping[str, Any], user_agent: str) -> str | None:
    """Why a session must not be used from here: one word for the record, or None where it may."""
    facts = session.get(FACTS)
    if facts is None:
        return "unknown"
    return None if facts["device"] == device_of(user_agent) else "other_device"


def sure(session: Mapping[str, Any]) -> Sure:
    facts = session.get(FACTS) or {}
    level, proved = facts.get("assurance"), facts.get("proved_at")
    return Sure(Assurance(level) if level else None, datetime.fromisoformat(proved) if proved else None)


class SessionGuardMiddleware:
    """Ends a session that is used where it must not be, and says with which assurance the request acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or SESSION_KEY not in request.session:
            return self.get_response(request)
        person = request.user
        if not isinstance(person, Person):  # the password has changed, or the person was shut out
            return self.get_response(request)
        because = why_not(request.session, request.headers.get("User-Agent", "")) or _used(request, person)
        if because:
            _end(request, person, because)
            response = self.get_response(request)
            response["Clear-Site-Data"] = LEFT_BEHIND
            return response
        with acting_with(sure(request.session) if request.user.is_authenticated else NOBODY):
            return self.get_response(request)


def _used(request: HttpRequest, person: Person) -> str | None:
    """Once a minute: note that the session is in use; look whether its person has left by the calendar, or whether of
    sign-ins at the same moment there are too many sessions."""
    now, used_at = clock.now(), getattr(request.session, "used_at", None)
    if used_at is not None and now - used_at < LOOKED_AT_EVERY:
        return None
    DeviceSession.objects.filter(session_key=kept_as(request.session.session_key)).update(used_at=now)
    if has_left(person):
        return "left"
    here = kept_as(request.session.session_key)
    return "too_many" if here in {one.session_key for one in too_many(person)} else None


def _end(request: HttpRequest, person: Person, because: str) -> None:
    row = DeviceSession.objects.filter(session_key=kept_as(request.session.session_key))
    end_sessions(person, by=person, because=because, sessions=list(row))
    logout(request)
