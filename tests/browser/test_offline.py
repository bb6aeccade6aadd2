"""The line breaks: the screen says what has not been sent, and sends it once when the line is back."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Site
from tests.browser.seen import expect_answer, expect_cell, expect_no_answer, stance
from tests.chromium import Watched
from tests.serving import environment_in, free_port, kill, start

pytestmark = pytest.mark.browser
BROKEN = (
    "net::ERR_",
    "htmx:sendError",
    "htmx:afterRequest",
)  # what the console says of a line that is down; the test took it down


@pytest.fixture
def broken_line(watched: Watched) -> Iterator[None]:
    yield
    watched.complaints[:] = [said for said in watched.complaints if not any(sign in said for sign in BROKEN)]


def positions_sent_by(page: Page) -> list[Request]:
    sent: list[Request] = []
    page.on("requestfinished", lambda request: sent.append(request) if request.url.endswith("/position/") else None)
    return sent


def test_what_could_not_be_sent_is_sent_once_when_the_line_is_back(
    visit: Callable[..., Page], site: Site, broken_line: None
):
    agenda = f"/meetings/{site.meeting('published')}/"
    page, desk = visit("yusuf", agenda + "agenda/"), visit("sara", agenda + "desk/", "desk")
    sent = positions_sent_by(page)
    strip = page.locator("#offline-strip")
    expect(strip).to_be_hidden()
    page.context.set_offline(True)
    expect(strip).to_contain_text("Offline.")
    stance(page, "9", "objection").click()
    expect(strip).to_contain_text("Not sent yet: 1")
    stance(page, "10", "no objection").click()
    expect(strip).to_contain_text("Not sent yet: 2")
    stance(page, "9", "wish to speak").click()  # thought better of it: the last word counts
    expect(strip).to_contain_text("Not sent yet: 2")
    expect_no_answer(page, "9")
    expect_cell(desk, "9", "Culture", "no answer")

    page.context.set_offline(False)
    expect_answer(page, "9", "wish to speak")
    expect_answer(page, "10", "no objection")
    expect(strip).to_be_hidden()
    expect(page.locator("#toast")).to_contain_text("The line is back. What was waiting has been sent.")
    expect_cell(desk, "9", "Culture", "wish to speak")
    expect_cell(desk, "10", "Culture", "no objection")
    page.wait_for_timeout(1_500)  # long enough for a second sending, if there were one
    assert len(sent) == 2


def test_what_others_did_meanwhile_is_there_when_the_line_is_back(
    visit: Callable[..., Page], site: Site, broken_line: None
):
    agenda = f"/meetings/{site.meeting('published')}/agenda/"
    page, other = visit("tomas", agenda), visit("signe", agenda)
    page.context.set_offline(True)
    expect(page.locator("#offline-strip")).to_be_visible()
    stance(other, "21", "objection").click()
    expect_answer(other, "21", "objection")
    page.context.set_offline(False)
    tally = page.locator(".line").filter(has_text="electronic catch reporting").locator(".tally .stance--objection")
    expect(tally).to_be_visible()
    expect(page.locator("#offline-strip")).to_be_hidden()


def test_a_server_that_was_away_gets_what_was_waiting(
    loaded: Path, tmp_path: Path, new_page: Callable[..., Page], broken_line: None
):
    """The browser is on line, and nobody answers; nothing has to be tapped again."""
    shutil.copytree(loaded, tmp_path / "data")
    environment, port = environment_in(tmp_path / "data"), free_port()
    server = start(port, environment)
    try:
        page = new_page("tablet", base_url=f"http://localhost:{port}")
        page.goto("/sign-in/")
        page.get_by_role("button", name="Tomas Lindahl").click()
        page.get_by_role("link", name="Agenda", exact=True).click()
        page.wait_for_load_state("load")
        sent = positions_sent_by(page)
        kill(server)
        stance(page, "11", "abstain").click()
        expect(page.locator("#offline-strip")).to_contain_text("Not sent yet: 1")
        server = start(port, environment)
        # The browser asks for the server again by and by, later each time.
        expect(page.locator("#toast")).to_contain_text("What was waiting has been sent.", timeout=30_000)
        expect_answer(page, "11", "abstain")
        expect(page.locator("#offline-strip")).to_be_hidden()
        assert len(sent) == 1
        page.close()
    finally:
        kill(server)


@pytest.mark.parametrize(("who", "path"), [("sara", "/meetings/{}/hall/"), (None, "/public/meetings/{}/screen/")])
def test_a_screen_that_nobody_sits_at_says_that_its_line_is_down_and_recovers_by_itself(
    who: str | None,
    path: str,
    loaded: Path,
    tmp_path: Path,
    new_page: Callable[..., Page],
    broken_line: None,
):
    """Nobody presses anything on it: it was there before the server went, and is there when the server comes back."""
    shutil.copytree(loaded, tmp_path / "data")
    environment, port = environment_in(tmp_path / "data"), free_port()
    server = start(port, environment)
    try:
        page = new_page("desk", base_url=f"http://localhost:{port}")
        meeting = Site(f"http://localhost:{port}", tmp_path / "data").meeting("closed")
        if who:
            page.goto("/sign-in/")
            page.locator(f"button[name=username][value={who}]").first.click()
        page.goto(path.format(meeting))
        expect(page.locator("[data-live-state=open]")).to_have_count(1)
        sign = page.locator("#line-lost")
        expect(sign).to_be_hidden()
        kill(server)
        expect(sign).to_be_visible()
        assert re.search(r"No connection since \d\d:\d\d\.", sign.inner_text())
        said = sign.inner_text()
        page.wait_for_timeout(3_000)
        expect(sign).to_have_text(said)
        server = start(port, environment)
        expect(sign).to_be_hidden(timeout=30_000)
        page.close()
    finally:
        kill(server)
