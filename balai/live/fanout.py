"""Carrying changes to open screens: drawn once for each audience and language, copied to everybody who watches."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar
from uuid import UUID

from django.db import close_old_connections, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import Http404
from django.utils import translation

from balai import clock
from balai.live import hub, listening
from balai.live.marks import Mark
from balai.live.news import News, last_announced, news_since
from balai.live.screens import SCREENS
from balai.people.standing import Sight, seats_stamp
from balai.verdict import Refused

T = TypeVar("T")
log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 15
SHARED_SECONDS = (
    1.0  # how long what was drawn for one that came back serves others: what is shown turns with the clock too
)
HANDFUL = 50  # screens told in one go, before the event loop looks after others
POLL_SECONDS = 0.05  # how soon another process's commit is seen on SQLite
THREADS = 4
WAITING_EVENTS = 64  # a screen that is further behind is let go; it reconnects and catches up


@dataclass(frozen=True, slots=True)
class Topic:
    """What a group of screens has in common."""

    screen: str
    meeting: UUID
    sight: Sight
    language: str


@dataclass(eq=False, slots=True)
class Watcher:
    topic: Topic
    person: UUID | None
    seats: int  # the stamp of all seats when this watcher was last asked whether they may watch
    asked_at: float = field(default_factory=monotonic)
    heard_at: float = field(default_factory=monotonic)
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(WAITING_EVENTS))

    def send(self, event: bytes) -> bool:
        """False where the screen is too far behind."""
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            return False
        self.heard_at = monotonic()
        return True

    def let_go(self) -> None:
        """The stream ends after what is already waiting; the screen asks again and catches up, or is refused."""
        if self.queue.full():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


def event(name: str, data: str, mark: Mark | None = None) -> bytes:
    """One server-sent event; its data may have several lines."""
    head = f"id: {mark}\n" if mark is not None else ""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"{head}event: {name}\n{lines}\n".encode()


def beat() -> bytes:
    """The line is there; and what time it is here, for the clocks on a screen whose device has another."""
    return event("beat", clock.now().isoformat())


def mine(items: Iterable[UUID]) -> bytes:
    """To a person's own screens: what is theirs on these items has changed."""
    return event("mine", "\n".join(map(str, items)))


class Fanout:
    """One for each process, in its event loop."""

    def __init__(self) -> None:
        self.watchers: dict[Topic, set[Watcher]] = defaultdict(set)
        self.seats = 0
        self._shown: dict[Topic, str] = {}  # what screens that are drawn whole show now
        self._woken = asyncio.Event()
        self._starting: asyncio.Future[None] | None = None
        self._caught_up: dict[tuple[Topic, frozenset[UUID] | None], tuple[int, float, asyncio.Task[str | None]]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._connections: list[BaseDatabaseWrapper] = []  # those of the threads
        self._threads = ThreadPoolExecutor(THREADS, "live", lambda: self._connections.extend(connections.all()))
        self._last = 0
        self._wake: Callable[[], object] = self._woken.set

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Database work, off the event loop, in the few threads kept for it."""

        def run() -> T:
            close_old_connections()
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    async def join(self, watcher: Watcher) -> None:
        await self.start()
        topic, first = watcher.topic, watcher.topic not in self.watchers
        self.watchers[topic].add(watcher)
        if first and SCREENS[topic.screen].whole:
            shown = await self.draw(topic, None)
            if shown is not None and topic in self.watchers:
                self._shown.setdefault(topic, shown)

    def leave(self, watcher: Watcher) -> None:
        group = self.watchers.get(watcher.topic)
        if group is not None:
            group.discard(watcher)
            if not group:
                del self.watchers[watcher.topic]
                self._shown.pop(watcher.topic, None)

    async def start(self) -> None:
        """Once for each process; whoever comes while it starts waits for it."""
        if self._starting is None:
            self._starting = asyncio.ensure_future(self._start())
        await asyncio.shield(self._starting)

    async def _start(self) -> None:
        loop = asyncio.get_running_loop()
        self._last, self.seats = await self.in_thread(lambda: (last_announced(), seats_stamp()))
        self._tasks = [loop.create_task(self._follow()), loop.create_task(self._beat())]
        self._wake = lambda: loop.call_soon_threadsafe(self._woken.set)
        hub.on_wake(self._wake)
        if connection.vendor == "postgresql":
            listening.start()

    async def stop(self) -> None:
        """The end of the process, or of a test: nobody is told any more, and the threads leave the database."""
        hub.forget(self._wake)
        await asyncio.to_thread(listening.stop)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self._leave_database)

    def _leave_database(self) -> None:
        self._threads.shutdown()
        for one in self._connections:
            one.inc_thread_sharing()
            one.close()

    async def _follow(self) -> None:
        polling = POLL_SECONDS if connection.vendor == "sqlite" else 1.0
        while True:
            try:
                await asyncio.wait_for(self._woken.wait(), polling)
            except TimeoutError:
                if not self.watchers:
                    continue
            self._woken.clear()
            try:
                await self._carry()
            except Exception:
                log.exception("what is new could not be read for the live screens")
                await asyncio.sleep(0.5)

    async def _beat(self) -> None:
        """Says to screens of which nothing was to be said for a while that the line is there; a few at a time."""
        while True:
            begun = monotonic()
            quiet = [one for group in self.watchers.values() for one in group]
            for number, watcher in enumerate(quiet):
                if begun - watcher.heard_at >= HEARTBEAT_SECONDS and watcher.queue.empty():
                    watcher.send(beat())
                if number % HANDFUL == 0:
                    await asyncio.sleep(0)
            await asyncio.sleep(min(1.0, HEARTBEAT_SECONDS))

    async def catch_up(self, watcher: Watcher, news: News) -> None:
        """What this screen has missed. A thousand that come back at once have missed the same: it is drawn once."""
        key = (watcher.topic, news.items)
        last, begun, drawing = self._caught_up.get(key, (-1, 0.0, None))
        if drawing is None or last < news.last or monotonic() - begun > SHARED_SECONDS:
            drawing = asyncio.ensure_future(self.draw(watcher.topic, news.items))
            self._caught_up[key] = (news.last, monotonic(), drawing)
        drawn = await drawing
        concerned = dict(news.persons)
        sent = drawn is not None and (news.quiet or watcher.send(event("change", drawn, news.mark)))
        if sent and watcher.person in concerned:
            sent = watcher.send(mine(concerned[watcher.person]))
        if not sent:
            watcher.let_go()

    async def _carry(self) -> None:
        last = self._last
        self._last, news = await self.in_thread(lambda: news_since(last))
        if news:
            self._caught_up.clear()
            self.seats = await self.in_thread(seats_stamp)
        for one in news:
            topics = [topic for topic in self.watchers if topic.meeting == one.meeting]
            if one.quiet:
                self._tell_persons(topics, one)
                continue
            drawn = await asyncio.gather(*(self.draw(topic, one.items) for topic in topics))
            for topic, fragment in zip(topics, drawn, strict=True):
                self._copy(topic, fragment, one)

    async def draw(self, topic: Topic, items: frozenset[UUID] | None) -> str | None:
        """What these screens show now; None where there is nothing to show (any more). One topic's fault is its own."""

        def work() -> str:
            with translation.override(topic.language):
                return SCREENS[topic.screen].draw(topic.meeting, items, topic.sight)

        try:
            return await self.in_thread(work)
        except (Http404, Refused):  # an agenda that was reopened is no longer public
            return None
        except Exception:
            log.exception("a live screen could not be drawn: %s", topic)
            return None

    def _copy(self, topic: Topic, drawn: str | None, news: News) -> None:
        watchers = tuple(self.watchers.get(topic, ()))
        if drawn is None:
            for watcher in watchers:
                self._let_go(watcher)
            return
        concerned = dict(news.persons)
        new = self._is_new(topic, drawn)
        fragment = event("change", drawn, news.mark)
        for watcher in watchers:
            kept = watcher.send(fragment) if new else True
            if kept and watcher.person in concerned:
                kept = watcher.send(mine(concerned[watcher.person]))
            if not kept:
                self._let_go(watcher)

    def _tell_persons(self, topics: Iterable[Topic], news: News) -> None:
        """Only those whom it concerns; the others' streams stay silent."""
        concerned = dict(news.persons)
        for watcher in [one for topic in topics for one in self.watchers.get(topic, ())]:
            if watcher.person in concerned and not watcher.send(mine(concerned[watcher.person])):
                self._let_go(watcher)

    def _is_new(self, topic: Topic, drawn: str) -> bool:
        """A screen that is drawn whole is told nothing where it shows the same: not even that something happened."""
        if not SCREENS[topic.screen].whole or topic not in self.watchers:
            return True
        before = self._shown.get(topic)
        self._shown[topic] = drawn
        return before != drawn

    def _let_go(self, watcher: Watcher) -> None:
        self.leave(watcher)
        watcher.let_go()
