"""balai replay FILE"""

import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--members", default=15, show_default=True, type=click.IntRange(3, 200), help="Members, the chair among them."
)
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same week.")
@click.option("--contested", type=click.FloatRange(0, 1), help="Share of items that somebody does not let pass.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def replay(file: Path, members: int, seed: int, contested: float | None, *, as_json: bool) -> None:
    """Play a whole week on an agenda file, headless, in a throw-away database.

    Members answer by a seeded script, the chair acts as on the console. Minutes are simulated (docs/FORECAST.md), never
    measured.
    """
    with tempfile.TemporaryDirectory(prefix="balai-replay-") as folder:
        os.environ["BALAI_DATABASE"] = f"sqlite:///{folder}/replay.sqlite3"
        os.environ["BALAI_DATA"] = folder
        from balai.starting import migrate, prepare

        prepare("demo")
        migrate()
        _play(file, members, seed, contested, as_json=as_json)


def _play(file: Path, members: int, seed: int, contested: float | None, *, as_json: bool) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from balai.importing.problems import AgendaFileError
    from balai.replay.week import replay as play

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("importing", total=1)
        try:
            result = play(
                file,
                members=members,
                seed=seed,
                contested=contested,
                progress=lambda what, done, of: bar.update(task, description=what, completed=done, total=of),
            )
        except AgendaFileError as error:
            click.echo(f"{error}\nNothing has been replayed.", err=True)
            raise SystemExit(1) from None
    figures = asdict(result)
    if as_json:
        figures.pop("meeting_wall_seconds")
        click.echo(json.dumps(figures))
        return
    click.echo(f"{file.name}: a simulated week (seed {seed}, {members} members)")
    for name, words in WORDS.items():
        click.echo(f"  {words:52} {figures[name]}")


WORDS = {
    "items": "items on the agenda",
    "without_debate": "adopted without debate",
    "discussed": "discussed one by one",
    "undecidable": "could not be decided, postponed",
    "positions": "positions given before the meeting",
    "forecast_minutes": "forecast, minutes (simulated)",
    "meeting_minutes": "length of the meeting, minutes (simulated)",
    "all_debated_minutes": "had every item been debated, minutes (simulated)",
    "chair_acts": "acts of the chair, from opening to closing",
    "meeting_wall_seconds": "seconds from opening to closing (measured)",
    "wall_seconds": "seconds for the whole replay (measured)",
}
