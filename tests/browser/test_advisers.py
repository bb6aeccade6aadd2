"""An adviser prepares while the minister reads; the minister confirms in place, and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import expect_answer, line, stance

pytestmark = pytest.mark.browser


@pytest.fixture
def agenda(site: Site) -> str:
    return f"/meetings/{site.meeting('published')}/agenda/?order=official"


def test_what_is_prepared_appears_before_the_minister_and_is_confirmed_there(agenda: str, visit: Callable[..., Page]):
    minister, adviser, other = visit("marin", agenda), visit("ilse", agenda), visit("tomas", agenda)
    expect(adviser.locator("#agenda-foot")).to_contain_text("7 of 25 prepared")
    expect(line(minister, "14").locator(".line-prepared")).to_have_count(0)
    stance(adviser, "14", "objection").click()
    expect(adviser.locator("#agenda-foot")).to_contain_text("8 of 25 prepared")
    prepared = line(minister, "14").locator(".line-prepared")
    expect(prepared).to_contain_text("Prepared by Ilse Tamberg:")  # without a reload
    expect(prepared).to_contain_text("objection")
    expect(minister.locator("#agenda-foot")).to_contain_text("8 prepared: confirm all")
    expect(line(other, "14")).not_to_contain_text("Ilse")
    prepared.get_by_role("button", name="Confirm").click()
    expect_answer(minister, "14", "objection")
    expect(prepared).to_have_count(0)
    expect(line(adviser, "14")).to_contain_text("The member's position:")  # told, without a reload


def test_all_prepared_are_confirmed_and_taken_back_in_place(agenda: str, visit: Callable[..., Page]):
    page = visit("dewi", agenda)
    foot = page.locator("#agenda-foot")
    foot.get_by_role("button", name="3 prepared: confirm all").click()
    expect_answer(page, "5", "wish to speak")
    expect_answer(page, "25", "no objection")
    expect(page.locator(".line-prepared")).to_have_count(0)
    foot.get_by_role("button", name="Undo: take back 3").click()
    expect(page.locator(".line-prepared")).to_have_count(3)
    expect(foot).to_contain_text("3 prepared: confirm all")


def test_an_opinion_and_a_briefing_from_the_opened_item(
    site: Site, agenda: str, visit: Callable[..., Page], check_page: Callable[[Page], None]
):
    adviser = visit("ilse", agenda)
    line(adviser, "15").locator(".line-open").click()
    panel = adviser.locator(".opened .panel")
    panel.get_by_role("textbox", name="Opinion prepared for the member").fill("Only with a right to buy back.")
    panel.locator(".answering").get_by_role("button", name="wish to speak", exact=True).click()
    expect(panel.get_by_role("button", name="Withdraw what is prepared")).to_be_visible()
    panel.get_by_role("textbox", name="Briefing for the member").fill("The town will agree.")
    panel.get_by_role("button", name="Keep the briefing").click()
    expect(panel.locator(".briefing")).to_contain_text("Kept.")
    check_page(adviser)
    minister = visit("marin", f"/items/{site.item(site.meeting('published'), '15')}/")
    expect(minister.locator(".briefing")).to_contain_text("The town will agree.")
    expect(minister.locator(".line-prepared")).to_contain_text("Only with a right to buy back.")
    check_page(minister)


def test_without_script_it_is_prepared_and_confirmed_too(agenda: str, visit: Callable[..., Page]):
    adviser = visit("ilse", agenda, java_script_enabled=False)
    stance(adviser, "20", "abstain").click()
    expect(line(adviser, "20")).to_contain_text("Prepared, not confirmed yet")
    minister = visit("marin", agenda, java_script_enabled=False)
    line(minister, "20").get_by_role("button", name="Confirm").click()
    expect_answer(minister, "20", "abstain")
    minister.locator("#agenda-foot").get_by_role("button", name="prepared: confirm all").click()
    expect(minister.locator("#agenda-foot")).to_contain_text("Undo: take back")
    expect(minister.locator(".line-prepared")).to_have_count(1)  # on papers that have changed since


def test_a_minister_gives_and_ends_a_mandate(visit: Callable[..., Page], check_page: Callable[[Page], None]):
    page = visit("amara", "/my/advisers/")
    page.get_by_label("Adviser").select_option(label="Bayu Prasetyo")
    page.get_by_role("button", name="Give the mandate").click()
    expect(page.get_by_text("Bayu Prasetyo prepares for")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="End now").click()
    expect(page.get_by_text("Nobody prepares here yet.")).to_be_visible()
