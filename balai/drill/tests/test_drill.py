"""The drill as an office runs it: in a process of its own, against a copy of its own."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
import pytest

from balai.drill.copy import place_of_drill
from balai.drill.defences import DEFENCES
from balai.drill.place import ROOT, throw_away
from balai.drill.playing import Played
from balai.drill.scenario import Scenario, scenarios

pytestmark = [pytest.mark.sqlite_only]

AN_ATTACK = '''"""An attack of an office."""

DEFENCES = ("kind-of-device",)


def attack(stage):
    {body}
'''
SHUT_OUT = """from balai.people.models import DeviceSession

    DeviceSession.objects.filter(person=stage.world.person("hanna")).delete()
    return True"""
IN_DOCS = re.compile(r"```python\n(.*?)```", re.S)


def drill(*words):
    """Its code, what it printed, and what it complained of."""
    command = [sys.executable, "-m", "balai", "drill", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def own(folder: Path, name: str, body: str) -> None:
    """A scenario in an office's own folder."""
    (folder / f"{name}.py").write_text(AN_ATTACK.format(body=body))


@pytest.mark.slow
def test_the_site_stands_the_drill_and_honest_users_work_throughout():
    code, said, complaints = drill("--json")
    account = json.loads(said)
    failed = [one for one in account["attacks"] if not one["ok"]]
    assert (failed, account["honest_users"], code) == ([], [], 0), complaints
    assert account["honest_users_ok"] is True
    assert len(account["attacks"]) >= 90
    for one in account["attacks"]:
        assert set(one) == {"name", "threat", "blocked", "recorded", "alarmed", "seconds", "ok"}
        assert one["blocked"] is True
    alarming = {one["name"] for one in account["attacks"] if one["alarmed"]}
    assert {"password-guessing", "stolen-cookie", "vote-deleted-by-sql", "altered-while-it-runs"} <= alarming


@pytest.mark.slow
def test_without_its_defences_every_attack_succeeds():
    code, said, complaints = drill("--sabotage", "--json")
    account = json.loads(said)
    blind = [one for one in account["sabotage"] if not one["red"]]
    assert (blind, code) == ([], 0), complaints
    assert not any(one["ok"] for one in account["attacks"])
    assert {one["name"] for one in account["sabotage"]} == {one.name for one in scenarios(())}
    assert {name for one in account["sabotage"] for name in one["without"]} == set(DEFENCES), (
        "each defence has its turn"
    )


@pytest.fixture
def folder(tmp_path):
    """The scenario that docs/DRILL.md shows, one that is not stopped, one that breaks down."""
    (shown,) = IN_DOCS.findall((ROOT / "docs" / "DRILL.md").read_text(encoding="utf-8"))
    (tmp_path / "desk_of_a_minister.py").write_text(shown)
    own(tmp_path, "open_door", "return False")
    own(tmp_path, "broken", "raise RuntimeError('no such door')")
    return tmp_path


@pytest.mark.slow
def test_an_office_adds_attacks_of_its_own_and_one_that_succeeds_fails_the_drill(folder):
    own_ones = ("desk-of-a-minister", "open-door", "broken")
    words = [word for name in own_ones for word in ("--scenario", name)]
    code, printed, _complaints = drill("--scenarios", str(folder), *words)
    said = " ".join(printed.split())
    assert code == 1
    assert "3 attacks were played against a throw-away copy in" in said
    assert "stopped: 1." in said
    assert "open-door: An attack of an office. It was not stopped." in said
    assert "broken broke down: RuntimeError: no such door" in said
    assert "desk-of-a-minister:" not in said
    assert "Honest users read, answered and voted throughout" in said
    assert "THE DRILL FAILED." in said


@pytest.mark.slow
def test_in_sabotage_an_attack_that_breaks_down_is_not_red(folder):
    words = ("--scenario", "desk-of-a-minister", "--scenario", "broken")
    code, said, _complaints = drill("--scenarios", str(folder), *words, "--sabotage", "--json")
    account = json.loads(said)
    assert {one["name"]: one["red"] for one in account["sabotage"]} == {"desk-of-a-minister": True, "broken": False}
    assert code == 1


@pytest.mark.slow
def test_honest_users_who_cannot_work_fail_the_drill(tmp_path):
    own(tmp_path, "shut_out", SHUT_OUT)
    code, said, _complaints = drill("--scenarios", str(tmp_path), "--scenario", "shut-out", "--json")
    account = json.loads(said)
    assert (code, account["honest_users_ok"]) == (1, False)
    assert account["attacks"][0]["ok"] is True
    assert any(fault.startswith("hanna votes") for fault in account["honest_users"])


def processes_on(folder: Path) -> list[int]:
    """Those whose environment names this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str(folder).encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
    return found


def until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_stop_it_leaves_nothing_running_and_nothing_lying(tmp_path, number):
    own(
        tmp_path, "waiting", f"import time, pathlib; pathlib.Path({str(tmp_path / 'begun')!r}).touch(); time.sleep(120)"
    )
    words = ["--scenarios", str(tmp_path), "--scenario", "waiting"]
    with tempfile.TemporaryDirectory(prefix="balai-") as place, (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "balai", "drill", *words],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": place},
            stdout=said,
            stderr=said,
        )
        try:
            until(lambda: (tmp_path / "begun").exists() or process.poll() is not None, 240)  # the copy is made first
            assert process.poll() is None, (tmp_path / "said").read_text()
            assert len(processes_on(Path(place))) > 1  # the drill and its server
            process.send_signal(number)
            assert process.wait(timeout=30) == 128 + number
            until(lambda: not processes_on(Path(place)), 5)
            assert list(Path(place).iterdir()) == []
        finally:
            process.kill()


def test_an_unknown_scenario_is_named_with_those_that_there_are():
    code, _said, complaints = drill("--scenario", "no-such-attack")
    assert code == 1
    assert "There is no scenario no-such-attack. There are: administrator-by-sql, adviser-" in complaints


def scenario_file(folder: Path, text: str) -> Path:
    (folder / "wrong.py").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('DEFENCES = ("kind-of-device",)\ndef attack(stage): return True', "it says in no docstring what it is about"),
        ('"""A."""\nDEFENCES = ("kind-of-device",)', "it has no function attack(stage)"),
        ('"""A."""\ndef attack(stage): return True', "it names no DEFENCES"),
        ('"""A."""\nDEFENCES = ("a-moat",)\ndef attack(stage): return True', "there is no defence 'a-moat'"),
        ('"""A."""\nDEMANDS = ("applause",)\ndef attack(stage): return True', "DEMANDS can be recorded and alarmed"),
        ('"""A."""\nimport no_such_module', "ModuleNotFoundError"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_the_reason(tmp_path, text, why):
    with pytest.raises(click.ClickException, match=r"^wrong\.py is no scenario: ") as refused:
        scenarios([scenario_file(tmp_path, text)])
    assert why in refused.value.message


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(click.ClickException, match="There is no folder"):
        scenarios([tmp_path / "nowhere"])


def test_it_attacks_nothing_but_its_own_copy(monkeypatch, tmp_path):
    with pytest.raises(click.ClickException, match="throw-away copy only"), throw_away():
        pass
    monkeypatch.setenv("BALAI_DRILL", str(tmp_path))
    monkeypatch.setenv("BALAI_DATABASE", "sqlite:///elsewhere.sqlite3")
    (tmp_path / "switched-off").mkdir()
    with pytest.raises(click.ClickException, match="for the drill alone"):
        place_of_drill()


@pytest.mark.parametrize(
    ("blocked", "recorded", "alarmed", "demands", "ok"),
    [
        (True, False, False, (), True),
        (False, True, True, (), False),
        (True, False, True, ("recorded",), False),
        (True, True, False, ("recorded",), True),
        (True, True, False, ("recorded", "alarmed"), False),
        (True, True, True, ("recorded", "alarmed"), True),
    ],
)
def test_what_is_demanded_decides(blocked, recorded, alarmed, demands, ok):
    scenario = Scenario("one", "A threat.", ("quorum",), demands, lambda stage: True)
    assert Played(scenario, blocked, recorded, alarmed, 0.0).ok is ok
