"""Without JavaScript: a member answers, the chair adopts the block, the secretary orders the agenda."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import exactly, expect_answer, line, stance

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(visit: Callable[..., Page]) -> Callable[..., Page]:
    """As `visit`, in a browser that runs no script."""

    def open_page(who: str, path: str, size: str = "tablet") -> Page:
        return visit(who, path, size, java_script_enabled=False)

    return open_page


def test_a_member_marks_a_position(plain: Callable[..., Page], site: Site):
    page = plain("tomas", f"/meetings/{site.meeting('published')}/agenda/")
    stance(page, "4", "wish to speak").click()
    expect(page).to_have_url(re.compile(r"/agenda/#line-"))
    expect_answer(page, "4", "wish to speak")
    expect(page.locator("#agenda-foot")).to_contain_text("15 of 26 answered")


def test_a_member_writes_an_opinion_on_the_items_own_page(plain: Callable[..., Page], site: Site):
    page = plain("signe", f"/meetings/{site.meeting('published')}/agenda/")
    line(page, "12").locator(".line-open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Item 12")
    page.get_by_role("textbox", name="My opinion").fill("Thirty days are too many.")
    page.locator(".answering").get_by_role("button", name="objection", exact=True).click()
    expect_answer(page, "12", "objection")
    expect(page.get_by_role("textbox", name="My opinion")).to_have_value("Thirty days are too many.")


def test_a_member_answers_the_rest_and_takes_it_back(plain: Callable[..., Page], site: Site):
    page = plain("yusuf", f"/meetings/{site.meeting('published')}/agenda/")
    page.get_by_role("button", name="No objection to the other 25").click()
    expect(page.locator("#agenda-foot")).to_contain_text("26 of 26 answered")
    page.get_by_role("button", name="Undo: take back 25").click()
    expect(page.locator("#agenda-foot")).to_contain_text("1 of 26 answered")


def test_a_refusal_is_a_page_with_the_sentence(plain: Callable[..., Page], site: Site):
    """Two pages of one member: the second answer has not seen the first, and what it wrote is there again."""
    item = f"/items/{site.item(site.meeting('published'), '20')}/"
    first, second = plain("tomas", item), plain("tomas", item)
    stance(first, "20", "no objection").click()
    second.get_by_role("textbox", name="My opinion").fill("The south first.")
    second.locator(".answering").get_by_role("button", name="objection", exact=True).click()
    expect(second.locator(".answering")).to_contain_text("answered a moment ago on another device")
    expect(second.get_by_role("textbox", name="My opinion")).to_have_value("The south first.")
    expect_answer(second, "20", "no objection")


def test_the_chair_adopts_the_block(plain: Callable[..., Page], site: Site):
    """The town council's confirmed agenda, from the first attendance to the next item."""
    page = plain("olga", f"/meetings/{site.meeting('confirmed', 'tirna')}/chair/", "desk")
    page.get_by_role("button", name="All others are here").click()
    page.get_by_role("button", name="Open the meeting").click()
    act = page.get_by_role("button", name=re.compile(r"Adopt \d+ items without debate"))
    together = re.findall(r"\d+", act.inner_text())[0]
    act.click()
    expect(page.get_by_text(f"{together} items settled")).to_be_visible()
    page.locator("#console-now").get_by_role("button", name=re.compile("Take up item")).click()
    expect(page.get_by_role("button", name="Put to the vote")).to_be_visible()


def test_the_secretary_orders_the_agenda(plain: Callable[..., Page], site: Site):
    page = plain("sara", f"/meetings/{site.meeting('draft')}/build/", "desk")
    numbers = page.locator(".builder__number")
    before = numbers.all_inner_texts()
    page.get_by_role("button", name=f"Move item {before[1]} up", exact=True).click()
    expect(numbers.first).to_have_text(before[1])
    assert numbers.all_inner_texts() == [before[1], before[0], *before[2:]]
    page.get_by_label(f"Planned minutes of item {before[0]}", exact=True).fill("17")
    row = page.locator(".builder__item").filter(has=page.locator(".builder__number", has_text=exactly(before[0])))
    row.get_by_role("button", name="Save").click()
    expect(page.get_by_label(f"Planned minutes of item {before[0]}", exact=True)).to_have_value("17")
