"""Honest people who work throughout: they read, answer, vote and follow the live screen while the attacks go on.

A drill in which they cannot work has failed, however well it stopped the attacks; so has one in which an alarm is
about them.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPResponse
from uuid import UUID

from balai.agenda.models import Position
from balai.drill.browser import Answer, Browser
from balai.drill.stage import PATIENCE, Stage
from balai.drill.world import HONEST, items_of
from balai.ledger.models import Entry
from balai.meetings.models import Vote

PAUSE = 0.5  # seconds between two acts of one person
ROUNDS = 2  # every honest person does all of their work at least so often


@dataclass
class Work:
    """What one honest person has done; `faults` is what stood in their way."""

    name: str
    done: int = 0
    faults: list[str] = field(default_factory=list)

    def expect(self, what: str, good: bool, answer: Answer) -> None:
        self.done += 1
        if not good:
            self.faults.append(f"{self.name} {what}: {answer.status}")


@dataclass
class Honest:
    stage: Stage
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    news: int = 0

    def begin(self) -> None:
        """Their meeting with an agenda to answer, and one where a vote is open."""
        world = self.stage.world
        meeting, self.voting = world.meeting("An honest matter", "Another one"), world.voting("An honest vote")
        self.items = [item.pk for item in items_of(meeting)]
        self.first = Entry.objects.count()
        self._follow(self._browser(HONEST[0]), meeting.pk)
        for name in HONEST:
            work = Work(name)
            self.works.append(work)
            self._start(lambda work=work: self._work(work, self._browser(work.name), meeting.pk))  # type: ignore[misc]

    def _browser(self, name: str) -> Browser:
        return self.stage.entrance.signed_in(self.stage.world.person(name)).stolen()

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _follow(self, browser: Browser, meeting: UUID) -> None:
        connection = browser.opened("GET", f"/live/agenda/{meeting}/?since=0")
        response = connection.getresponse()
        self._start(lambda: self._listen(response))

    def _listen(self, response: HTTPResponse) -> None:
        with contextlib.suppress(OSError):
            while line := response.readline():
                self.news += line.startswith(b"event: change")

    def _work(self, work: Work, browser: Browser, meeting: UUID) -> None:
        rounds = 0
        while not self.stop.is_set() or rounds < ROUNDS:
            rounds += 1
            try:
                self._round(work, browser, meeting, rounds)
            except OSError as error:
                work.faults.append(f"{work.name}: {error}")

    def _round(self, work: Work, browser: Browser, meeting: UUID, number: int) -> None:
        page = browser.get(f"/meetings/{meeting}/agenda/")
        work.expect("reads the agenda", page.status == 200 and "An honest matter" in page.text, page)
        time.sleep(PAUSE)
        choice = "for" if number % 2 else "against"
        answer = browser.post(f"/votings/{self.voting.pk}/vote/", {"choice": choice})
        work.expect("votes", answer.status == 302 and "/sign-in/" not in answer.location, answer)
        time.sleep(PAUSE)
        for item in self.items:
            stance = "no_objection" if number % 2 else "wish_to_speak"
            seen = self._position(work.name, item)
            form = {"stance": stance, "seen_version": 1, "seen_position": seen}
            answer = browser.post(f"/items/{item}/position/", form)
            work.expect("answers", answer.status == 302 and "/agenda/" in answer.location, answer)
            time.sleep(PAUSE)

    def _position(self, name: str, item: UUID) -> int:
        mine = Position.objects.current().filter(item=item, seat=self.stage.world.seats[name])
        return mine.values_list("pk", flat=True).first() or 0

    def end(self) -> "Honest":
        self.stop.set()
        for thread in self.threads[1:]:  # the first listens, and ends with the server
            thread.join(timeout=60)
        deadline = time.monotonic() + PATIENCE
        while not self.news and time.monotonic() < deadline:
            time.sleep(0.05)
        return self

    @property
    def faults(self) -> list[str]:
        """Why honest users were not all right; nothing where they were."""
        found = [fault for work in self.works for fault in work.faults]
        seats = [self.stage.world.seats[name] for name in HONEST]
        if Vote.objects.filter(voting=self.voting, seat__in=seats).count() != len(HONEST):
            found.append("an honest vote is not there")
        if Position.objects.current().filter(item__in=self.items, seat__in=seats).count() != len(HONEST) * 2:
            found.append("an honest position is not there")
        if not self.news:
            found.append("the live screen showed nothing")
        return found + self.false_alarms

    @property
    def false_alarms(self) -> list[str]:
        """What the site did against people who did nothing wrong: sessions ended, names barred."""
        people = [str(self.stage.world.person(name).pk) for name in HONEST]
        against = Entry.objects.filter(index__gte=self.first, about_id__in=people, act="people.sessions.ended")
        return [f"a false alarm: {entry.act} about an honest person" for entry in against]
