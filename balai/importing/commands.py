"""balai import agenda FILE"""

import json
from pathlib import Path
from re import fullmatch

import click

from balai.rules.procedure import PRESETS


@click.group()
def import_group() -> None:
    """Bring data in from files."""


@import_group.command("agenda")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--body", "slug", help="Import into this body (its slug); otherwise the file's own, founded if new.")
@click.option("--create-body", is_flag=True, help="Found the body that --body names, if new.")
@click.option(
    "--rules", type=click.Choice(PRESETS), help="Rules of procedure for a new body; otherwise by its country and level."
)
@click.option("--time-zone", help="Time zone of a new body, such as Europe/Berlin.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def agenda_command(
    file: Path,
    slug: str | None,
    rules: str | None,
    time_zone: str | None,
    *,
    create_body: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import an agenda in the schema balai-agenda/1. A second import of the same file changes nothing."""
    from balai.starting import migrate, prepare

    prepare()
    migrate()
    from zoneinfo import available_timezones

    from balai.importing.into_body import import_file
    from balai.importing.problems import AgendaFileError
    from balai.verdict import Refused

    if slug is not None and not (slug.isascii() and fullmatch(r"[\w-]{1,80}", slug)):
        raise click.BadParameter("a slug has letters, digits, - and _ (80 at most)", param_hint="--body")
    if time_zone is not None and time_zone not in available_timezones():
        raise click.BadParameter(f"there is no time zone {time_zone!r}", param_hint="--time-zone")
    try:
        report, _meeting = import_file(
            file, slug=slug, create_body=create_body, rules=rules, time_zone=time_zone, dry_run=dry_run
        )
    except AgendaFileError as error:
        click.echo(f"{error}\nNothing has been imported.", err=True)
        raise SystemExit(1) from None
    except Refused as error:
        click.echo(f"{file.name}: {error}\nNothing has been imported.", err=True)
        raise SystemExit(1) from None
    click.echo(json.dumps(report.as_dict(), ensure_ascii=False) if as_json else "\n".join(report.lines()))
