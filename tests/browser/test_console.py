"""The chair leads a meeting with the keyboard alone, and takes back a wrong step; every open screen follows."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def settle(page: Page) -> None:
    """The answer to the act before renews the console."""
    expect(page.locator(".htmx-request")).to_have_count(0)


def press_next(page: Page, words: str) -> None:
    """The next step: the key leads to its button, Enter takes it."""
    act = page.locator(".act__button", has_text=words).first
    expect(act).to_be_visible()
    page.keyboard.press("n")
    expect(act).to_be_focused()
    page.keyboard.press("Enter")


def test_the_chair_leads_with_the_keyboard_and_undoes(
    visit: Callable[..., Page], site: Site, check_page: Callable[[Page], None]
) -> None:
    meeting = site.meeting("published")
    console = visit("edda", f"/meetings/{meeting}/chair/", "desk")
    keys = console.keyboard
    press_next(console, "Confirm the agenda")
    expect(console.locator(".act__button")).to_contain_text("Open the meeting")
    keys.press("h")
    expect(button(console, "All others are here")).to_have_count(0)
    press_next(console, "Open the meeting")
    expect(console.locator(".console__undo")).to_contain_text("The opening of the meeting cannot be undone")
    press_next(console, "without debate")
    expect(console.locator(".console__undo")).to_contain_text("The decision is public: it cannot be undone.")
    member = visit("bram", f"/meetings/{meeting}/meeting/", "phone")
    press_next(console, "Take up item 1")
    expect(member.locator(".running__title")).to_be_visible()
    expect(button(console, "Undo: item 1 taken up")).to_be_visible()
    check_page(console)
    keys.press("u")
    expect(console.locator(".act__button").first).to_contain_text("Take up item 1")
    expect(member.locator(".running__title")).to_have_count(0)
    press_next(console, "Take up item 1")
    expect(member.locator(".running__title")).to_be_visible()

    # Amending is typed: letters are text while one types.
    settle(console)
    keys.press("m")
    text = console.get_by_label("Text of the decision as amended")
    expect(text).to_be_visible()
    text.focus()
    keys.press("Control+End")
    keys.type(" unfem?")
    expect(text).to_have_value(re.compile(r" unfem\?$"))
    expect(console.get_by_role("dialog")).to_have_count(0)
    console.locator("#now-heading").evaluate("one => { one.tabIndex = -1; one.focus(); }")

    # The floor: given and ended by keys, each of which can be taken back.
    keys.press("f")
    expect(console.locator(".floor-now")).to_contain_text("Henrik Strandvall")
    settle(console)
    keys.press("e")
    expect(console.locator("#console-floor")).to_contain_text("Nobody has the floor.")
    settle(console)
    keys.press("u")
    expect(console.locator(".floor-now")).to_contain_text("Henrik Strandvall")
    settle(console)
    keys.press("u")
    expect(console.locator("#console-floor")).to_contain_text("Nobody has the floor.")
    keys.press("i")
    expect(console.get_by_role("heading", name="Items", exact=True)).to_be_focused()
    keys.press("v")
    expect(button(console, "Put to the vote")).to_be_focused()


def test_the_list_of_keys_says_what_they_do_and_switches_them_off(
    visit: Callable[..., Page], site: Site, check_page: Callable[[Page], None]
) -> None:
    console = visit("edda", f"/meetings/{site.meeting('open')}/chair/", "tablet")
    keys = console.keyboard
    keys.press("?")
    dialog = console.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("undo the last step")
    check_page(console)
    keys.press("i")  # behind the dialog nothing happens
    expect(dialog.locator(":focus")).to_have_count(1)
    dialog.get_by_label("Single keys work on this device").focus()
    keys.press("Space")
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    keys.press("?")
    expect(dialog).to_be_hidden()
    console.reload()
    keys.press("i")
    console.wait_for_timeout(300)
    expect(console.get_by_role("heading", name="Items", exact=True)).not_to_be_focused()
    console.locator(".person-menu summary").click()
    button(console, "Keyboard shortcuts").click()
    dialog.get_by_label("Single keys work on this device").check()
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    keys.press("i")
    expect(console.get_by_role("heading", name="Items", exact=True)).to_be_focused()
