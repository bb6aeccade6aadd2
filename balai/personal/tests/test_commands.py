"""`balai people export | erase | prune`: what an administrator does at the command line."""

import json
import stat

import pytest
from click.testing import CliRunner

from balai.ledger.models import Entry
from balai.people.console import console
from balai.people.models import Person
from balai.personal.commands import erase_command, export_command, prune_command
from balai.personal.tests.leaving import NAME, make_left

pytestmark = pytest.mark.django_db


@pytest.fixture
def swept(monkeypatch):
    """Sweeping needs to stand outside of a transaction (test_erasure.py does); here it is counted."""
    calls: list[int] = []

    def sweep():
        calls.append(1)
        return True

    monkeypatch.setattr("balai.personal.sweeping.sweep", sweep)
    return calls


@pytest.fixture
def people(monkeypatch, swept):
    monkeypatch.setattr("balai.people.commands._prepare", lambda: None)
    commands = {one.name: one for one in (erase_command, export_command, prune_command)}
    return lambda name, *words: CliRunner().invoke(commands[name], list(words))


@pytest.fixture
def left():
    return make_left()


def test_an_export_is_printed_or_stands_in_a_file_of_its_owner(people, left, tmp_path):
    assert json.loads(people("export", "canary-user").output)["person"]["name"] == NAME
    path = tmp_path / "ana.json"
    assert people("export", "canary-user", "--to", str(path)).exit_code == 0
    assert json.loads(path.read_text())["schema"] == "balai-person/1"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    by = {json.loads(one.canonical)["by"] for one in Entry.objects.filter(act="people.person.exported")}
    assert by == {str(console().pk)}


def test_a_file_that_is_there_is_not_written_over(people, left, tmp_path):
    path = tmp_path / "ana.json"
    path.write_text("mine")
    done = people("export", "canary-user", "--to", str(path))
    assert done.exit_code == 1
    assert "File exists." in done.output
    assert path.read_text() == "mine"


def test_erasing_says_what_went_and_how_the_account_is_called(people, left, swept):
    done = people("erase", "canary-user", "--because", "Asked for it.", "--name", "--texts", "--ground", "c")
    assert done.exit_code == 0, done.output
    assert f"The account is called former-{left.ana.pk.hex[:12]} now." in done.output
    assert "agenda.PrivateNote: 1" in done.output
    assert "Contents closed in the record:" in done.output
    assert swept
    assert Person.objects.get(pk=left.ana.pk).name.startswith("Former member ")


def test_that_old_bytes_are_left_is_said_and_erasing_again_sweeps(people, left, monkeypatch, swept):
    words = ("erase", "canary-user", "--because", "x")
    with monkeypatch.context() as busy:
        busy.setattr("balai.personal.sweeping.sweep", lambda: False)
        done = people(*words)
    assert done.exit_code == 1
    assert "in a quiet moment" in done.output
    again = people("erase", Person.objects.get(pk=left.ana.pk).username, *words[2:])
    assert again.exit_code == 0
    assert swept
    assert Entry.objects.filter(act="people.person.erased").count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("erase", "pia", "--because", "x"), "This person holds a seat: end it first. (GDPR art. 17)"),
        (("erase", "canary-user", "--because", "x", "--name"), "state it."),
        (("erase", "canary-user"), "--because"),
        (("erase", "nobody", "--because", "x"), "There is no nobody"),
        (("export", "nobody"), "There is no nobody"),
        (("erase", "console", "--because", "x"), "Who administers this installation"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(people, left, swept, words, said):
    done = people(*words)
    assert done.exit_code != 0
    assert said in done.output
    assert not swept


def test_pruning_says_that_there_was_nothing(people, swept):
    assert "Nothing is beyond its time." in people("prune").output
    assert not swept
