"""A server that is asked to stop finishes the pages in hand and is gone, however busy it is."""

import contextlib
import http.client
import signal
import threading
from pathlib import Path

import pytest

from balai.serving import STOPPING_SECONDS
from tests.serving import environment_in, free_port, kill, start

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]
READERS = 6


def test_a_server_asked_to_stop_while_it_draws_pages_stops(tmp_path: Path):
    port = free_port()
    server = start(port, environment_in(tmp_path))
    readers = [threading.Thread(target=read_until_refused, args=(port,)) for _reader in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        threading.Event().wait(0.5)  # all readers are at it
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=STOPPING_SECONDS / 2) == 0, "not by itself: it had to be killed"
    finally:
        kill(server)
        for reader in readers:
            reader.join()


def read_until_refused(port: int) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/offline/")
            connection.getresponse().read()
            connection.close()
