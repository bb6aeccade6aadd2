"""The tables are complete: a new action, route, query or screen without its line fails here."""

import ast

from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from balai.live import screens
from balai.people.standing import Audience, Sight
from tests.access import queries
from tests.access.actions import ACTS
from tests.access.queries import NO_QUERIES, QUERIES, is_told_who_reads
from tests.access.roles import ROLES, STRANGERS, WITHIN
from tests.access.routes import ROUTES
from tests.access.states import STATES
from tests.access.table import WIDTH
from tests.access.tables import TABLES
from tests.access.visited import names
from tests.test_acts import registered


def test_every_action_has_its_line_and_every_line_its_action():
    assert registered() == set(ACTS)


def test_every_route_has_its_line_and_every_line_its_route():
    assert names() == set(ROUTES)


def test_every_query_and_screen_has_its_line_and_every_line_its_query():
    assert queries.registered() == set(QUERIES)


def test_what_is_no_query_is_there_at_all():
    assert {place for place, _node in queries.functions()} >= set(NO_QUERIES)


def test_states_and_roles_can_be_written_into_the_tables():
    assert all(len(code) < WIDTH for states in STATES.values() for code in states)
    assert {*STRANGERS, *WITHIN} <= set(ROLES)


def test_every_subject_and_every_role_stands_in_the_files_that_people_read():
    for table in TABLES:
        kept = table.path.read_text(encoding="utf-8")
        assert {one for one in table.kinds if f"\n{one}\n" not in kept} == set()
        assert {role for role, who in ROLES.items() if who.words not in kept} == set()


# Shown able to fail -------------------------------------------------------------------------------------------------


def test_a_new_route_is_missed():
    def view(request):
        return HttpResponse()

    class Urls:
        urlpatterns = [path("new/", view, name="new-route"), path("", include("balai.urls"))]

    with override_settings(ROOT_URLCONF=Urls):
        assert names() - set(ROUTES) == {"new-route"}


def test_a_new_screen_is_missed(monkeypatch):
    monkeypatch.setitem(
        screens.SCREENS,
        "new",
        screens.Screen("new", lambda *_: Sight(Audience.PUBLIC), lambda *_: "", whole=False, by_link=None),
    )
    assert queries.registered() - set(QUERIES) == {"live.new"}


def test_a_new_query_is_missed(monkeypatch, tmp_path):
    (tmp_path / "room").mkdir()
    text = "def new_for(person: Person, pk: UUID) -> Thing: ...\ndef _piece(person: Person) -> None: ...\n"
    (tmp_path / "room" / "reading.py").write_text(text)
    (tmp_path / "room" / "policy.py").write_text("def may_look(who: Standing) -> Verdict: ...\n")
    (tmp_path / "room" / "queries.py").write_text("def all_things() -> Things: ...\n")
    monkeypatch.setattr(queries, "PACKAGE", tmp_path)
    found = {one for one in queries.registered() if not one.startswith("live.")}
    assert found == {"room.reading.new_for", "room.queries.all_things"}


def test_a_query_is_known_by_being_told_who_reads():
    def told(text: str) -> bool:
        node = ast.parse(text).body[0]
        assert isinstance(node, ast.FunctionDef)
        return is_told_who_reads(node)

    assert told("def f(who: Standing): ...")
    assert told("def f(*, reader: Person | None): ...")
    assert not told("def f(seat: Membership): ...")
