"""Recompute the constants of the forecast from published agendas: python bench/calibrate_minutes.py FOLDER [--json].

FOLDER holds agendas of the schema balai-agenda/1; only meetings with a start and an end are used.
"""

import json
from dataclasses import asdict
from pathlib import Path

import click

from balai.rules.calibration import Calibration, Held, calibrate, minutes_between
from balai.rules.forecast import DEBATED_MINUTES, MEETING_VARIATION


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def main(folder: Path, as_json: bool) -> None:
    held = [found for path in sorted(folder.glob("*.json")) if (found := read(path))]
    try:
        fitted = calibrate(held)
    except ValueError as error:
        raise click.ClickException(f"{folder}: {error}") from None
    click.echo(json.dumps(asdict(fitted)) if as_json else table(held, fitted))


def read(path: Path) -> Held | None:
    """The meeting in this file, or None where its beginning or end is unknown."""
    agenda = json.loads(path.read_text(encoding="utf-8"))
    start, end = agenda["meeting"]["start"], agenda["meeting"]["end"]
    if not (start and end and agenda["items"]):
        return None
    return Held(path.stem, minutes_between(start, end), len(agenda["items"]))


def table(held: list[Held], fitted: Calibration) -> str:
    rows = [
        f"{one.name:45} {one.minutes:5} min {one.items:4} items {one.minutes_per_item:5.1f} min/item" for one in held
    ]
    return "\n".join(
        (
            *rows,
            f"minutes per item   {fitted.minutes_per_item:.2f}   (in use: {DEBATED_MINUTES})",
            f"meeting variation  {fitted.meeting_variation:.2f}   (in use: {MEETING_VARIATION})",
            f"largest error      {fitted.error:.0%}   (each meeting foretold from the others)",
        )
    )


if __name__ == "__main__":
    main()
