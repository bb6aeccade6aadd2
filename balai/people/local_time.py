"""Moments are shown in the time zone of the body that a page is about."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from balai import clock
from balai.people.models import Body


def use_time_of(body: Body) -> None:
    """From here to the end of the request moments are shown in this body's time zone."""
    timezone.activate(body.time_zone)


def today_in(body: Body) -> date:
    """The day that it is where this body sits."""
    return clock.now().astimezone(ZoneInfo(body.time_zone)).date()


class LocalTimeMiddleware:
    """Each request begins in the installation's own time zone, whatever the one before was about."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(None):
            return self.get_response(request)
