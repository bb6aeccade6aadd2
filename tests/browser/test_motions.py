"""A member proposes another text on a tablet; the chair puts it to the vote; it is carried and is what is decided."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

MORE = "At most half of it is spent this year."
IN_FAVOUR = ("marin", "tomas", "aino", "katrin", "dewi", "jonas", "signe", "rein")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_a_motion_is_proposed_put_to_the_vote_carried_and_decided(
    visit: Callable[..., Page], site: Site, check_page: Callable[[Page], None]
) -> None:
    meeting = site.meeting("published")
    console = visit("edda", f"/meetings/{meeting}/chair/", "tablet")
    console.locator(".act__button").click()
    button(console, "All others are here").click()
    button(console, "Open the meeting").click()
    console.locator(".act__button", has_text="without debate").click()
    console.locator(".act__button", has_text="Take up item 1").click()
    expect(console.locator(".running__title")).to_be_visible()
    hall = visit("sara", f"/meetings/{meeting}/hall/", "desk")

    # The member: from the page of the meeting, the text as it stands with a sentence more.
    member = visit("bram", f"/meetings/{meeting}/meeting/", "tablet")
    member.get_by_role("link", name="Propose another text for item 1").click()
    text = member.get_by_label("Text of the decision as you propose it")
    expect(text).not_to_have_value("")
    check_page(member)
    text.focus()
    member.keyboard.press("Control+End")
    member.keyboard.type(f" {MORE}")
    member.get_by_label("Because (one or two sentences)").fill("The rest is not costed.")
    button(member, "Propose").click()
    expect(member.locator("#meeting-body .motion")).to_contain_text("The rest is not costed.")
    expect(member.locator("#meeting-body .motion ins")).to_contain_text(MORE)
    expect(button(member, "Withdraw my motion 1")).to_be_visible()
    check_page(member)

    # The chair: it stands there by itself, the item waits; one tap opens the vote, one closes it.
    motion = console.locator(".motion")
    expect(motion).to_contain_text("Bram")
    expect(motion.locator("ins")).to_contain_text(MORE)
    expect(console.locator(".running")).to_contain_text("settle them before the item is decided")
    expect(button(console, "Adopt")).to_have_count(0)
    check_page(console)
    button(console, "Put to the vote").click()
    expect(console.locator(".vote-panel")).to_contain_text("Vote on motion 1")
    expect(hall.locator("#hall")).to_contain_text("Vote on motion 1")
    expect(hall.locator("#hall .hall__ask")).to_contain_text(MORE)
    expect(member.locator("#my-meeting .vote-panel")).to_contain_text("Vote on motion 1 to item 1")
    button(member, "For").click()
    for name in IN_FAVOUR:
        page = visit(name, f"/meetings/{meeting}/meeting/", "phone")
        button(page, "For").click()
        expect(page.locator(".vote-panel")).to_contain_text("Your vote is recorded")
        page.close()
    expect(console.locator(".vote-panel")).to_contain_text("9 votes cast")
    button(console, "Close the vote and count").click()
    expect(console.locator("#draft-text")).to_contain_text(MORE)
    expect(member.locator("#meeting-body .motion")).to_contain_text("carried")
    button(console, "Adopt the text as drafted").click()
    expect(console.locator(".running")).to_have_count(0)
    member.locator(".console-item", has=member.locator(".console-item__number", has_text="1")).first.get_by_role(
        "link"
    ).click()
    expect(member.locator("main")).to_contain_text(MORE)
    check_page(member)
