"""The matrix of tests/access_routes.py, complete and true."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_routes import MATRIX, ROLES
from tests.checked_pages import CheckingClient
from tests.refusals import changed_since, everything
from tests.world import make_world

pytestmark = pytest.mark.django_db


def names(resolver: URLResolver | None = None) -> set[str]:
    found: set[str] = set()
    for one in (resolver or get_resolver()).url_patterns:
        found |= names(one) if isinstance(one, URLResolver) else {one.name or str(one.pattern)}
        assert isinstance(one, URLPattern | URLResolver)
    return found


def test_every_route_is_in_the_matrix_and_every_row_is_a_route():
    assert names() == set(MATRIX)


def outcome(response) -> object:
    if response.status_code in (301, 302, 303) and response["Location"].startswith("/sign-in/"):
        return "in"
    return "ok" if response.status_code < 400 else response.status_code


class Undo(Exception):
    """Leaves the savepoint, so that the next role finds the world as it was."""


@pytest.mark.parametrize("route", MATRIX)
def test_every_role_gets_what_the_matrix_says(route):
    world = make_world()
    method, address, form, *expected = MATRIX[route]
    url = reverse(route, args=address(world))
    seen = []
    for role in ROLES:
        client = CheckingClient(raise_request_exception=True)
        if role != "nobody":
            client.force_login(world.cast.people[role])
        try:
            with transaction.atomic():
                seen.append(outcome(getattr(client, method)(url, form(world))))
                raise Undo
        except Undo:
            pass
    if route == "sign-out":
        assert set(seen) <= {"ok", "in"}
        return
    assert dict(zip(ROLES, seen, strict=True)) == dict(zip(ROLES, expected, strict=True))


POSTS = [name for name, row in MATRIX.items() if row[0] == "post"]


def statuses(client: Client, method: str) -> dict[str, int]:
    """What each act's address answers, one after another in one world: none of these requests may change it."""
    world = make_world()
    client.force_login(world.cast.people["sara" if method == "get" else "kai"])
    before, found = everything(), {}
    for route in POSTS:
        _method, address, form, *_rest = MATRIX[route]
        found[route] = getattr(client, method)(reverse(route, args=address(world)), form(world)).status_code
    assert not changed_since(before)
    return found


def test_nothing_is_changed_by_a_get():
    """Every act needs a POST; pages with a form of their own may be looked at."""
    found = statuses(Client(), "get")
    assert {route: status for route, status in found.items() if status not in (200, 404, 405)} == {}


def test_no_act_without_the_token_of_its_form():
    found = statuses(Client(enforce_csrf_checks=True), "post")
    assert found.pop("csp-report") == 204  # sent by browsers themselves; it changes nothing
    assert {route: status for route, status in found.items() if status != 403} == {}
