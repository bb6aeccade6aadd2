"""balai: the command line for people who run, try and measure it."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import click

from balai.serving import run_server
from balai.starting import migrate, prepare


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Balai: a government decides, and serves, with a record that nobody can rewrite."""


@main.command("migrate")
def migrate_command() -> None:
    """Create or update the tables of the configured database."""
    prepare()
    migrate()
    click.echo("The database is up to date.")


@main.command()
def check() -> None:
    """Say what is missing or weak in this installation's settings; fails where something is."""
    prepare()
    from django.core.management import CommandError, call_command

    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except CommandError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve pages and live screens on one port, and sign the record."""
    prepare()
    from balai.record.commands import ready_to_serve

    ready_to_serve()
    run_server(host, port, workers)


@main.command()
@click.option("--agenda", type=click.Path(path_type=Path), help="Open the demonstration on this imported agenda.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--keep", is_flag=True, help="Go on with what the last demonstration left.")
@click.option("--load-only", is_flag=True, help="Load the demonstration and stop.")
def demo(agenda: Path | None, host: str, port: int, keep: bool, load_only: bool) -> None:
    """Load the demonstration government and serve it: sign in as any of its people."""
    if keep and agenda:
        raise click.UsageError("--keep goes on with what is there; --agenda loads anew: say one of them.")
    begun = float(os.environ.get("BALAI_BEGUN", time.time()))
    prepare("demo")
    from balai.demo.command import load_demonstration

    load_demonstration(agenda, keep=keep)
    if load_only:
        return
    from balai.record.commands import ready_to_serve

    ready_to_serve()
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/"
    threading.Thread(target=_say_when_served, args=(address, begun), daemon=True).start()
    run_server(host, port, 1)


def _say_when_served(address: str, begun: float) -> None:
    for _attempt in range(600):
        try:
            urllib.request.urlopen(address + "sign-in/", timeout=5).close()  # noqa: S310 (our own address)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
            continue
        from balai.demo.command import who_to_sign_in_as

        click.echo(f"\nBalai is at {address}   (first page after {time.time() - begun:.1f} s)\n")
        click.echo(who_to_sign_in_as())
        click.echo("\nStop with Ctrl+C.")
        return
    click.echo(f"No answer from {address} within a minute; see the messages above.", err=True)


@main.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--small", is_flag=True, help="A short run, to see that the bench works; its figures mean nothing.")
@click.option("--runs", default=1, show_default=True, type=click.IntRange(1, 99), help="Times; the median is printed.")
def bench(name: str | None, as_json: bool, small: bool, runs: int) -> None:
    """Measure: agenda, position, live, meeting, ledger, access, replay. Without a name: list them."""
    root = Path(__file__).resolve().parent.parent
    if not (root / "bench" / "__init__.py").exists():
        raise click.ClickException("The benches stand in the source tree; run this from a clone of the repository.")
    sys.path.insert(0, str(root))
    from bench.run import run

    run(name, as_json=as_json, small=small, runs=runs)


def _add_commands() -> None:
    from balai.database.commands import database_group
    from balai.drill.command import drill_command
    from balai.importing.commands import import_group
    from balai.people.commands import people_group
    from balai.people.key_commands import keys_group
    from balai.personal.commands import erase_command, export_command, prune_command
    from balai.record.commands import ledger_group, verify_command
    from balai.replay.commands import replay
    from balai.witness.command import witness_command

    for command in (export_command, erase_command, prune_command):
        people_group.add_command(command)
    main.add_command(database_group)
    main.add_command(drill_command)
    main.add_command(import_group, "import")
    main.add_command(keys_group)
    main.add_command(ledger_group)
    main.add_command(people_group)
    main.add_command(replay, "replay")
    main.add_command(verify_command)
    main.add_command(witness_command)


_add_commands()
