"""`balai replay`, as it is typed: a process of its own with a database of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from balai.importing.tests.files import SAMPLES, changed, sample, write

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
KEYS = [
    "items",
    "without_debate",
    "discussed",
    "undecidable",
    "positions",
    "forecast_minutes",
    "meeting_minutes",
    "all_debated_minutes",
    "chair_acts",
    "wall_seconds",
]


def typed(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BALAI_")}
    return subprocess.run(
        [sys.executable, "-m", "balai", "replay", *words],
        env={**environment, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_json_is_one_object_on_stdout_and_nothing_is_left_behind(tmp_path: Path):
    done = typed(tmp_path, str(SAMPLES[0]), "--json", "--members", "4", "--seed", "2")
    assert done.returncode == 0, done.stderr
    assert list(json.loads(done.stdout)) == KEYS
    assert done.stdout.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_people_read_what_was_simulated_and_what_was_measured(tmp_path: Path):
    done = typed(tmp_path, str(SAMPLES[0]), "--members", "4")
    lines = done.stdout.splitlines()
    assert lines[0] == f"{SAMPLES[0].name}: a simulated week (seed 1, 4 members)"
    assert all("(simulated)" in line for line in lines if "minutes" in line)
    assert all("(measured)" in line for line in lines if "seconds" in line)


def test_a_wrong_file_ends_with_1_and_its_problems_on_stderr(tmp_path: Path):
    wrong = write(tmp_path, changed(sample(), ("items", 0, "public"), 1))
    done = typed(tmp_path, str(wrong), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "$.items[0].public: must be true or false" in done.stderr
    assert "Nothing has been replayed." in done.stderr
    assert "Traceback" not in done.stderr
