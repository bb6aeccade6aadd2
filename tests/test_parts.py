"""The parts of `make test`: whatever marks a test bears, it runs in one of them."""

from itertools import chain, combinations

import pytest
from _pytest.mark.expression import Expression

from tools import check

MARKS = ("browser", "alone", "slow", "own_database", "sqlite_only", "postgresql_only")
PARTS = {**check.SQLITE, **check.POSTGRESQL, **check.CHROMIUM, **check.ALONE}


def parts_for(*marks: str) -> set[str]:
    def borne(name: str, /, **_more: str | int | bool | None) -> bool:
        return name in marks

    return {part for part, chosen in PARTS.items() if Expression.compile(chosen).evaluate(borne)}


def test_every_test_runs_in_one_of_them():
    every = chain.from_iterable(combinations(MARKS, number) for number in range(len(MARKS) + 1))
    lawful = [marks for marks in every if not {"sqlite_only", "postgresql_only"} <= set(marks)]
    assert len(lawful) == 48
    assert [marks for marks in lawful if not parts_for(*marks)] == []


def test_what_asks_a_database_runs_on_both_and_what_asks_none_on_one():
    assert parts_for() == {"SQLite", "PostgreSQL"}
    assert parts_for("sqlite_only") == {"SQLite"}
    assert parts_for("browser") == {"Chromium"}


INSIDE = """
import pytest

def test_of_rules(): pass
@pytest.mark.django_db
def test_of_a_table(): pass
def test_by_a_fixture(db): pass
@pytest.mark.own_database
def test_of_a_server(): pass
@pytest.mark.slow
@pytest.mark.django_db
def test_that_takes_long(): pass
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_that_commits_and_takes_long(): pass
"""


def collected(pytester: pytest.Pytester, *words: str) -> list[str]:
    pytester.makepyfile(INSIDE)
    pytester.makeconftest("import pytest\n\n@pytest.fixture\ndef db(): pass\n")
    marks = "\n".join(f"  {name}" for name in (*MARKS, "django_db"))
    pytester.makeini(f"[pytest]\nmarkers =\n{marks}\n")
    plugins = ("-p", "tests.databases", "-p", "tests.slow_first")
    lines = pytester.runpytest_subprocess("--collect-only", "-q", *plugins, *words).outlines
    return [line.split("::")[1] for line in lines if "::" in line]


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Without any plugin but those that are named."""
    monkeypatch.setenv("PYTHONPATH", str(check.ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def test_what_asks_no_database_is_not_repeated_on_another(pytester):
    found = set(collected(pytester, "-m", check.POSTGRESQL["PostgreSQL"]))
    assert "test_of_rules" not in found
    assert {"test_of_a_table", "test_by_a_fixture", "test_of_a_server"} <= found


def test_what_takes_long_begins_first_but_for_what_commits(pytester):
    found = collected(pytester)
    assert (found[0], found[-1]) == ("test_that_takes_long", "test_that_commits_and_takes_long")
