"""Every agenda file of a folder, imported twice and played: `make agendas AGENDAS=folder`.

Not part of `make test`, which has samples of its own: this is for files that do not stand in the repository.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SLOWEST = 300  # seconds, for one file


def balai(*words: str, folder: str) -> subprocess.CompletedProcess[str]:
    database = {"BALAI_ENVIRONMENT": "demo", "BALAI_DATABASE": f"sqlite:///{folder}/a.sqlite3", "BALAI_DATA": folder}
    return subprocess.run(
        [sys.executable, "-m", "balai", *words, "--json"],
        cwd=ROOT,
        env={**os.environ, **database},
        capture_output=True,
        text=True,
        timeout=SLOWEST,
        check=False,
    )


def answer(done: subprocess.CompletedProcess[str]) -> Mapping[str, Any]:
    """The one JSON object that a command prints; its last complaint where it fails."""
    if done.returncode:
        raise ValueError((done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1])
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def wrong(path: Path) -> tuple[str, Mapping[str, Any]]:
    """What is wrong (empty: nothing), and what the replay printed."""
    items = len(json.loads(path.read_text(encoding="utf-8"))["items"])
    try:
        with tempfile.TemporaryDirectory(prefix="balai-agendas-") as folder:
            first, second = (answer(balai("import", "agenda", str(path), folder=folder)) for _time in range(2))
            week = answer(balai("replay", str(path), folder=folder))
    except (ValueError, subprocess.TimeoutExpired) as error:
        return str(error), {}
    if (first["created"], second["changed"], second["unchanged"]) != (items, False, items):
        return f"{items} items: first {first}, then {second}", week
    if week["items"] != items or week["without_debate"] + week["discussed"] + week["undecidable"] != items:
        return f"{items} items: {week}", week
    return "", week


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    paths = sorted(folder.glob("*.json"))
    if not paths:
        print(f"There are no agenda files (*.json) in {folder}.", file=sys.stderr)
        return 2
    with ThreadPoolExecutor(max(1, (os.cpu_count() or 2) - 1)) as pool:
        found = dict(zip(paths, pool.map(wrong, paths), strict=True))
    for path, (complaint, week) in found.items():
        print(f"{path.name:50} {complaint or ', '.join(f'{name} {value}' for name, value in week.items())}")
    bad = sum(bool(complaint) for complaint, _week in found.values())
    print(f"{len(paths)} files, {len(paths) - bad} imported, left unchanged by a second import, and played; {bad} not.")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
