"""balai database rights | check"""

import sys

import click

from balai.starting import prepare


@click.group("database")
def database_group() -> None:
    """The rights of the account that serves: it adds to the record and changes nothing in it (PostgreSQL)."""


@database_group.command()
@click.argument("account")
@click.option("--apply", "applied", is_flag=True, help="Run the statements instead of printing them.")
def rights(account: str, applied: bool) -> None:
    """Give ACCOUNT what serving needs and nothing more. Run it as the owner of the tables, after every migration."""
    prepare()
    _only_postgresql()
    from django.db import connection, transaction

    from balai.database.rights import excess, statements, unbound

    if not applied:
        for statement in statements(account):
            click.echo(f"{statement};")
        return
    if why := unbound(account):
        raise click.ClickException(why)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements(account):
            cursor.execute(statement)
        if left := excess(account):
            raise click.ClickException(" ".join(["Nothing has been changed.", *left]))
    click.echo(f"{account} can serve, and cannot change the record.")


@database_group.command()
def check() -> None:
    """Say what the account of BALAI_DATABASE may do beyond serving; ends with 1 where there is something."""
    prepare()
    _only_postgresql()
    from balai.database.rights import account, excess

    found = excess(account())
    for line in found:
        click.echo(line)
    if not found:
        click.echo("It adds to the record and changes nothing in it.")
    sys.exit(1 if found else 0)


def _only_postgresql() -> None:
    from django.db import connection

    if connection.vendor != "postgresql":
        raise click.ClickException(
            "SQLite has no accounts and no rights: whoever can write the file can change all of it, and `balai verify"
            " --database` and the witnesses are what finds it. Rights are split on PostgreSQL."
        )
