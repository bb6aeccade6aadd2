"""From one position to the last of 1,000 open screens, over real connections to one server process.

The clock starts just before the request that marks the position is sent, so the action and its commit are in every
figure.
"""

import asyncio
import http.client
import json
import resource
import sys
import time
from functools import partial

from balai.agenda.models import AgendaItem
from bench.server import serving
from bench.world import build, percentile, session_cookie, token_of

STANCES = ("objection", "wish_to_speak")


class Screen(asyncio.Protocol):
    """One open screen; notes when a change reaches it."""

    def __init__(self, address: str, cookie: str) -> None:
        self.request = (
            f"GET {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n"
        )
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.changed = asyncio.Event()
        self.at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self.request.encode())

    def data_received(self, data: bytes) -> None:
        if not self.ready.done() and b"welcome" in data:
            self.ready.set_result(None)
        if b"event: change" in data and not self.changed.is_set():
            self.at = time.perf_counter()
            self.changed.set()


async def watch(port: int, address: str, cookies: list[str], count: int) -> list[Screen]:
    loop = asyncio.get_running_loop()
    screens: list[Screen] = []
    for start in range(0, count, 50):
        group = []
        for number in range(start, min(start + 50, count)):
            cookie = cookies[number % len(cookies)]
            _transport, screen = await loop.create_connection(partial(Screen, address, cookie), "127.0.0.1", port)
            group.append(screen)
        await asyncio.wait_for(asyncio.gather(*(screen.ready for screen in group)), 60)
        screens += group
    return screens


def mark(port: int, item: AgendaItem, cookie: str, turn: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = f"stance={STANCES[turn % 2]}&seen_version={item.version}"
    headers = {
        "Cookie": cookie,
        "X-CSRFToken": token_of(cookie),
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
    }
    connection.request("POST", f"/items/{item.pk}/position/", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"marking a position answered {answer.status}")


async def rounds(
    port: int, screens: list[Screen], items: list[AgendaItem], cookie: str, count: int
) -> list[list[float]]:
    took = []
    for turn in range(count):
        for screen in screens:
            screen.changed.clear()
        begun = time.perf_counter()
        await asyncio.to_thread(mark, port, items[turn % len(items)], cookie, turn // len(items))
        await asyncio.wait_for(asyncio.gather(*(screen.changed.wait() for screen in screens)), 30)
        took.append([(screen.at - begun) * 1000 for screen in screens])
        await asyncio.sleep(0.1)
    return took


def main(*, small: bool) -> dict[str, float]:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536) if hard > 0 else 65_536, hard))
    cast, meeting, items = build(40, 15, answered=True)
    names = [name for name, seat in cast.seats.items() if seat in cast.members()]
    cookies = [session_cookie(cast.people[name]) for name in names]
    count = 20 if small else 1000
    with serving() as port:

        async def measure() -> list[list[float]]:
            screens = await watch(port, f"/live/agenda/{meeting.pk}/", cookies, count)
            await rounds(port, screens, items, cookies[0], 3)
            return await rounds(port, screens, items[10:], cookies[1], 5 if small else 60)

        took = asyncio.run(measure())
    every = [one for turn in took for one in turn]
    last = [max(turn) for turn in took]
    return {
        f"live_{count}_p50_ms": round(percentile(every, 0.5), 1),
        f"live_{count}_p99_ms": round(percentile(every, 0.99), 1),
        f"live_{count}_last_p50_ms": round(percentile(last, 0.5), 1),
        f"live_{count}_last_p99_ms": round(percentile(last, 0.99), 1),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(small="--small" in sys.argv)) + "\n")
