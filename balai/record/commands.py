"""balai ledger key | sign | status, balai verify"""

import json
import sys
from pathlib import Path

import click

from balai.starting import prepare


@click.group("ledger")
def ledger_group() -> None:
    """The signed record: its key, its state."""


@ledger_group.command("key")
@click.option("--name", required=True, help="Under which the log is known for good: example.org/record, no spaces.")
def key_command(name: str) -> None:
    """Make the key that signs the record, in a file that only its owner may read; print the public half."""
    prepare()
    from balai.ledger.signing import key_path, new_log_key
    from balai.tlog.note import NoteError

    try:
        key = new_log_key(name)
    except FileExistsError:
        raise click.ClickException(
            f"{key_path()} is there already. A log keeps its key; move the file and its .signed away to begin another."
        ) from None
    except NoteError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"The key stands in {key_path()}. Publish its public half where your readers find it without this site:")
    click.echo(str(key.verifier))


@ledger_group.command("sign")
def sign_command() -> None:
    """Sign the record as it stands and ask the witnesses, once (the server does so by itself)."""
    prepare()
    from balai.ledger.alarms import raised
    from balai.ledger.proofs import published
    from balai.ledger.sealing import seal

    _key_or_end()
    seal()
    for alarm in raised():
        click.echo(f"ALARM {alarm.event} {alarm.source} {alarm.detail}", err=True)
    kept = published()
    if kept:
        click.echo(kept.cosigned_note(), nl=False)
    sys.exit(1 if raised().filter(stops=True).exists() else 0)


@ledger_group.command("status")
def status_command() -> None:
    """Say how the record stands; ends with 1 while there is an alarm (for whoever watches the server)."""
    prepare()
    from balai.record.queries import record_state

    state = record_state()
    signed = f"{state.signed.size} signed at {state.signed.at:%Y-%m-%d %H:%M:%S}" if state.signed else "never signed"
    click.echo(f"{state.entries} entries, {signed}")
    for one in state.witnesses:
        click.echo(f"witness {one.name}: {one.size or 'nothing'} at {one.at or 'no time'}")
    for alarm in state.alarms:
        click.echo(f"ALARM {alarm.event} {alarm.source} {alarm.detail}")
    sys.exit(1 if state.alarms else 0)


def _key_or_end() -> None:
    from django.core.exceptions import ImproperlyConfigured

    from balai.ledger.signing import log_key

    try:
        log_key()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from None


def ready_to_serve() -> None:
    """Before serving: the key is there, the policy can be read, the record is what was signed. Otherwise it is said.

    A server that is not in production makes itself a key. One whose record is contradicted serves for reading only.
    """
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from limits.errors import ConfigurationError

    from balai.database import rights
    from balai.ledger.signing import key_path, new_log_key
    from balai.ledger.witnesses import policy
    from balai.security_log import Event, note
    from balai.web.limits import counter
    from balai.web.security_txt import faults

    if not settings.PRODUCTION and not key_path().exists():
        new_log_key("localhost/record")
    _key_or_end()
    note(Event.STARTED, "success")
    for fault in [*faults(), *(rights.faults() if settings.PRODUCTION else [])]:
        click.echo(fault, err=True)
    try:
        policy()
        counter()
    except (ImproperlyConfigured, ConfigurationError) as error:
        raise click.ClickException(str(error)) from None


@click.command("verify")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--key", "keys", multiple=True, help="The log's verifier key, from a source that you trust.")
@click.option("--policy", type=click.Path(path_type=Path), help="Logs, witnesses and quorum (c2sp.org/tlog-policy).")
@click.option("--database", is_flag=True, help="Recompute the whole record of this installation, and what it binds.")
@click.option("--ballot-box", "box", type=click.Path(path_type=Path, exists=True), help="Recount a published box.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify_command(
    file: Path | None, keys: tuple[str, ...], policy: Path | None, database: bool, box: Path | None, as_json: bool
) -> None:
    """Check the proof of a decision (FILE) offline, the whole database, or recount the box of a secret ballot."""
    if sum((database, file is not None, box is not None)) != 1:
        raise click.UsageError("Give the file of a proof, --database, or --ballot-box FILE.")
    if box is not None:
        return _recount(box, as_json=as_json)
    if database:
        prepare()
        from balai.record.verify_database import report

        sys.exit(report(key=keys[0] if keys else "", as_json=as_json))
    from balai.ledger.verifier import main

    named = [word for key in keys for word in ("--key", key)]
    more = (["--policy", str(policy)] if policy else []) + (["--json"] if as_json else [])
    sys.exit(main([str(file), *named, *more]))


def _recount(path: Path, *, as_json: bool) -> None:
    from balai.meetings.ballots.engine import SpoiltBox
    from balai.meetings.ballots.recount import digest, recount

    try:
        counted = recount(path)
    except SpoiltBox as error:
        raise click.ClickException(f"this box does not stand: {error}") from None
    said: dict[str, str | int] = {str(one): number for one, number in counted.counts.items()}
    said |= {"ballots": counted.cast, "sha256": digest(path)}
    click.echo(json.dumps(said) if as_json else "\n".join(f"{name}: {value}" for name, value in said.items()))
