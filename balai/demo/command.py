"""What `balai demo` does before it serves."""

import time
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from balai.demo.agenda import RealAgenda
from balai.importing.agenda_file import read_agenda
from balai.importing.problems import AgendaFileError
from balai.ledger.signing import forget_log
from balai.people.demo_cast import advisers, cast
from balai.people.models import Body, Role
from balai.words import best


def load_demonstration(agenda: Path | None, *, keep: bool) -> None:
    """Migrate and load; with `agenda` the demonstration opens on that imported agenda."""
    from balai.demo.load import load

    settings.DATA.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    real = _read(agenda) if agenda else None
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    if keep and Body.objects.exists():
        click.echo("Going on with the demonstration as it was left.")
        return
    if Body.objects.exists():
        _empty()
    load(real)
    on = f" on {agenda.name}" if agenda else ""
    click.echo(f"Loaded the demonstration government{on} ({time.monotonic() - begun:.1f} s).")


def _read(agenda: Path) -> RealAgenda:
    """Read the file before anything is emptied."""
    try:
        return RealAgenda(agenda, read_agenda(agenda))
    except AgendaFileError as error:
        raise click.ClickException(f"{error}\nThe demonstration is left as it was.") from None


def _empty() -> None:
    """Start from nothing: the demonstration's database is a throw-away one."""
    call_command("flush", verbosity=0, interactive=False)
    forget_log()
    connection.close()


def who_to_sign_in_as() -> str:
    """A few of the cast, with what to do as each."""
    todo = {
        Role.MEMBER: "mark positions on the agenda",
        Role.SECRETARY: "build the agenda, watch the triage",
        Role.CHAIR: "confirm, open, adopt the block, close",
        Role.SPEAKER: "ask for the floor",
    }
    lines, seen = ["Sign in as (no password needed in the demonstration):"], {role: 0 for role in Role}
    for seat in cast():
        role = Role(seat.role)
        if seat.body.level == "national" and seen[role] < (3 if role == Role.MEMBER else 1):
            seen[role] += 1
            lines.append(f"  {seat.person.username:10} {best(seat.title, 'en')[0]:45} {todo[role]}")
    for one in advisers()[:1]:
        title = f"Adviser to {one.seat.person.name}"
        lines.append(f"  {one.adviser.username:10} {title:45} prepare positions for the member to confirm")
    lines.append("Everybody else reads the public pages without signing in.")
    return "\n".join(lines)
