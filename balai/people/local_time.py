"""Moments are shown in the time zone of the body that a page is about."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from balai.people.models import Body


def use_time_of(body: Body) -> None:
    """From here to the end of the request moments are shown in this body's time zone."""
    timezone.activate(body.time_zone)


class LocalTimeMiddleware:
    """Each request begins in the installation's own time zone, whatever the one before was about."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(None):
            return self.get_response(request)
