"""Carrying changes to open screens: drawn once for each audience and language, copied to everybody who watches."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.db import close_old_connections, connection
from django.utils import translation

from balai.live import hub, listening
from balai.live.news import News, last_announced, news_since
from balai.live.screens import SCREENS
from balai.people.standing import Audience

T = TypeVar("T")
log = logging.getLogger(__name__)
POLL_SECONDS = 0.05  # how soon another process's commit is seen on SQLite
WAITING_EVENTS = 64  # a screen that is further behind is let go; it reconnects and catches up


@dataclass(frozen=True, slots=True)
class Topic:
    """What a group of screens has in common."""

    screen: str
    meeting: UUID
    audience: Audience
    language: str


@dataclass(eq=False, slots=True)
class Watcher:
    topic: Topic
    person: UUID | None
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(WAITING_EVENTS))

    def send(self, event: bytes) -> bool:
        """False where the screen is too far behind."""
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            return False
        return True


def event(name: str, data: str, pk: int | None = None) -> bytes:
    """One server-sent event; its data may have several lines."""
    head = f"id: {pk}\n" if pk is not None else ""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() or [""])
    return f"{head}event: {name}\n{lines}\n".encode()


class Fanout:
    """One for each process, in its event loop."""

    def __init__(self) -> None:
        self.watchers: dict[Topic, set[Watcher]] = defaultdict(set)
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="live")
        self._last = 0

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Database work, off the event loop, in the few threads kept for it."""

        def run() -> T:
            close_old_connections()
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    async def join(self, watcher: Watcher) -> None:
        await self.start()
        self.watchers[watcher.topic].add(watcher)

    def leave(self, watcher: Watcher) -> None:
        group = self.watchers.get(watcher.topic)
        if group is not None:
            group.discard(watcher)
            if not group:
                del self.watchers[watcher.topic]

    async def start(self) -> None:
        if self._task is not None:
            return
        loop = asyncio.get_running_loop()
        self._task = loop.create_task(self._follow())
        hub.on_wake(lambda: loop.call_soon_threadsafe(self._woken.set))
        if connection.vendor == "postgresql":
            listening.start()
        self._last = await self.in_thread(last_announced)

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
                log.exception("live screens could not be drawn")
                await asyncio.sleep(0.5)

    async def _carry(self) -> None:
        last = self._last
        self._last, news = await self.in_thread(lambda: news_since(last))
        for one in news:
            topics = [topic for topic in self.watchers if topic.meeting == one.meeting]
            drawn = await asyncio.gather(*(self.draw(topic, one) for topic in topics))
            for topic, fragment in zip(topics, drawn, strict=True):
                self._copy(topic, fragment, one)

    async def draw(self, topic: Topic, news: News) -> bytes:
        def work() -> str:
            with translation.override(topic.language):
                return SCREENS[topic.screen].draw(topic.meeting, news.items, topic.audience)

        return event("change", await self.in_thread(work), news.last)

    def _copy(self, topic: Topic, fragment: bytes, news: News) -> None:
        concerned = dict(news.persons)
        for watcher in tuple(self.watchers.get(topic, ())):
            kept = watcher.send(fragment)
            if kept and watcher.person in concerned:
                kept = watcher.send(event("mine", "\n".join(map(str, concerned[watcher.person]))))
            if not kept:
                self.leave(watcher)
                watcher.queue.get_nowait()
                watcher.queue.put_nowait(None)
