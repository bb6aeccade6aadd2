"""Nothing is lost in mid-vote: a server killed and started again, a tablet that slept, a member on a bad line.

Real processes, real kills; no page is loaded anew by anybody's hand.
"""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import break_off
from tests.chromium import Watched
from tests.dead_line import DeadLine, dead_line
from tests.serving import environment_in, free_port, kill, start

pytestmark = [pytest.mark.browser, pytest.mark.alone, pytest.mark.slow]
PRESENT = 1_000  # ms in which a tablet that was woken shows the present
BACK = 20_000  # ms: a server starts, and screens come back by chance within some seconds
BROKEN = ("net::ERR_", "htmx:sendError", "htmx:afterRequest", "htmx:timeout")


@dataclass
class Server:
    port: int
    environment: dict[str, str]
    process: "subprocess.Popen[bytes]"

    def kill(self) -> None:
        kill(self.process)

    def start(self) -> None:
        self.process = start(self.port, self.environment)


@pytest.fixture(scope="module")
def server(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("continuity") / "data"
    shutil.copytree(loaded, folder)
    environment, port = environment_in(folder), free_port()
    running = Server(port, environment, start(port, environment))
    yield running
    running.kill()


@pytest.fixture(scope="module")
def site(server: Server) -> Site:
    return Site(f"http://localhost:{server.port}", Path(server.environment["BALAI_DATA"]))


@pytest.fixture(autouse=True)
def broken_line(watched: Watched) -> Iterator[None]:
    """The console writes of a line that is down; the test took it down."""
    yield
    watched.complaints[:] = [said for said in watched.complaints if not any(sign in said for sign in BROKEN)]


@pytest.fixture(autouse=True)
def is_up(server: Server) -> Iterator[None]:
    yield
    if server.process.poll() is not None:
        server.start()


@pytest.fixture
def line(server: Server) -> Iterator[DeadLine]:
    with dead_line(server.port) as one:
        yield one


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def sittings() -> list[str]:
    return []


@pytest.fixture
def console(visit: Callable[..., Page], site: Site, sittings: list[str]) -> Page:
    """The chair's console of the meeting of this week, with an item put to the vote."""
    first = not sittings
    if first:
        sittings.append(site.meeting("published"))
    page = visit("edda", f"/meetings/{sittings[0]}/chair/", "desk")
    if first:
        page.locator(".act__button").click()  # confirm the agenda
        button(page, "All others are here").click()
        button(page, "Open the meeting").click()
        page.get_by_role("button", name="items without debate").click()
        page.locator("#console-now").get_by_role("button", name="Take up item").click()
    elif page.locator("#console-break-off").count():
        break_off(page)
    button(page, "Put to the vote").click()
    expect(page.locator(".vote-panel")).to_contain_text("0 votes cast")
    return page


@pytest.fixture
def meeting(console: Page, sittings: list[str]) -> str:
    return sittings[0]


def asked(site: Site, question: str) -> int:
    database = sqlite3.connect(f"file:{site.folder / 'balai.sqlite3'}?mode=ro", uri=True)
    try:
        return int(database.execute(question).fetchone()[0])
    finally:
        database.close()


def votes_and_entries(site: Site) -> tuple[int, int]:
    return (
        asked(site, "SELECT count(*) FROM meetings_vote"),
        asked(site, "SELECT count(*) FROM ledger_entry WHERE act = 'meetings.vote.cast'"),
    )


def remember(*pages: Page) -> None:
    for page in pages:
        page.evaluate("window.neverLoadedAnew = true")


def expect_never_loaded_anew(*pages: Page) -> None:
    assert all(page.evaluate("window.neverLoadedAnew === true") for page in pages)


def go_offline(page: Page) -> None:
    """Once the page follows the meeting: a stream that is just being opened would say that the line is there."""
    expect(page.locator("[data-live-state=open]")).to_be_attached(timeout=BACK)
    page.context.set_offline(True)


def strip(page: Page) -> Locator:
    return page.locator("#offline-strip")


def test_a_server_killed_in_mid_vote_goes_on_where_it_was(
    visit: Callable[..., Page], site: Site, server: Server, console: Page, meeting: str
) -> None:
    votes, entries = votes_and_entries(site)
    bram, aino, henrik, katrin = (
        visit(name, f"/meetings/{meeting}/meeting/", "phone") for name in ("bram", "aino", "henrik", "katrin")
    )
    hall = visit("sara", f"/meetings/{meeting}/hall/", "desk")
    screens = (console, hall, bram, aino, katrin)
    remember(*screens)
    button(bram, "For").click()
    expect(hall.locator(".hall__figure")).to_contain_text("1 of")

    server.kill()
    button(aino, "Against").click()
    button(henrik, "For").click()
    button(henrik, "Abstain").click()  # thought better of it: the last word counts
    for page, said in ((aino, "My vote: Against"), (henrik, "My vote: Abstain")):
        expect(strip(page)).to_contain_text(f"Not sent yet: 1 ({said}).")
    expect(button(aino, "Against")).to_have_class("vote__button vote__button--against is-unsent")
    for page in (console, bram):
        expect(strip(page)).to_contain_text("Offline.")
    assert votes_and_entries(site) == (votes + 1, entries + 1)

    server.start()
    henrik.reload()  # a nervous hand; what is kept outlives it
    for page, choice in ((aino, "Against"), (henrik, "Abstain"), (bram, "For")):
        expect(button(page, choice)).to_have_attribute("aria-pressed", "true", timeout=BACK)
        expect(strip(page)).to_be_hidden(timeout=BACK)
    expect(hall.locator(".hall__figure")).to_contain_text("3 of", timeout=BACK)
    expect(console.locator(".vote-panel")).to_contain_text("3 votes cast", timeout=BACK)
    button(katrin, "For").click()
    expect(hall.locator(".hall__figure")).to_contain_text("4 of")
    expect(console.locator(".vote-panel")).to_contain_text("4 votes cast")
    break_off(console)
    for page in (bram, katrin):
        expect(page.locator("#meeting-body")).not_to_contain_text("A vote is open.")
    expect_never_loaded_anew(*screens)
    time.sleep(5)  # long enough for a second sending, if there were one
    assert votes_and_entries(site) == (votes + 4, entries + 4)


def test_a_tablet_that_slept_for_ten_minutes_shows_the_present_within_a_second(
    visit: Callable[..., Page], new_page: Callable[..., Page], line: DeadLine, console: Page, meeting: str
) -> None:
    """Its connections died without a word, and its clock jumps when it wakes."""
    tablet = new_page("tablet", base_url=f"http://localhost:{line.port}")
    tablet.clock.install()
    tablet.goto(f"/sign-in/?next=/meetings/{meeting}/meeting/")
    tablet.locator("button[name=username][value=bram]").click()
    expect(button(tablet, "For")).to_be_visible()
    remember(tablet)
    line.go_dead()
    aino = visit("aino", f"/meetings/{meeting}/meeting/", "phone")
    button(aino, "For").click()
    expect(console.locator(".vote-panel")).to_contain_text("1 vote cast")
    tablet.wait_for_timeout(1_000)
    expect(tablet.locator("#meeting-body")).to_contain_text("0 votes cast")

    tablet.clock.fast_forward("10:00")
    begun = time.monotonic()
    expect(tablet.locator("#meeting-body")).to_contain_text("1 vote cast", timeout=PRESENT)
    assert time.monotonic() - begun < 1.0
    button(tablet, "Against").click()
    expect(console.locator(".vote-panel")).to_contain_text("2 votes cast")
    expect_never_loaded_anew(tablet)


def test_a_frozen_page_shows_the_present_when_it_is_looked_at_again(
    visit: Callable[..., Page], console: Page, meeting: str
) -> None:
    bram, aino = (visit(name, f"/meetings/{meeting}/meeting/", "phone") for name in ("bram", "aino"))
    remember(bram)
    session = bram.context.new_cdp_session(bram)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    button(aino, "For").click()
    expect(console.locator(".vote-panel")).to_contain_text("1 vote cast")
    session.send("Page.setWebLifecycleState", {"state": "active"})
    expect(bram.locator("#meeting-body")).to_contain_text("1 vote cast", timeout=PRESENT)
    expect_never_loaded_anew(bram)


def test_a_vote_that_could_not_be_sent_before_the_vote_was_over_is_refused_in_words(
    visit: Callable[..., Page], site: Site, console: Page, meeting: str, check_page: Callable[[Page], None]
) -> None:
    before = votes_and_entries(site)
    bram = visit("bram", f"/meetings/{meeting}/meeting/", "phone")
    go_offline(bram)
    expect(strip(bram)).to_contain_text("Offline. Your votes and answers are kept here and sent when the line is back.")
    button(bram, "For").click()
    expect(strip(bram)).to_contain_text("Not sent yet: 1 (My vote: For).")
    break_off(console)
    expect(console.locator(".vote-panel")).to_have_count(0)
    bram.context.set_offline(False)
    expect(bram.locator("#refusals")).to_contain_text("The vote is closed.")
    expect(bram.locator("#toast")).to_contain_text("this came too late or is not allowed: My vote: For.")
    expect(strip(bram)).to_be_hidden()
    expect(bram.locator("#meeting-body")).not_to_contain_text("A vote is open.")
    bram.wait_for_timeout(1_500)
    expect(bram.locator("#refusals")).to_contain_text("The vote is closed.")  # what the page fetches takes nothing away
    assert votes_and_entries(site) == before


def test_a_vote_whose_answer_was_lost_is_counted_once(
    visit: Callable[..., Page], new_page: Callable[..., Page], site: Site, line: DeadLine, console: Page, meeting: str
) -> None:
    votes, entries = votes_and_entries(site)
    tablet = new_page("tablet", base_url=f"http://localhost:{line.port}")
    tablet.goto(f"/sign-in/?next=/meetings/{meeting}/meeting/")
    tablet.locator("button[name=username][value=bram]").click()
    expect(button(tablet, "For")).to_be_visible()
    line.swallow("/vote/")
    button(tablet, "For").click()
    expect(console.locator(".vote-panel")).to_contain_text("1 vote cast")
    assert line.swallowed
    expect(button(tablet, "For")).to_have_attribute("aria-pressed", "true", timeout=BACK)
    expect(strip(tablet)).to_be_hidden()
    assert sum("/vote/" in one for one in line.asked) > 1, "by the browser itself, or by the page: it was sent again"
    expect(console.locator(".vote-panel")).to_contain_text("1 vote cast")
    assert votes_and_entries(site) == (votes + 1, entries + 1)


def test_the_floor_asked_for_on_a_dead_line_is_asked_for_once(
    visit: Callable[..., Page], site: Site, console: Page, meeting: str
) -> None:
    break_off(console)
    tomas = visit("tomas", f"/meetings/{meeting}/meeting/", "phone")
    go_offline(tomas)
    button(tomas, "Ask for the floor").click()
    expect(strip(tomas)).to_contain_text("Not sent yet: 1 (Ask for the floor).")
    tomas.context.set_offline(False)
    expect(tomas.locator(".my-floor")).to_contain_text("Give it back")
    expect(console.locator("#console-floor")).to_contain_text("Tomas Lindahl")
    asks = "SELECT count(*) FROM ledger_entry WHERE act = 'meetings.floor.asked'"
    assert asked(site, asks) == 1
    tomas.wait_for_timeout(1_500)
    assert asked(site, asks) == 1


def test_an_act_of_the_chair_that_was_not_done_is_said_and_not_done_later(
    console: Page, site: Site, meeting: str
) -> None:
    go_offline(console)
    button(console, "Close the vote and count").click()
    expect(console.locator("#toast")).to_contain_text("The line is down and this was not done.")
    console.context.set_offline(False)
    expect(strip(console)).to_be_hidden()
    console.wait_for_timeout(2_000)
    expect(console.locator(".vote-panel")).to_contain_text("0 votes cast")
