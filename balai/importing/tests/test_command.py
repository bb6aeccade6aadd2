"""`balai import agenda`, as it is typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from balai.agenda.models import AgendaItem, Meeting
from balai.importing.commands import import_group
from balai.importing.tests.files import changed, sample, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_tests_own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("balai.starting.prepare", lambda environment=None: None)
    monkeypatch.setattr("balai.starting.migrate", lambda: None)


def typed(*words: Any) -> Result:
    return CliRunner().invoke(import_group, ["agenda", *map(str, words)], catch_exceptions=False)


def test_what_was_done_is_said(tmp_path: Path):
    path = write(tmp_path, sample())
    assert typed(path).stdout.splitlines() == [
        "agenda.json",
        "  body      de-gemeinderat-der-stadt-lindenau: created, rules council",
        "  meeting   2031-02-18 council: created",
        "  items     created 7, updated 0, removed 0, unchanged 0",
        "  note      Some items have the same number: they are told apart by their order.",
    ]
    assert typed(path).stdout.splitlines()[-1] == "  Nothing has changed: this agenda had been imported before."


def test_json_is_one_object_and_nothing_else(tmp_path: Path):
    report = json.loads(typed(write(tmp_path, sample()), "--json").stdout)
    assert report["created"] == 7
    assert report["changed"] is True


def test_a_dry_run_keeps_nothing(tmp_path: Path):
    assert "would be created" in typed(write(tmp_path, sample()), "--dry-run").stdout
    assert not Meeting.objects.exists()


def test_a_wrong_file_ends_with_1_its_problems_on_stderr_and_nothing_imported(tmp_path: Path):
    said = changed(changed(sample(), ("items", 0, "public"), 1), ("meeting", "date"), "soon")
    result = typed(write(tmp_path, said))
    assert (result.exit_code, result.stdout) == (1, "")
    first, second, last = result.stderr.splitlines()
    assert first.endswith('$.meeting.date: is "soon"; it must be a date YYYY-MM-DD')
    assert second.endswith("$.items[0].public: must be true or false")
    assert last == "Nothing has been imported."
    assert not AgendaItem.objects.exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--body", "no slug!", "letters, digits"),
        ("--body", "x" * 81, "80 at most"),
        ("--time-zone", "Middle/Earth", "no time zone"),
        ("--rules", "atlantis", "is not one of"),
    ],
)
def test_wrong_options_are_named(option: str, value: str, said: str, tmp_path: Path):
    result = typed(write(tmp_path, sample()), option, value)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Meeting.objects.exists()


def test_a_body_is_founded_under_another_slug_only_when_asked_for(tmp_path: Path):
    path = write(tmp_path, sample())
    refused = typed(path, "--body", "lindenau")
    assert refused.exit_code == 1
    assert "--create-body" in refused.stderr
    assert "lindenau: created" in typed(path, "--body", "lindenau", "--create-body").stdout
