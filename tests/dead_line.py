"""A line between a browser and the server that can go dead without a word, as when a device sleeps or leaves the room.

A stream that was open stays open and carries nothing any more; idle connections end, as browsers end them when a device
wakes; new ones work. `swallow` loses the next answer.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

from tests.serving import free_port


class DeadLine:
    def __init__(self, server: int) -> None:
        self.port, self.server, self.swallowed = free_port(), server, 0
        self._dead: set[int] = set()
        self._streams: set[int] = set()
        self._open: dict[int, tuple[socket.socket, socket.socket]] = {}
        self._swallow, self.asked = "", list[str]()
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def go_dead(self) -> None:
        """The streams that are open now carry nothing any more, and nobody is told."""
        patience = time.monotonic() + 10
        while not self._streams:
            assert time.monotonic() < patience, "no stream was opened"
            time.sleep(0.05)
        time.sleep(0.5)  # until it has caught up
        self._dead |= self._streams
        for number in set(self._open) - self._dead:
            self._end(*self._open[number])

    def swallow(self, path: str) -> None:
        """The next request with this in its address reaches the server; its answer, and its line, are lost."""
        self._swallow = path

    def close(self) -> None:
        self._listening.close()
        for pair in list(self._open.values()):
            self._end(*pair)

    def _end(self, *pair: socket.socket) -> None:
        for one in pair:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        number = 0
        with contextlib.suppress(OSError):
            while True:
                browser, _address = self._listening.accept()
                number += 1
                server = socket.create_connection(("127.0.0.1", self.server))
                self._open[number] = (browser, server)
                for pair, asks in (((browser, server), True), ((server, browser), False)):
                    threading.Thread(target=self._carry, args=(number, *pair, asks), daemon=True).start()

    def _carry(self, number: int, source: socket.socket, sink: socket.socket, asks: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if number in self._dead:
                    continue
                if asks and data.split(b" ", 1)[0] in (b"GET", b"POST"):
                    self.asked.append(data.split(b"\r\n", 1)[0].decode("latin-1"))
                if asks and data.startswith(b"GET /live/"):
                    self._streams.add(number)
                if asks and self._swallow and self._swallow.encode() in data.split(b"\r\n", 1)[0]:
                    self._swallow, self.swallowed = "", number
                if not asks and number == self.swallowed:
                    break
                sink.sendall(data)
        self._end(source, sink)


@contextlib.contextmanager
def dead_line(server: int) -> Iterator[DeadLine]:
    line = DeadLine(server)
    try:
        yield line
    finally:
        line.close()
