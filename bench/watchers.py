"""Open screens, simulated: they read the stream to the end of each event and come back as the page does."""

import asyncio
import random
import resource
import sys
import time
from functools import partial

from django.db import connection

from balai.live.marks import now_shown

GROUP = 50  # screens opened at once
SPARE_FILES = 300
CHANGE, WELCOME, END = b"event: change", b": welcome", b"\n\n"
FIRST_SECONDS, LONGEST_SECONDS = 1.0, 8.0  # as in live.js


class Round:
    """One change: done when it is on every screen, whole."""

    def __init__(self, screens: int) -> None:
        self.begun, self.at = time.perf_counter(), list[float]()
        self.screens, self.done = screens, asyncio.get_running_loop().create_future()

    def shown(self) -> None:
        self.at.append(time.perf_counter())
        if len(self.at) == self.screens and not self.done.done():
            self.done.set_result(None)

    def milliseconds(self) -> list[float]:
        return [(at - self.begun) * 1000 for at in self.at]


class Watcher(asyncio.Protocol):
    """One open screen."""

    def __init__(self, path: str, cookie: str, since: str) -> None:
        self.path, self.cookie, self.last = path, cookie, since
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lost = asyncio.Event()
        self.round: Round | None = None
        self._begun = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self._begun = transport, b""
        self.lost.clear()
        address = f"{self.path}?since={self.last}"
        head = (
            f"GET {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\nAccept: text/event-stream\r\n\r\n"
        )
        transport.write(head.encode())

    def connection_lost(self, error: Exception | None) -> None:
        self.lost.set()

    def data_received(self, data: bytes) -> None:
        *events, self._begun = (self._begun + data).split(END)
        for event in events:
            if WELCOME in event and not self.ready.done():
                self.ready.set_result(None)
            if CHANGE in event:
                self.last = event[event.rindex(b"id: ") + 4 :].split(b"\n", 1)[0].strip().decode()
                if self.round is not None:
                    self.round.shown()
                    self.round = None

    async def come_back(self, port: int) -> None:
        """After the line broke: after a moment by chance, up to twice as long each time."""
        failures = 1
        while True:
            await asyncio.sleep(random.random() * min(LONGEST_SECONDS, FIRST_SECONDS * 2**failures))
            try:
                await asyncio.get_running_loop().create_connection(lambda: self, "127.0.0.1", port)
            except OSError:
                failures += 1
                continue
            await self.lost.wait()
            failures += 1


def _shown() -> str:
    try:
        return str(now_shown())
    finally:
        connection.close()


async def open_screens(port: int, path: str, cookies: list[str], count: int) -> list[Watcher]:
    """So many screens whose pages have just been read."""
    loop, since = asyncio.get_running_loop(), await asyncio.to_thread(_shown)
    watchers: list[Watcher] = []
    for start in range(0, count, GROUP):
        group = []
        for number in range(start, min(start + GROUP, count)):
            make = partial(Watcher, path, cookies[number % len(cookies)], since)
            _transport, watcher = await loop.create_connection(make, "127.0.0.1", port)
            group.append(watcher)
        await asyncio.wait_for(asyncio.gather(*(watcher.ready for watcher in group)), 60)
        watchers += group
    return watchers


def next_change(watchers: list[Watcher]) -> Round:
    """From now on: the next change on all of these screens."""
    round_ = Round(len(watchers))
    for watcher in watchers:
        watcher.round = round_
    return round_


def close(watchers: list[Watcher]) -> None:
    for watcher in watchers:
        watcher.transport.abort()


def allow_open_files(screens: int) -> None:
    """Every open screen is an open file, here as in the server."""
    wanted = screens + SPARE_FILES
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        sys.exit(
            f"{screens:,} screens need {wanted:,} open files, and this system allows {hard:,} in a process:"
            f" raise the hard limit (ulimit -Hn {wanted}) and start again."
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(wanted, _soft), hard))
