"""The matrix of tests/access_actions.py, complete and true: each action by each role, past all pages."""

import pytest
from django.db import transaction

from balai.people.models import Person
from balai.verdict import Ground, Refused
from tests.access_actions import MATRIX, ROLES
from tests.access_of_advisers import ACTIONS as OF_ADVISERS
from tests.each_action import ACTS, ActionWorld, make_action_world
from tests.test_acts import registered

FOR_EVERYBODY = {"people.choose_language", "agenda.choose_order", "people.count_try"}  # what concerns nobody else
FOR_THEMSELVES = {  # everybody who may sign in at all
    "people.sign_in",
    "people.prove_again",
    "people.accept_invitation",
    "people.add_key",
    "people.remove_key",
    "people.renew_recovery_codes",
    "people.use_code",
}


class Undo(Exception):
    """Leaves the savepoint, so that the next one finds the world as it was."""


def test_every_action_is_in_the_matrix_and_every_row_is_an_action():
    assert registered() == set(MATRIX) == set(ACTS)


def test_every_action_is_for_some_and_not_for_others():
    for name, row in MATRIX.items():
        found = {*row, "yes" if name in OF_ADVISERS else "no"}
        assert found == ({"yes"} if name in FOR_EVERYBODY | FOR_THEMSELVES else {"yes", "no"}), name


def outcome(world: ActionWorld, name: str, role: str) -> str:
    """'yes', 'no', or what else became of it; every refusal is a whole sentence."""
    try:
        with transaction.atomic():
            ACTS[name](world, world.person(role), world.seat(role))
            raise Undo
    except Undo:
        return "yes"
    except Refused as refusal:
        said = refusal.verdict
    assert said.sentence.endswith("."), said
    return "no" if said.ground == Ground.PERMISSION else f"{said.ground}: {said.sentence}"


@pytest.mark.django_db
def test_every_role_may_what_the_matrix_says_and_nothing_else():
    world = make_action_world()
    seen = {name: tuple(outcome(world, name, role) for role in ROLES) for name in MATRIX}
    assert {name: row for name, row in seen.items() if row != MATRIX[name]} == {}


@pytest.mark.django_db
def test_who_is_no_longer_active_may_nothing_but_what_concerns_nobody_else():
    world = make_action_world()
    for role in ("kai", "sara", "root"):
        person = world.person(role)
        Person.objects.filter(pk=person.pk).update(is_active=False)
        person.refresh_from_db()
        assert {name for name in MATRIX if outcome(world, name, role) == "yes"} == FOR_EVERYBODY
