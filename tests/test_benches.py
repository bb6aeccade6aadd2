"""The benches run and print what others read: one JSON object whose figures are named in their units.

Short runs only: nothing here looks at how large a figure is.
"""

import json
import re
import subprocess
import sys
from datetime import date

import pytest

from tests.serving import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]  # a bench brings its own databases
UNITS = "taps|minutes|ms|per_second|seconds|queries|kilobytes|acts|items|members|entries|hashes|percent"
UNIT = re.compile(rf"[a-z][a-z0-9_]*_({UNITS})")
PROMISED = {
    "agenda": {"agenda_60x30_p50_ms", "agenda_60x30_p99_ms", "agenda_120x25_p50_ms", "agenda_120x25_per_second"},
    "position": {"position_p50_ms", "positions_per_second", "position_over_http_p50_ms", "postgresql_position_p50_ms"},
    "live": {  # a short run has 20 and 40 screens, a full one 1,000 and 5,000
        "live_20_p50_ms",
        "live_20_p99_ms",
        "live_20_memory_each_kilobytes",
        "live_40_p99_ms",
        "reconnect_20_seconds",
        "vote_under_load_p99_ms",
        "postgresql_live_20_p99_ms",
    },
    "meeting": {"chair_taps", "wall_seconds", "planned_minutes", "tap_p99_ms"},
    "ledger": {"append_in_action_p50_ms", "append_share_of_action_percent", "proof_p50_ms"},
    "access": {"decision_one_item_p50_ms", "agenda_50_restricted_p50_ms", "agenda_50_restricted_queries"},
    "replay": {"chair_acts", "meeting_wall_seconds"},
}


def balai(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "balai", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def printed() -> dict[str, dict[str, float]]:
    """What each bench has printed, by its name."""
    return {}


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_a_bench_prints_one_object_with_figures_named_in_their_units(name, printed):
    done = balai("bench", name, "--small", "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert set(result) == {"bench", "machine", "date", "figures"}
    assert result["bench"] == name
    assert "cores" in result["machine"]
    assert date.fromisoformat(result["date"])
    figures = result["figures"]
    assert set(figures) >= PROMISED[name]
    assert [key for key in figures if not UNIT.fullmatch(key)] == []
    assert [key for key, value in figures.items() if not value > 0] == []
    printed[name] = figures


def test_twenty_items_that_nobody_objects_to_take_the_chair_three_acts(printed):
    figures = printed.get("replay") or json.loads(balai("bench", "replay", "--small", "--json").stdout)["figures"]
    assert (figures["agenda_items"], figures["without_debate_items"], figures["chair_acts"]) == (20, 20, 3)


def test_without_a_name_the_benches_are_listed():
    assert [line.split()[0] for line in balai("bench").stdout.splitlines()] == list(PROMISED)


def test_a_bench_that_does_not_exist_is_named():
    done = balai("bench", "speed")
    assert done.returncode == 1
    known = "agenda, position, live, meeting, ledger, access, replay"
    assert f"There is no bench 'speed'; there are: {known}." in done.stderr
