"""balai witness: run by another institution; needs neither Django nor a database."""

import logging
import time
from pathlib import Path

import click

from balai.tlog.files import make_key, read_key
from balai.tlog.note import COSIGNATURE, NoteError, SignerKey, VerifierKey
from balai.witness.server import Server
from balai.witness.state import Witness


@click.command("witness")
@click.option("--name", required=True, help="Under which this witness signs: audit.example.org/witness, no spaces.")
@click.option(
    "--log", "logs", multiple=True, required=True, help="The verifier key of a log to watch; may be repeated."
)
@click.option(
    "--state", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder of key and memory."
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8100, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--silent-after", default=0, help="Seconds without a checkpoint after which the log's silence is an alarm."
)
def witness_command(name: str, logs: tuple[str, ...], state: Path, host: str, port: int, silent_after: int) -> None:
    """Cosign that a log has only grown, and refuse when it has not."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    try:
        keys = [VerifierKey.parse(one) for one in logs]
        key = _key(state / "key", name)
    except NoteError as error:
        raise click.ClickException(str(error)) from None
    witness = Witness(key, {one.name: one for one in keys}, state, lambda: int(time.time()))
    try:
        server = Server(witness, host, port, silent_after)
    except OSError as error:
        raise click.ClickException(f"Port {port} on {host}: {error}") from None
    click.echo(f"Witness {name} at http://{host}:{port}/add-checkpoint; its verifier key:\n{key.verifier}")
    with server:
        server.serve_forever()


def _key(path: Path, name: str) -> SignerKey:
    """The witness's own key, made at its first start."""
    try:
        key = read_key(path)
    except FileNotFoundError:
        return make_key(path, name, COSIGNATURE)
    if key.name != name or key.kind != COSIGNATURE:
        raise NoteError(f"the key in {path} is of {key.name}, not of a witness {name}")
    return key
