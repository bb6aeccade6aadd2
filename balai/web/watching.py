"""Lines of the security log about requests that did not end well: which one, from where, by whom, how."""

import logging
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from balai.people.models import Person
from balai.security_log import Asked, Event, asked, note, of_exception

# What a status means. 404 is one of them for who is signed in: what they may not know of is answered so.
BY_STATUS = {
    400: Event.NOT_ACCEPTED,
    403: Event.NOT_ALLOWED,
    404: Event.NOT_ALLOWED,
    405: Event.NOT_ACCEPTED,
    409: Event.NOT_NOW,
    413: Event.NOT_ACCEPTED,
    415: Event.NOT_ACCEPTED,
    422: Event.NOT_ACCEPTED,
    429: Event.TOO_MANY,
}
FITTING = re.compile(r"[\w.-]{8,64}")  # a number that a proxy has given the request already
ADDRESS = re.compile(r"[0-9a-fA-F:.]{2,45}")


def address_of(request: HttpRequest) -> str:
    """Where a request came from: as many entries of X-Forwarded-For count as there are proxies before this site."""
    try:
        found = str(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):  # it did not come by way of the proxies
        return ""
    return found if ADDRESS.fullmatch(found) else ""


def route_of(request: HttpRequest) -> str:
    """The name of the address, never the address: that may hold a secret link or what somebody looked for."""
    match = request.resolver_match
    return (match.url_name or "") if match else ""


class WatchingMiddleware:
    """Gives each request a number and says how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
        number = given if FITTING.fullmatch(given) else uuid4().hex
        with asked(Asked(number, address_of(request))):
            response = self.get_response(request)
            self.tell(request, response)
        response["X-Request-ID"] = number
        return response

    def tell(self, request: HttpRequest, response: HttpResponse) -> None:
        event = getattr(request, "event_instead", None) or BY_STATUS.get(response.status_code)
        if event is None:
            return
        person = person_of(request)
        if response.status_code == 404 and person is None:
            return
        note(
            event,
            "refused",
            level=logging.WARNING,
            status=response.status_code,
            route=route_of(request),
            method=request.method if request.method in ("GET", "HEAD", "POST") else "other",
            person=person.pk if person else "",
        )


def person_of(request: HttpRequest) -> Person | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = getattr(request, "user", None)
    return person if isinstance(person, Person) else None


@receiver(got_request_exception)
def failed(request: HttpRequest | None = None, **_rest: Any) -> None:
    import sys

    error = sys.exc_info()[1]
    if error is not None:
        route = route_of(request) if request is not None else ""
        note(Event.FAILED, "error", level=logging.ERROR, route=route, **of_exception(error))
