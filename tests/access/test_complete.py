"""The tables are complete: a new action, route, query or screen without its line fails here."""

import ast

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from balai.live import screens
from balai.people.standing import Audience, Sight
from tests.access import queries, table
from tests.access.actions import ACTS
from tests.access.asked import Answers
from tests.access.holding import difference
from tests.access.queries import NO_QUERIES, QUERIES, is_told_who_reads
from tests.access.roles import ROLES, STRANGERS, WITHIN
from tests.access.routes import ROUTES
from tests.access.states import STATES
from tests.access.table import WIDTH, cells_in
from tests.access.tables import ACTIONS, TABLES
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
    for file in TABLES:
        kept = file.path.read_text(encoding="utf-8")
        assert {one for one in file.kinds if f"\n{one}\n" not in kept} == set()
        assert {role for role, who in ROLES.items() if who.words not in kept} == set()


@pytest.mark.parametrize("one", TABLES, ids=lambda one: one.name)
def test_what_is_read_from_a_file_is_what_was_written_into_it(one):
    kept = one.path.read_text(encoding="utf-8")
    assert one.text(cells_in(kept, one.kinds)) == kept


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


def as_kept(file, kind, roles, **changed):
    """What differs where a kind of thing is asked by some roles: all as the file says, but for what is changed."""
    subjects, kept = file.about(kind), cells_in(file.path.read_text(encoding="utf-8"), file.kinds)
    cells = {cell: said for cell, said in kept.items() if cell[0] in subjects and cell[2] in roles}
    assert set(cells)
    assert not changed.keys() - {role for _subject, _state, role in cells}
    first = next(state for state in STATES[kind])
    cells |= {(subjects[0], first, role): said for role, said in changed.items()}
    return difference(file, Answers(cells), subjects, roles)


@pytest.mark.parametrize("roles", [tuple(ROLES), ("outsider", "marin", "kai")])
@pytest.mark.parametrize("kind", ["meeting", "item", ""])
def test_another_answer_is_a_difference_whoever_is_asked(kind, roles):
    assert as_kept(ACTIONS, kind, roles) == ""
    assert as_kept(ACTIONS, kind, roles, marin="other") != ""
    assert as_kept(ACTIONS, kind, roles, outsider="other") != ""


def test_who_is_not_asked_in_every_state_stands_with_who_got_the_same_and_alone_otherwise():
    states = list(STATES["paper"])
    whole = {("item", one, "outsider"): "404" for one in states}
    kinds, ends = {"item": "paper"}, (states[0], states[-1])

    def text(said: str) -> str:
        return table.text("", {}, "", whole | {("item", one, "former"): said for one in ends}, kinds).split("\n\n")[-1]

    assert text("404").splitlines()[2].split()[-2:] == ["outsider", "former"]
    assert text("ok").splitlines()[3].split() == ["ok", *["·"] * (len(states) - 2), "ok", "former"]
