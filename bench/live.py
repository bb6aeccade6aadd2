"""From one position to the last of 1,000 open screens, over real connections to one server process.

The clock starts just before the request that marks the position is sent, so the action and its commit are in every
figure. The screens are simulated: connections that read the stream, in one process beside the server.
"""

import asyncio
import resource
import time
from functools import partial

from balai.agenda.models import AgendaItem, Meeting
from bench.screen import Screen
from bench.server import serving
from bench.world import build, percentile, session_cookie

SCREENS, ROUNDS = 1000, 100
GROUP = 50  # screens opened at once
CHANGE, END = b"event: change", b"\n\n"


class Watcher(asyncio.Protocol):
    """One open screen; notes when a change has reached it whole."""

    def __init__(self, address: str, cookie: str) -> None:
        self.request = (
            f"GET {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n"
        )
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.changed = asyncio.Event()
        self.at = 0.0
        self._begun = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self.request.encode())

    def data_received(self, data: bytes) -> None:
        *events, self._begun = (self._begun + data).split(END)
        for event in events:
            if b": welcome" in event and not self.ready.done():
                self.ready.set_result(None)
            if CHANGE in event and not self.changed.is_set():
                self.at = time.perf_counter()
                self.changed.set()


async def watch(port: int, address: str, cookies: list[str], count: int) -> list[Watcher]:
    loop = asyncio.get_running_loop()
    watchers: list[Watcher] = []
    for start in range(0, count, GROUP):
        group = []
        for number in range(start, min(start + GROUP, count)):
            cookie = cookies[number % len(cookies)]
            _transport, watcher = await loop.create_connection(partial(Watcher, address, cookie), "127.0.0.1", port)
            group.append(watcher)
        await asyncio.wait_for(asyncio.gather(*(watcher.ready for watcher in group)), 60)
        watchers += group
    return watchers


async def rounds(screen: Screen, watchers: list[Watcher], items: list[AgendaItem], count: int) -> list[list[float]]:
    """Mark so many positions; for each the milliseconds until it was on each of the open screens."""
    took = []
    for turn in range(count):
        for watcher in watchers:
            watcher.changed.clear()
        begun = time.perf_counter()
        await asyncio.to_thread(screen.mark, items[turn % len(items)], turn // len(items))
        await asyncio.wait_for(asyncio.gather(*(watcher.changed.wait() for watcher in watchers)), 30)
        took.append([(watcher.at - begun) * 1000 for watcher in watchers])
        await asyncio.sleep(0.1)
    return took


async def measure(
    port: int, meeting: Meeting, items: list[AgendaItem], cookies: list[str], *, count: int, turns: int
) -> list[list[float]]:
    watchers = await watch(port, f"/live/agenda/{meeting.pk}/", cookies, count)
    screen = Screen(port, cookies[0])
    screen.read_agenda(meeting)
    await rounds(screen, watchers, items[:3], 3)  # the first drawing of each piece is not counted
    took = await rounds(screen, watchers, items[3:], turns)
    screen.close()
    return took


def main(*, small: bool) -> dict[str, float]:
    allow_open_files()
    cast, meeting, items = build(40, 15, answered=True)
    cookies = [session_cookie(seat.person) for seat in cast.members()]
    count, turns = (20, 5) if small else (SCREENS, ROUNDS)
    with serving() as port:
        took = asyncio.run(measure(port, meeting, items, cookies, count=count, turns=turns))
    last = [max(turn) for turn in took]
    every = [one for turn in took for one in turn]
    return {
        f"live_{count}_p50_ms": round(percentile(last, 0.5), 1),
        f"live_{count}_p99_ms": round(percentile(last, 0.99), 1),
        f"live_{count}_each_p50_ms": round(percentile(every, 0.5), 1),
        f"live_{count}_each_p99_ms": round(percentile(every, 0.99), 1),
    }


def allow_open_files() -> None:
    """Every open screen is an open file, here as in the server."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
