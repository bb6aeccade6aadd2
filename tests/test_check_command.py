"""`balai check`, as an operator runs it: what production lacks is said, and where nothing is lacking it is content."""

import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent


def check(folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BALAI_")} | {
        "BALAI_ENVIRONMENT": "production",
        "BALAI_SECRET_KEY": secrets.token_urlsafe(48),
        "BALAI_HOSTS": "cabinet.example",
        "BALAI_DATA": str(folder),
        **more,
    }
    command = [sys.executable, "-m", "balai", "check"]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_production_without_a_list_of_stolen_passwords_is_warned(tmp_path):
    done = check(tmp_path)
    assert done.returncode == 1
    assert "There is no list of stolen passwords." in done.stderr
    assert "1 issue" in done.stderr, "and of nothing else"


def test_with_a_list_it_is_content(tmp_path):
    stolen = tmp_path / "stolen.txt"
    lines = sorted(hashlib.sha1(f"{number}".encode(), usedforsecurity=False).hexdigest() for number in range(99))
    stolen.write_text("\n".join(lines).upper())
    done = check(tmp_path, BALAI_BREACHED_PASSWORDS=str(stolen))
    assert (done.returncode, done.stderr) == (0, "")
    stolen.write_text("password\n")
    assert "is no list of SHA-1 hashes" in check(tmp_path, BALAI_BREACHED_PASSWORDS=str(stolen)).stderr


def test_no_sessions_at_all_is_no_limit(tmp_path):
    assert "BALAI_SESSIONS must be 1 or more" in check(tmp_path, BALAI_SESSIONS="0").stderr
