"""balai people export | erase | prune"""

import os
from pathlib import Path

import click

GROUND = "The ground of GDPR art. 17(1): a (no longer necessary), c (objection), d (unlawful), e (a law asks for it)."
NOT_SWEPT = (
    "It is erased, but others used the database, so that its files still hold old bytes."
    " Run `balai people erase` again in a quiet moment: it then only sweeps."
)


@click.command("export")
@click.argument("username")
@click.option("--to", "path", type=click.Path(path_type=Path), help="A new file, readable by its owner only.")
def export_command(username: str, path: Path | None) -> None:
    """Print everything that is kept about a person, as JSON; the record notes that it was given out."""
    from balai.people.commands import _person, _prepare

    _prepare()
    from balai.people.console import console
    from balai.personal.actions.export import export_of

    person = _person(username)
    if path is None:
        click.echo(export_of(person, by=console()))
        return
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(export_of(person, by=console()))
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}.") from None
    click.echo(f"Everything about {username} stands in {path}.", err=True)


@click.command("erase")
@click.argument("username")
@click.option("--because", required=True, help="Stands in the record for good: name nobody in it.")
@click.option("--name", is_flag=True, help="The name becomes a pseudonym; needs --ground.")
@click.option("--texts", is_flag=True, help="Opinions and reasons for recusals go too; needs --ground.")
@click.option("--ground", default="", help=GROUND)
def erase_command(username: str, because: str, ground: str, *, name: bool, texts: bool) -> None:
    """Erase what is kept about a person who has left. What binds stays, with the name unless --name is given."""
    from balai.people.commands import _person, _prepare

    _prepare()
    from balai.people.console import console
    from balai.personal.actions.erase import erase
    from balai.personal.policy import ErasureOrder
    from balai.personal.sweeping import sweep
    from balai.verdict import Refused

    try:
        done = erase(_person(username), ErasureOrder(because, ground, name, texts), by=console())
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(f"The account is called {done.username} now.")
    for label, rows in sorted(done.rows.items()):
        click.echo(f"{label}: {rows}")
    click.echo(f"Contents closed in the record: {len(done.closed)}")
    if not sweep():
        raise click.ClickException(NOT_SWEPT)


@click.command("prune")
def prune_command() -> None:
    """Delete what is beyond its time (docs/PERSONAL_DATA.md); to be run once a day."""
    from balai.people.commands import _prepare

    _prepare()
    from balai.people.console import console
    from balai.personal.actions.prune import prune
    from balai.personal.sweeping import sweep

    gone = prune(by=console())
    for label, rows in sorted(gone.items()):
        click.echo(f"{label}: {rows}")
    if not gone:
        click.echo("Nothing is beyond its time.")
    elif not sweep():
        raise click.ClickException(NOT_SWEPT)
