"""A real server in a process of its own, on loopback, over a database of its own."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment_in(folder: Path, environment: str = "demo") -> dict[str, str]:
    """The environment of a server whose data lies in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "BALAI_ENVIRONMENT": environment,
        "BALAI_DATABASE": f"sqlite:///{folder / 'balai.sqlite3'}",
        "BALAI_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "balai.settings",
        "PYTHONPATH": str(ROOT),
    }


def start(port: int, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Start `balai serve` as the head of a process group, and wait until it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "balai", "serve", "--port", str(port)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for _attempt in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server has stopped")
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/offline/")
            if connection.getresponse().status == 200:
                return process
        time.sleep(0.05)
    kill(process)
    raise RuntimeError("the server does not answer")


def kill(process: "subprocess.Popen[bytes]") -> None:
    """SIGKILL to the server and its workers, all at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """A server for as long as the block runs; gives its address."""
    port = free_port()
    process = start(port, environment)
    try:
        yield f"http://localhost:{port}"
    finally:
        kill(process)
