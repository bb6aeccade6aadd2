"""A pytest plugin: `watch(screen, meeting, person)` opens a live stream, as a browser does, in an event loop beside the
test. The test acts in its own thread and reads what has been sent.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Coroutine, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from balai.live import stream as streaming
from balai.live.fanout import Fanout
from balai.live.news import last_announced
from balai.people.models import Person

T = TypeVar("T")
PATIENCE = 15.0  # seconds; a busy machine is no fault


def session_cookie(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    data: str
    id: int | None


def parsed(text: str) -> Event:
    fields: dict[str, list[str]] = {"event": [], "data": [], "id": []}
    for line in text.strip().splitlines():
        name, _colon, value = line.partition(": ")
        fields[name.rstrip(":")].append(value)
    return Event(
        fields["event"][0], "\n".join(fields["data"]), int(fields["id"][0].split("-")[0]) if fields["id"] else None
    )


@dataclass
class Stream:
    """One open screen. `hold` makes it a slow one: it takes nothing more until `go_on`."""

    loop: asyncio.AbstractEventLoop
    status: int = 0
    events: "queue.Queue[Event | None]" = field(default_factory=queue.Queue)
    taking: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    ready: threading.Event = field(default_factory=threading.Event)

    async def send(self, message: MutableMapping[str, Any]) -> None:
        await self.taking.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        text = message["body"].decode()
        if text.startswith("event:") or text.startswith("id:"):
            self.events.put(parsed(text))
        if not message["more_body"]:
            self.events.put(None)
        self.ready.set()

    async def receive(self) -> MutableMapping[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    def next(self, name: str = "change") -> Event:
        """The next event of this name."""
        while (found := self.events.get(timeout=PATIENCE)) is not None:
            if found.name == name:
                return found
        raise EOFError("the stream has ended")

    def to_its_end(self) -> list[Event]:
        """What was still sent before the server ended the stream."""
        found = []
        while (one := self.events.get(timeout=PATIENCE)) is not None:
            found.append(one)
        return found

    def hold(self) -> None:
        self.loop.call_soon_threadsafe(self.taking.clear)

    def go_on(self) -> None:
        self.loop.call_soon_threadsafe(self.taking.set)


class Watching:
    """An event loop of its own, with a fan-out of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.fanout = Fanout()
        self._thread = threading.Thread(target=self.loop.run_forever, name="watching")
        self._thread.start()
        self._streams: list[Stream] = []
        self._tasks: list[asyncio.Task[None]] = []

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE * 2)

    def __call__(
        self,
        screen: str,
        meeting: UUID | str,
        person: Person | None = None,
        *,
        since: object = None,
        last_event_id: object = "",
        language: str = "",
        cookies: str = "",
    ) -> Stream:
        """Open a screen whose page has just been read (or has shown the state at `since`)."""
        kept = [cookies, session_cookie(person) if person else "", f"{settings.LANGUAGE_COOKIE_NAME}={language}"]
        scope = {
            "path": f"/live/{screen}/{meeting}/",
            "query_string": f"since={last_announced() if since is None else since}".encode(),
            "headers": [
                (b"cookie", "; ".join(part for part in kept if part).encode()),
                (b"last-event-id", str(last_event_id).encode()),
            ],
        }
        return self.wait(self._open(scope))

    async def _open(self, scope: dict[str, Any]) -> Stream:
        opened = Stream(self.loop)
        opened.taking.set()
        self._streams.append(opened)
        task = self.loop.create_task(streaming.stream(scope, opened.receive, opened.send))
        self._tasks.append(task)
        while not opened.ready.is_set() and not task.done():
            await asyncio.sleep(0.005)
        if task.done():
            task.result()
        return opened

    def close(self) -> None:
        for one in self._streams:
            self.loop.call_soon_threadsafe(one.taking.set)
            self.loop.call_soon_threadsafe(one.left.set)
        self.wait(self._end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _end(self) -> None:
        for group in list(self.fanout.watchers.values()):
            for watcher in list(group):
                watcher.let_go()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)
        await self.fanout.stop()


@pytest.fixture
def watch(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watching]:
    watching = Watching()
    monkeypatch.setattr(streaming, "_fanout", watching.fanout)
    yield watching
    watching.close()


Watch = Callable[..., Stream]
