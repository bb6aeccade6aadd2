"""How many sessions a person has at once (BALAI_SESSIONS): for one more, the oldest ends."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from balai import clock
from balai.people.actions.end_sessions import end_sessions
from balai.people.models import DeviceSession, Person
from balai.people.sign_in.sessions import kept_as


def too_many(person: Person, *, others_than: str | None = None, room_for: int = 0) -> list[DeviceSession]:
    """The sessions beyond the limit, those that began first. `others_than`: the key of one that is not counted."""
    now = clock.now()
    alive = DeviceSession.objects.filter(
        person=person, expire_date__gt=now, used_at__gt=now - timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    ).exclude(session_key=kept_as(others_than))
    return list(alive.order_by("-signed_in_at")[max(0, settings.SESSIONS_AT_ONCE - room_for) :])


def make_room(request: HttpRequest, person: Person) -> None:
    """Before a session begins: end what would be too many with it, and say so to its owner."""
    ended = too_many(person, others_than=request.session.session_key, room_for=1)
    if not ended:
        return
    end_sessions(person, by=person, because="too_many", sessions=ended)
    said = ngettext(
        "You can have %(count)s session at a time. Ended, because it was older: %(devices)s.",
        "You can have %(count)s sessions at a time. Ended, because it was the oldest: %(devices)s.",
        settings.SESSIONS_AT_ONCE,
    )
    devices = "; ".join(sorted(one.device for one in ended))
    messages.warning(request, said % {"count": settings.SESSIONS_AT_ONCE, "devices": devices}, fail_silently=True)
