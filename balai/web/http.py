"""Requests of people who are signed in."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from balai.people.models import Person

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request of a signed-in person."""

    user: Person
    htmx: HtmxDetails


def signed_in(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only for people who are signed in; others are sent to the sign-in page."""
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", login_required(cast("Any", view)))
