"""How much one may send, and how often: bodies, files, kinds of content; acts of a person, costly pages for strangers.

What is counted is held in the memory of the process, or where BALAI_LIMITS_STORAGE says (docs/decisions/0021).
"""

from collections.abc import Callable
from functools import cache
from time import time
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

from balai.web.problems import problem
from balai.web.watching import address_of, person_of, route_of

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# What costs more than reading a page, and is open to everybody.
COSTLY = frozenset(
    [
        "goal-plot", "record-proof", "record-consistency", "record-tile", "public-decision-proof", "mfa_login_webauthn",
        "join-by-link", "join-by-passkey", "join-by-password", "sign-in", "sign-in-as", "openid_connect_login",
        "openid_connect_callback",
    ]
)  # fmt: skip
REPORTS = "csp-report"


class NoFile(SuspiciousOperation):
    """Somebody sent a file."""


class RefuseFiles(FileUploadHandler):
    """There is nothing here that takes a file: the first one ends the reading of the request."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NoFile("a file")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


@cache
def counter() -> SlidingWindowCounterRateLimiter:
    return SlidingWindowCounterRateLimiter(storage_from_string(settings.LIMITS_STORAGE))


def start_anew() -> None:
    """Forget what has been counted (for tests)."""
    counter.cache_clear()


def seconds_to_wait(kind: str, who: str) -> int:
    """Count one more of this kind. 0 where it is within the limit, otherwise how long until it may be tried again."""
    limit = settings.LIMITS.get(kind)
    if not limit:
        return 0
    item, counted = parse(limit), counter()
    if counted.hit(item, kind, who):
        return 0
    return max(1, round(counted.get_window_stats(item, kind, who).reset_time - time()))


class LimitsMiddleware:
    """Refuses what is too large, of a kind that nothing here reads, or too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = _of_its_size_and_kind(request)
        if refused is not None:
            return refused
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            told = problem(request, 405, _("Not in this way"), _("This address does not answer this kind of request."))
            told["Allow"] = response["Allow"]
            return told
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Here it is known who asks for what."""
        route, person = route_of(request), person_of(request)
        address = address_of(request)
        if route == REPORTS:
            wait = seconds_to_wait("reports", address)
        elif person is not None and request.method == "POST":
            wait = seconds_to_wait("acts", str(person.pk))
        elif person is None and route in COSTLY:
            wait = seconds_to_wait("costly", address)
        else:
            return None
        return too_many(request, wait) if wait else None


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    sentence = _("This was asked too often. Wait %(seconds)s seconds, then try again.") % {"seconds": wait}
    response = problem(request, 429, _("Too many requests"), sentence)
    response["Retry-After"] = str(wait)
    return response


def _of_its_size_and_kind(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return too_large(request)
    if length != "0" and request.content_type not in FORMS and request.path != settings.CSP_REPORTS:
        sentence = _("Only forms can be sent here.")
        return problem(request, 415, _("This cannot be read"), sentence)
    return None


def too_large(request: HttpRequest) -> HttpResponse:
    sentence = _("This is too large: at most %(kilobytes)s kB can be sent at once.") % {
        "kilobytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    }
    return problem(request, 413, _("Too large"), sentence)
