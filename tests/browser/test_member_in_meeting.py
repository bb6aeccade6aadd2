"""A member in the running meeting: what is dealt with opens by itself; every act of theirs takes two taps at most."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def began() -> dict[str, str]:
    return {}


@pytest.fixture
def console(visit: Callable[..., Page], site: Site, began: dict[str, str]) -> Page:
    """The chair's, of the meeting of this week; opened once for this file."""
    if not began:
        began["meeting"] = site.meeting("published")
    meeting = began["meeting"]
    page = visit("edda", f"/meetings/{meeting}/chair/", "desk")
    if "open" not in began:
        page.locator(".act__button").click()
        button(page, "All others are here").click()
        button(page, "Open the meeting").click()
        expect(page.get_by_role("button", name="items without debate")).to_be_visible()
        began["open"] = "yes"
    return page


def test_acts_of_a_member_in_two_taps(
    visit: Callable[..., Page], console: Page, began: dict[str, str], check_page: Callable[[Page], None]
) -> None:
    meeting = began["meeting"]
    tomas = visit("tomas", f"/meetings/{meeting}/meeting/", "phone")
    block = console.locator(".block-list li")
    before = block.count()

    # An item leaves the block: unfold, open. An objection is withdrawn: one tap.
    tomas.get_by_text("Ask to open an item that would pass without debate").click()
    tomas.locator("#open-items form button").first.click()
    expect(block).to_have_count(before - 1)
    objections = tomas.locator(".my-objections li")
    mine = objections.count()
    assert mine > 0
    objections.first.get_by_role("button").click()
    expect(objections).to_have_count(mine - 1)
    check_page(tomas)

    console.get_by_role("button", name="items without debate").click()
    console.locator(".act__button", has_text="Take up item").click()
    expect(tomas.locator("#now")).to_be_visible()

    # A recusal: unfold, write, send. What is being written stays while others act.
    tomas.locator("#my-recusal > summary").click()
    reason = tomas.get_by_label("Reason (stands in the minutes)")
    reason.fill("A relative owns")
    aino = visit("aino", f"/meetings/{meeting}/meeting/", "phone")
    button(aino, "Ask for the floor").click()
    expect(tomas.locator(".floor .speakers")).to_contain_text("Aino Raudvere")
    expect(reason).to_have_value("A relative owns")
    reason.press_sequentially(" shares")
    button(tomas, "I take no part in this item").click()
    expect(tomas.locator(".my-recusal")).to_contain_text("You take no part in item")
    button(tomas, "Take part after all").click()
    expect(tomas.locator(".my-recusal")).to_have_count(0)

    # The floor and back: one tap each.
    button(aino, "Give it back").click()
    expect(button(aino, "Ask for the floor")).to_be_visible()

    # A dissent before the meeting ends: unfold, write, send.
    console.locator(".act__button", has_text="Adopt").first.click()
    tomas.locator("#attach-dissent > summary").click()
    tomas.get_by_label("Dissent", exact=True).fill("The cost is not covered.")
    check_page(tomas)
    button(tomas, "Attach to the minutes").click()
    expect(tomas.locator("#my-dissents")).to_contain_text("Your dissent is attached.")


def test_the_item_in_debate_opens_by_itself_and_a_bar_leads_back(
    visit: Callable[..., Page], console: Page, began: dict[str, str], check_page: Callable[[Page], None]
) -> None:
    meeting = began["meeting"]
    reader = visit("bram", f"/meetings/{meeting}/agenda/?order=official", "phone")
    elsewhere = visit("aino", f"/meetings/{meeting}/agenda/?order=official", "phone")
    elsewhere.locator(".item a.line-open").last.click()
    panel = elsewhere.locator(".opened .panel")
    expect(panel).to_be_visible()
    away = elsewhere.evaluate("scrollY")

    console.locator(".act__button", has_text="Take up item").click()
    number = console.locator(".running__number").inner_text().strip()
    expect(reader.locator(".opened .panel")).to_be_visible()
    bar = elsewhere.locator("#agenda-now")
    expect(bar).to_have_text(f"Now: item {number}")
    expect(bar).to_be_in_viewport()
    assert elsewhere.evaluate("scrollY") == away  # nothing jumps
    expect(panel).to_have_count(1)
    check_page(elsewhere)
    bar.click()
    expect(panel).to_have_count(2)
    expect(bar).to_be_hidden()

    page = visit("bram", f"/meetings/{meeting}/meeting/", "phone")
    lead = page.locator("#now-bar")
    expect(lead).to_be_hidden()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(lead).to_be_in_viewport()
    check_page(page)
    lead.click()
    expect(page.locator("#now")).to_be_focused()
    expect(page.locator("#now")).to_be_in_viewport()


def test_a_timed_vote_counts_down_by_the_servers_clock(
    visit: Callable[..., Page], console: Page, site: Site, began: dict[str, str], check_page: Callable[[Page], None]
) -> None:
    site.votes_stay_open(12)
    member = visit("bram", f"/meetings/{began['meeting']}/meeting/", "phone")
    member.add_init_script("const now = Date.now; Date.now = () => now() + 7 * 60_000;")  # the device is wrong
    member.reload()
    next_step = console.locator(".act__button").first
    while not button(console, "Put to the vote").is_visible():
        said = next_step.inner_text()
        next_step.click()
        expect(next_step).not_to_have_text(said)
    button(console, "Put to the vote").click()
    left = member.locator(".vote-time__clock")
    expect(left).to_have_text(re.compile(r"^0:(0[1-9]|1[0-2])$"))
    check_page(console)

    button(console, "Close the vote and count").click()
    expect(console.get_by_role("alert")).to_contain_text("unless all have voted before. Not yet:")
    expect(member.locator(".vote-time__over")).to_be_visible(timeout=15_000)
    button(member, "For").click()  # what the clock says closes nothing
    expect(member.locator("#my-meeting")).to_contain_text("Your vote is recorded")
    expect(console.locator(".vote-panel").first).to_contain_text("1 vote cast")
    expect(console.locator(".vote-time__over")).to_contain_text("open until the chair closes it")
    button(console, "Close the vote and count").click()
    expect(console.locator(".result")).to_be_visible()
