"""The demonstration government, served by a process of its own: one for each file of tests, each with its own copy."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from playwright.sync_api import Page, ViewportSize

from tests.serving import ROOT, environment_in, serving

FORMAL = (
    "SELECT m.id FROM agenda_meeting m JOIN people_body b ON b.id = m.body_id"
    " WHERE m.kind = 'formal' AND m.state = ? AND b.slug = ? ORDER BY m.starts_at DESC"
)

# Pictures for the documentation are somewhat smaller than the screens: files of at most 150 kB.
PICTURES: dict[int, ViewportSize] = {1280: {"width": 1120, "height": 640}, 820: {"width": 780, "height": 1000}}


@dataclass(frozen=True)
class Site:
    """A running demonstration: where it is, and the folder in which its data lies.

    The keys that stand in addresses are read from its database.
    """

    address: str
    folder: Path

    def meeting(self, state: str, body: str = "lumara") -> str:
        """The latest formal meeting of a body in a state; `published` is the one that members answer now."""
        return self._key(FORMAL, state, body)

    def item(self, meeting: str, number: str) -> str:
        return self._key("SELECT id FROM agenda_agendaitem WHERE meeting_id = ? AND number = ?", meeting, number)

    def paper(self, item: str) -> str:
        return self._key("SELECT id FROM agenda_paper WHERE item_id = ? ORDER BY place_in_order", item)

    def decision(self, meeting: str) -> str:
        """One that was voted on, if there is one."""
        return self._key(
            "SELECT d.id FROM decisions_decision d JOIN agenda_agendaitem i ON i.id = d.item_id"
            " WHERE i.meeting_id = ? AND i.access = 'public' ORDER BY d.way = 'by_vote' DESC, d.sequence",
            meeting,
        )

    def goal(self) -> str:
        return self._key("SELECT id FROM programme_goal ORDER BY number")

    def positions_close(self, meeting: str) -> None:
        """As if time had passed: the server's clock is real, so the deadline comes to it."""
        self._ask(
            "UPDATE agenda_meeting SET positions_close_at = datetime('now', '-1 minute') WHERE id = ?", "rw", meeting
        )

    def votes_stay_open(self, seconds: int, body: str = "lumara") -> None:
        """As if the body's rules had always kept votes open for so long."""
        timed = f"secretary_notes = true\nseconds = {seconds}"
        self._ask(
            "UPDATE people_body SET rules_text = replace(rules_text, 'secretary_notes = true', ?) WHERE slug = ?",
            "rw",
            timed,
            body,
        )

    def _key(self, question: str, *values: str) -> str:
        return str(UUID(self._ask(question, "ro", *values)[0]))

    def _ask(self, question: str, mode: str, *values: str) -> Any:
        database = sqlite3.connect(f"file:{self.folder / 'balai.sqlite3'}?mode={mode}", uri=True)
        try:
            with database:
                return database.execute(question, [value.replace("-", "") for value in values]).fetchone()
        finally:
            database.close()


def language_cookie(site: Site, language: str) -> Any:
    """What a browser keeps after its reader has chosen a language."""
    return {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.address}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration as `balai demo` loads it, once for all processes; nobody serves from it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / "demonstration", shared / "demonstration-loaded"
    with (shared / "demonstration-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            command = [sys.executable, "-m", "balai", "demo", "--load-only"]
            subprocess.run(command, env=environment_in(folder), cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            done.touch()
    return folder


@pytest.fixture(scope="module")
def site(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(loaded, folder)
    with serving(environment_in(folder)) as address:
        yield Site(address, folder)


Sessions = dict[tuple[str, object], Any]


@pytest.fixture(scope="module")
def sessions(site: Site) -> Sessions:
    """The cookies of those who have signed in on this site, by person and kind of browser."""
    return {}


@pytest.fixture
def visit(site: Site, sessions: Sessions, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page on a screen of its own: `visit("tomas", "/desk/", "phone")` signs in from the sign-in page, the first time
    and whenever that session is over, and `visit(None, "/public/")` does not."""

    def open_page(who: str | None, path: str, size: str = "tablet", language: str = "en", **more: Any) -> Page:
        page = new_page(size, base_url=site.address, **more)
        page.context.add_cookies([language_cookie(site, language)])
        device = (str(who), more.get("user_agent"))
        page.context.add_cookies(sessions.get(device, []))
        page.goto(path if who is None or device in sessions else f"/sign-in/?next={path}")
        if who is not None and "/sign-in/" in page.url:
            page.locator(f"button[name=username][value={who}]").click()
            page.wait_for_url(lambda address: "/sign-in/" not in address)
            sessions[device] = [one for one in page.context.cookies() if one["name"] != settings.LANGUAGE_COOKIE_NAME]
        return page

    return open_page


@pytest.fixture
def newcomer(site: Site, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """An empty browser that knows nothing but the site's address: `newcomer("tablet")`."""

    def open_browser(size: str = "tablet") -> Page:
        return new_page(size, base_url=site.address)

    return open_browser


@pytest.fixture(scope="session")
def picture() -> Callable[..., None]:
    """Take a picture of the screen as it stands, where BALAI_SCREENSHOTS names a folder (`make screenshots`)."""
    folder = os.environ.get("BALAI_SCREENSHOTS")

    def take(page: Page, name: str, height: int | None = None) -> None:
        if not folder or not (before := page.viewport_size):
            return
        size = PICTURES.get(before["width"], before)
        page.set_viewport_size({"width": size["width"], "height": height or size["height"]})
        page.wait_for_timeout(2_200)  # what has just changed is marked for two seconds
        # Hiding the caret would put a style into the page, and the page's policy refuses it.
        page.screenshot(path=ROOT / folder / f"{name}.png", caret="initial")
        page.set_viewport_size(before)

    return take
