"""/.well-known/security.txt (RFC 9116): where somebody who has found a weakness says so."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from balai import clock


def until() -> datetime | None:
    """The end of the day until which the contact holds, in UTC."""
    day = settings.SECURITY_UNTIL
    return datetime.combine(day, time(23, 59, 59), UTC) if day else None


def faults() -> list[str]:
    """What whoever runs the site is told before it is served."""
    end = until()
    if end is None:
        return ["No BALAI_SECURITY_CONTACT is set: /.well-known/security.txt says nothing."]
    if end < clock.now():
        return ["BALAI_SECURITY_UNTIL is over: /.well-known/security.txt says nothing."]
    return []


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Nothing is invented: without a contact, or after its day, there is no such file (RFC 9116, 2.5.5)."""
    end = until()
    if end is None or end < clock.now():
        raise Http404
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {end:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
