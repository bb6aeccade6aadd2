"""The processes of the copy: the server that is attacked, an auditor, a witness. Each ends with the drill."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from balai.drill.place import HOST, ROOT, Place, free_port

PATIENCE = 60  # seconds until a process must have begun


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process as the head of a group of its own, for as long as the block runs."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def server(place: Place, *, can_be_broken: bool) -> Iterator[int]:
    """`balai serve` over the copy; gives its port. `can_be_broken`: the same, with its defences on switches."""
    port = free_port()
    entry = ["balai.drill.copy"] if can_be_broken else ["balai", "serve"]
    command = [sys.executable, "-m", *entry, "--port", str(port)]
    with running(command, place.environment(), place.log) as process:
        wait_for(port, "/offline/", process, place.log)
        yield port


def wait_for(port: int, path: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until it answers.

    Raises:
        click.ClickException: with the end of its log where it stops or stays silent.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path, headers={"Host": f"{HOST}:{port}", "X-Forwarded-Proto": "https"})
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise click.ClickException(f"A process of the copy does not answer:\n{said}")


@contextlib.contextmanager
def witness(folder: Path, log_key: str, environment: dict[str, str]) -> Iterator[str]:
    """A witness, as another institution runs it. Gives the policy that names it."""
    port, log = free_port(), folder / "witness.log"
    name = "audit.example/witness"
    words = ["--name", name, "--log", log_key, "--state", str(folder / "witness"), "--port", str(port)]
    with running([sys.executable, "-m", "balai", "witness", *words], environment, log) as process:
        wait_for(port, "/", process, log)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/")
        key = connection.getresponse().read().decode().strip()
        yield f"log {log_key}\nwitness audit {key} http://127.0.0.1:{port}\nquorum audit\n"


@contextlib.contextmanager
def auditor(place: Place) -> Iterator["subprocess.Popen[str]"]:
    """An auditor that answers line by line (balai/drill/auditor.py)."""
    with (place.folder / "auditor.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "balai.drill.auditor"],
            env=place.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
