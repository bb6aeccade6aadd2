"""The chair gives the floor to two speakers in turn; the members' pages and the hall follow while it happens."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import break_off

pytestmark = pytest.mark.browser


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def debates() -> dict[str, bool]:
    return {}


@pytest.fixture
def debated(visit: Callable[..., Page], site: Site, debates: dict[str, bool]) -> str:
    """The meeting of this week, opened, its first item taken up on the chair's console; once for this file."""
    if debates:
        return next(iter(debates))
    meeting = site.meeting("published")
    console = visit("edda", f"/meetings/{meeting}/chair/", "desk")
    console.locator(".act__button").click()  # confirm the agenda
    button(console, "All others are here").click()
    button(console, "Open the meeting").click()
    console.get_by_role("button", name="items without debate").click()
    button(console, "Take up item 1").first.click()
    expect(console.locator("#console-floor")).to_contain_text("Nobody has the floor.")
    debates[meeting] = True
    return meeting


@pytest.fixture
def hall(visit: Callable[..., Page], newcomer: Callable[..., Page], debated: str) -> Page:
    """The room's machine: nobody signs in on it, it opens the address that the secretary made."""
    secretary = visit("sara", f"/meetings/{debated}/hall/links/", "tablet")
    button(secretary, "Make a link").click()
    machine = newcomer("desk")
    machine.set_viewport_size({"width": 1920, "height": 1080})
    machine.goto(secretary.get_by_label("Address").input_value())
    machine.wait_for_url(f"**/meetings/{debated}/hall/")
    return machine


def queue(hall: Page) -> Locator:
    return hall.locator(".hall__queue li")


def test_two_speak_in_turn_and_every_screen_follows(
    visit: Callable[..., Page], hall: Page, check_page: Callable[[Page], None], debated: str
) -> None:
    console = visit("edda", f"/meetings/{debated}/chair/", "desk")
    bram, aino, henrik = (visit(name, f"/meetings/{debated}/meeting/", "phone") for name in ("bram", "aino", "henrik"))

    # Henrik wished to speak before the meeting, so he stands on the list already.
    expect(henrik.locator(".my-floor")).to_contain_text("You are next.")
    button(bram, "Ask for the floor").click()
    expect(bram.locator(".my-floor")).to_contain_text("You are number 2")
    button(aino, "Ask for the floor").focus()
    aino.keyboard.press("Enter")
    expect(aino.locator(".my-floor")).to_contain_text("You are number 3")
    expect(queue(hall)).to_have_text(["Henrik Strandvall", "Bram Oosterveld", "Aino Raudvere"])

    button(console, "Give the floor to Henrik Strandvall").click()
    for page in (hall, bram, aino):
        expect(page.locator(".speaker__name")).to_have_text("Henrik Strandvall")
    expect(henrik.get_by_role("heading", name="You have the floor")).to_be_visible()
    expect(bram.locator(".my-floor")).to_contain_text("You are next.")
    for page in (console, hall, henrik, bram):
        check_page(page)

    # A point of order goes first; the chair may choose another all the same.
    button(aino, "Point of order").click()
    expect(queue(hall).first).to_contain_text("Aino Raudvere")
    button(console, "Give the floor to Bram Oosterveld").click()
    expect(hall.locator(".speaker__name")).to_have_text("Bram Oosterveld")
    expect(bram.get_by_role("heading", name="You have the floor")).to_be_visible()
    expect(henrik.get_by_role("heading", name="To speak")).to_be_visible()
    button(bram, "I have finished").click()
    expect(console.locator("#console-floor")).to_contain_text("Nobody has the floor.")
    expect(hall.locator(".speaker")).to_have_count(0)

    # What ends the debate takes the speakers off the hall; the votes are counted there as they come.
    button(console, "Put to the vote").click()
    expect(hall.locator(".hall__figure")).to_contain_text("0 of")
    button(bram, "For").click()
    expect(hall.locator(".hall__figure")).to_contain_text("1 of")
    check_page(hall)
    break_off(console)
    expect(queue(hall).first).to_contain_text("Aino Raudvere")


def test_a_revoked_link_shows_nothing_any_more(visit: Callable[..., Page], hall: Page, debated: str) -> None:
    expect(hall.locator(".hall__title")).to_contain_text("Bill amending")
    secretary = visit("sara", f"/meetings/{debated}/hall/links/", "tablet")
    revoke = secretary.get_by_role("button", name="Revoke")
    while (left := revoke.count()) > 0:
        revoke.first.click()
        expect(revoke).to_have_count(left - 1)
    expect(hall.locator(".hall")).to_have_count(0, timeout=40_000)  # a heartbeat, and one try to come back


def test_without_script_a_member_asks_and_the_chair_gives_the_floor(visit: Callable[..., Page], debated: str) -> None:
    member = visit("katrin", f"/meetings/{debated}/meeting/", "phone", java_script_enabled=False)
    button(member, "Ask for the floor").click()
    expect(member.locator(".my-floor")).to_contain_text("on the list of speakers.")
    console = visit("edda", f"/meetings/{debated}/chair/", "tablet", java_script_enabled=False)
    button(console, "Give the floor to Katrin Pohlak").click()
    expect(console.locator(".speaker__name")).to_have_text("Katrin Pohlak")
    expect(console.locator(".speaker__clock")).to_contain_text("since")
    member.reload()
    button(member, "I have finished").click()
    expect(member.get_by_role("heading", name="To speak")).to_be_visible()
