"""A real server on loopback for a bench, stopped by its own process id."""

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

TICKS = os.sysconf("SC_CLK_TCK")
PAGE_KILOBYTES = os.sysconf("SC_PAGE_SIZE") / 1000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """`balai serve` with this process's environment, in a process group of its own."""

    def __init__(self, workers: int) -> None:
        self.port, self.workers = free_port(), workers
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "balai", "serve", "--port", str(self.port), "--workers", str(self.workers)]
        self.process = subprocess.Popen(
            command, env=dict(os.environ), stdout=subprocess.DEVNULL, start_new_session=True
        )
        _wait(self.port, self.process)

    def kill(self) -> None:
        """SIGKILL to the server and its workers, all at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:  # thousands of streams end slowly
            self.kill()

    def cpu_seconds(self) -> float:
        """What its processes have used of the processor so far (Linux)."""
        return sum(float(stat[11]) + float(stat[12]) for stat in map(_stat, self._processes())) / TICKS

    def kilobytes(self) -> float:
        """What its processes hold in memory (Linux; shared pages are counted for each)."""
        return sum(float(stat[21]) for stat in map(_stat, self._processes())) * PAGE_KILOBYTES

    def _processes(self) -> list[int]:
        every = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdecimal()]
        found = []
        for pid in every:
            with contextlib.suppress(OSError):
                if os.getpgid(pid) == self.process.pid:
                    found.append(pid)
        return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name of the program: the state first."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


@contextlib.contextmanager
def server(workers: int = 1) -> Iterator[Server]:
    running = Server(workers)
    try:
        yield running
    finally:
        running.stop()


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """A server of one process; gives its port when it answers."""
    with server() as running:
        yield running.port


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server has stopped")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/sign-in/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")
