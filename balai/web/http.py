"""Requests of people who are signed in."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
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
    """Only for people who are signed in; others are sent to the sign-in page. No copy stays on a lent tablet."""
    kept_nowhere = cache_control(no_store=True, private=True)(login_required(cast("Any", view)))
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", kept_nowhere)
