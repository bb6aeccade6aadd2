"""The tables of tests/access_of_advisers.py, true for every address and every action."""

import pytest
from django.db import transaction
from django.urls import reverse

from tests import access_routes
from tests.access_of_advisers import ACTIONS, ROUTES
from tests.checked_pages import CheckingClient
from tests.each_action import ACTS, make_action_world
from tests.test_access_actions import outcome as acted
from tests.test_access_routes import Undo
from tests.test_access_routes import outcome as answered
from tests.world import make_world

pytestmark = pytest.mark.django_db
NILS = 3 + access_routes.ROLES.index("nils")


def test_an_adviser_gets_at_every_address_what_the_table_says():
    world, seen, expected = make_world(), {}, {}
    for route, row in access_routes.MATRIX.items():
        if route == "sign-out":
            continue
        method, address, form, *_rest = row
        expected[route] = ROUTES.get(route, row[NILS])
        client = CheckingClient(raise_request_exception=True)
        client.force_login(world.cast.ada)
        try:
            with transaction.atomic():
                seen[route] = answered(getattr(client, method)(reverse(route, args=address(world)), form(world)))
                raise Undo
        except Undo:
            pass
    assert set(ROUTES) <= set(expected)
    assert {route: got for route, got in seen.items() if got != expected[route]} == {}


def test_an_adviser_may_what_the_table_says_and_nothing_else():
    world = make_action_world()
    world.cast.seats["ada"] = world.cast.seats["marin"]  # she acts for the seat that she prepares for
    seen = {name for name in ACTS if acted(world, name, "ada") == "yes"}
    assert seen == ACTIONS
    others = {name: acted(world, name, "ada") for name in set(ACTS) - ACTIONS}
    assert {name: got for name, got in others.items() if got != "no"} == {}
