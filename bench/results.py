"""All benches, each three times; their medians as tables, printed and written into bench/RESULTS.md (`make bench`)."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from bench.run import BENCHES, Figures, machine, measure

RESULTS = Path(__file__).parent / "RESULTS.md"
BEGIN, END = "<!-- figures: written by `make bench` -->", "<!-- end of figures -->"
RUNS = 3
AT_MOST = {
    "agenda_120x25_p50_ms": 7,
    "position_p50_ms": 5,
    "live_1000_p99_ms": 150,
    "postgresql_live_1000_p99_ms": 150,
    "chair_acts": 3,
}
AT_LEAST = {"positions_per_second": 400}


@click.command()
@click.option("--runs", default=RUNS, show_default=True, type=click.IntRange(1, 99))
def main(runs: int) -> None:
    begun = os.getloadavg()[0]
    found: dict[str, Figures] = {}
    for name in BENCHES:
        click.echo(f"{name}, {runs} times ...", err=True)
        found[name] = measure(name, runs=runs)
    text = report(found, runs=runs, load=(begun, os.getloadavg()[0]))
    before, _begin, rest = RESULTS.read_text(encoding="utf-8").partition(BEGIN)
    _old, _end, after = rest.partition(END)
    RESULTS.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    click.echo(text)


def report(found: Mapping[str, Figures], *, runs: int, load: tuple[float, float]) -> str:
    """Where and when, then one table for each bench."""
    busy = f"load average of the machine {load[0]:.1f} before it began, {load[1]:.1f} at its end"
    where = f"{date.today().isoformat()}, {machine()}; median of {runs} runs; {busy}."
    tables = (f"### {name}\n\n{BENCHES[name][0]}.\n\n{table(figures)}" for name, figures in found.items())
    return "\n\n".join((where, *tables))


def table(figures: Figures) -> str:
    rows = (f"| `{key}` | {target(key)} | {value:,g}{verdict(key, value)} |" for key, value in figures.items())
    return "\n".join(("| figure | target | measured |", "|---|---|---:|", *rows))


def target(key: str) -> str:
    if key in AT_MOST:
        return f"at most {AT_MOST[key]}"
    return f"at least {AT_LEAST[key]}" if key in AT_LEAST else ""


def verdict(key: str, value: float) -> str:
    """What misses its target is marked."""
    missed = value > AT_MOST.get(key, value) or value < AT_LEAST.get(key, value)
    return " **missed**" if missed else ""


if __name__ == "__main__":
    main()
