"""`balai demo`: loads anew or goes on, on its own agenda or on a real one; a broken file leaves all as it was."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from balai.agenda.models import AgendaItem, Meeting, MeetingState, Position
from balai.agenda.picture import picture
from balai.demo.command import load_demonstration
from balai.importing.tests.files import DATA, changed, sample, write
from balai.ledger import tree
from balai.people.models import Body, Membership, Person
from balai.rules.stance import Stance
from tests.factories import make_cast, make_meeting
from tests.serving import environment_in

ROOT = Path(__file__).resolve().parents[3]
MUNICIPAL, NATIONAL = DATA / "town-council.json", DATA / "state-secretaries.json"


def state() -> dict[str, object]:
    return {
        "people": sorted(Person.objects.values_list("username", flat=True)),
        "items": sorted(AgendaItem.objects.values_list("number", "stage")),
        "meetings": sorted(Meeting.objects.values_list("kind", "state", "starts_at")),
        "positions": sorted(Position.objects.values_list("stance", "current")),
        "entries": tree.size(),
    }


@pytest.fixture
def left_behind(transactional_db):
    """What an earlier demonstration left, small."""
    cast = make_cast()
    make_meeting(cast, 2)
    return cast


@pytest.mark.parametrize(
    "broken",
    [
        lambda folder: folder / "nowhere.json",
        lambda folder: write(folder, {"schema": "nothing of ours"}),
        lambda folder: write(folder, changed(sample(), ("items", 0, "public"), 1)),
    ],
)
@pytest.mark.parametrize("keep", [False, True])
def test_a_broken_file_leaves_the_old_demonstration_as_it_was(left_behind, tmp_path, broken, keep):
    before, root = state(), tree.root()
    with pytest.raises(click.ClickException, match="The demonstration is left as it was"):
        load_demonstration(broken(tmp_path), keep=keep)
    assert (state(), tree.root()) == (before, root)


def test_keep_goes_on_with_what_was_left(left_behind, capsys):
    before, root = state(), tree.root()
    load_demonstration(None, keep=True)
    assert (state(), tree.root()) == (before, root)
    assert "as it was left" in capsys.readouterr().out


@pytest.mark.slow
def test_loading_again_begins_anew(left_behind):
    load_demonstration(None, keep=False)
    assert not Body.objects.filter(slug="cabinet").exists(), "nothing of the old one is left"
    first = state()
    meeting = Meeting.objects.filter(state=MeetingState.PUBLISHED).earliest("starts_at")
    Position.objects.filter(item__meeting=meeting).delete()
    load_demonstration(None, keep=False)
    assert state() == first


@pytest.mark.slow
def test_keep_loads_where_there_is_nothing_yet(transactional_db):
    load_demonstration(None, keep=True)
    assert Body.objects.filter(slug="lumara").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "body", "others"), [(MUNICIPAL, "tirna", "lumara"), (NATIONAL, "lumara", "tirna")])
def test_a_real_agenda_takes_the_place_of_the_session_that_is_answered_now(left_behind, path, body, others):
    load_demonstration(path, keep=False)
    answering = Meeting.objects.filter(body__slug=body, state=MeetingState.PUBLISHED).exclude(source_key="")
    (meeting,) = answering
    whole = picture(meeting)
    assert len(whole.items) == len(sample(path.stem)["items"])
    answered = Position.objects.current().filter(item__meeting=meeting)
    members = [seat for seat in Membership.objects.filter(body__slug=body) if seat.decides]
    silent = len(members) - answered.values("seat").distinct().count()
    assert silent >= 3, "somebody is left to try it as"
    assert answered.filter(stance=Stance.NO_OBJECTION).exists()
    assert Meeting.objects.filter(body__slug=others).exists(), "the rest of the demonstration is there as well"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["long-night", "by-correspondence"])
def test_it_opens_on_a_long_agenda_and_on_one_without_a_meeting(transactional_db, name):
    load_demonstration(DATA / f"{name}.json", keep=False)
    (meeting,) = Meeting.objects.exclude(source_key="")
    assert meeting.items.count() == len(sample(name)["items"])


@pytest.mark.slow
@pytest.mark.parametrize(("path", "kind"), [(MUNICIPAL, "electronic"), (NATIONAL, "consultative")])
def test_whatever_kind_of_meeting_the_file_is_of_it_opens_or_leaves_all_as_it_was(left_behind, tmp_path, path, kind):
    before = state()
    file = write(tmp_path, changed(sample(path.stem), ("meeting", "kind"), kind))
    try:
        load_demonstration(file, keep=False)
    except click.ClickException:
        assert state() == before
    else:
        assert Meeting.objects.exclude(source_key="").count() == 1


@pytest.mark.slow
@pytest.mark.sqlite_only
def test_as_it_is_typed_twice_and_kept(tmp_path):
    def typed(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "balai", "demo", "--load-only", *words],
            env=environment_in(tmp_path),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    for words, said in (
        ((), "Loaded the demonstration government ("),
        (("--agenda", str(MUNICIPAL)), "Loaded the demonstration government on town-council.json ("),
        (("--keep",), "Going on with the demonstration as it was left."),
    ):
        done = typed(*words)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert said in done.stdout
    done = typed("--agenda", str(tmp_path / "nowhere.json"))
    assert done.returncode == 1
    assert "The demonstration is left as it was." in done.stderr
    assert "Traceback" not in done.stderr
