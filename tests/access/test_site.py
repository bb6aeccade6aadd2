"""What the tables do not say: how the site as a whole refuses. In one world, which nothing here changes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai.people.models import Membership, Person
from balai.verdict import Refused
from tests.access.actions import ACTS, READY
from tests.access.making import Making
from tests.access.routes import ROUTES, Asked
from tests.access.states import STATES
from tests.access.table import cells_in
from tests.access.tables import ACTIONS
from tests.access.visited import client_for, visit
from tests.access.world import afresh, undone
from tests.refusals import changed_since, everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite_only]  # views, not SQL: one database will do
POSTS = {name: asked for name, asked in ROUTES.items() if asked.method == "post"}
HIDDEN = {
    name: asked
    for name, asked in ROUTES.items()
    if asked.kind not in ("", "body", "person") and not name.startswith("public-") and name != "goal-plot"
}
ECHOED = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|nonce-[^' ]+|nonce=\"[^\"]+\"|\"[\w-]{60,}\"")


def first_state(asked: Asked) -> str:
    return next(iter(STATES[asked.kind]))


def address(m: Making, name: str, asked: Asked) -> tuple[str, dict[str, Any]]:
    thing = m.things[asked.kind][first_state(asked)]
    return reverse(name, args=asked.args(m, thing)), asked.form(m, thing)


def statuses(m: Making, client: Client, method: str) -> dict[str, int]:
    """What each act's address answers, one after another: none of these requests may change anything."""
    before, found = everything(), {}
    for name, asked in POSTS.items():
        url, form = address(m, name, asked)
        found[name] = getattr(client, method)(url, form).status_code
    assert not changed_since(before)
    return found


def signed_in(m: Making, role: str, client: Client) -> Client:
    person = m.people[role]
    assert person is not None
    client.force_login(person)
    return client


def test_nothing_is_changed_by_a_get(m):
    """Every act needs a POST; pages with a form of their own may be looked at."""
    with undone():
        found = statuses(m, signed_in(m, "sara", Client()), "get")
    assert {route: status for route, status in found.items() if status not in (200, 403, 404, 405)} == {}


def test_no_act_without_the_token_of_its_form(m):
    with undone():
        found = statuses(m, signed_in(m, "kai", Client(enforce_csrf_checks=True)), "post")
    assert found.pop("csp-report") == 204  # sent by browsers themselves; it changes nothing
    assert {route: status for route, status in found.items() if status != 403} == {}


@dataclass(frozen=True)
class Seen:
    """An answer, without the number that was asked for and what is drawn by lot for each page."""

    status: int
    headers: tuple[str, ...]
    body: bytes
    asked: int  # of the database

    @classmethod
    def of(cls, client: Any, method: str, url: str, form: dict[str, Any]) -> "Seen":
        with CaptureQueriesContext(connection) as captured:
            answer = visit(client, method, url, form)
        asked = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
        return cls(answer.status_code, tuple(sorted(answer.headers)), ECHOED.sub(b"", answer.content), len(asked))


@pytest.mark.parametrize("role", ["nobody", "outsider", "vera", "former"])
def test_what_is_hidden_answers_like_what_is_not_there(m, role):
    """The same status, headers and page, and the same number of questions to the database, so about the same time."""
    told = {}
    with undone():
        client = client_for(m.people[role])
        for name, asked in HIDDEN.items():
            url, form = address(m, name, asked)
            thing: Any = m.things[asked.kind][first_state(asked)]
            hidden = [Seen.of(client, asked.method, url, form) for _once_for_memory in range(2)][-1]
            absent = Seen.of(client, asked.method, url.replace(str(thing.pk), str(uuid4())), form)
            if hidden != absent:
                told[name] = (hidden.status, absent.status, hidden.asked, absent.asked, hidden.body == absent.body)
    assert told == {}


def test_nobody_acts_from_a_seat_that_is_not_theirs(m):
    """Every action, by everybody, once more with marin's seat: it helps nobody."""
    gained = []
    marin, table = m.seats["marin"], cells_in(ACTIONS.path.read_text(encoding="utf-8"), ACTIONS.kinds)
    for name, (kind, act) in ACTS.items():
        for role in ("outsider", "olga", "former", "nils", "stella", "sara", "kai"):
            own = sum(table[name, state, role] == "yes" for state in STATES[kind])  # test_actions holds it
            if done(m, name, act, kind, role, marin) > own:
                gained.append(f"{name}: {role}")
    assert gained == []


def done(m: Making, name: str, act: Callable[..., object], kind: str, role: str, seat: Membership | None) -> int:
    """In how many states of the thing."""
    count = 0
    person: Person = afresh(m.people[role])
    for state in STATES[kind]:
        with undone():
            try:
                m.ready = READY.get(name, lambda _person: None)(person)
                act(m, afresh(m.things[kind][state]), person, seat)
                count += 1
            except Refused:
                pass
    return count


FOR_EVERYBODY = {"people.choose_language", "agenda.choose_order", "people.count_try"}  # what concerns nobody else


def test_who_is_no_longer_active_may_nothing_but_what_concerns_nobody_else(m):
    may = set()
    for role in ("kai", "sara", "root"):
        shut = m.people[role]
        assert shut is not None
        with undone():
            Person.objects.filter(pk=shut.pk).update(is_active=False)
            may |= {name for name, (kind, act) in ACTS.items() if done(m, name, act, kind, role, m.seats[role])}
    assert may == FOR_EVERYBODY


def test_every_action_is_in_its_table():
    assert set(ACTIONS.kinds) == set(ACTS)
