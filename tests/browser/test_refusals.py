"""Refusals and changes where they meet a member: the sentence stands beside the line, and nothing typed is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import WITHIN, expect_answer, expect_no_answer, item, line, stance

pytestmark = pytest.mark.browser

OPINION = "The transition of two years is too short for the smaller ports."


def agenda(visit: Callable[..., Page], site: Site, who: str) -> Page:
    return visit(who, f"/meetings/{site.meeting('published')}/agenda/")


def opened(page: Page, number: str) -> Locator:
    line(page, number).locator(".line-open").click()
    panel = item(page, number).locator(".panel")
    expect(panel).to_be_visible()
    return panel


def renew_the_paper(visit: Callable[..., Page], site: Site, number: str, text: str) -> None:
    """The secretary hands in a new version of the item's first paper."""
    paper = site.paper(site.item(site.meeting("published"), number))
    sara = visit("sara", f"/papers/{paper}/renew/", "desk")
    sara.locator("textarea[name=text_en]").fill(text)
    sara.get_by_role("button", name="Save").click()
    expect(sara.get_by_text(re.compile(r"Version \d is added"))).to_be_visible()


def test_papers_that_change_while_one_writes_show_what_changed(visit: Callable[..., Page], site: Site):
    page = agenda(visit, site, "tomas")
    panel = opened(page, "4")
    opinion = panel.get_by_role("textbox", name="My opinion")
    opinion.fill(OPINION)
    renew_the_paper(visit, site, "4", "The benefit is paid from the month of birth.")
    expect(panel).to_contain_text("you read version 1, this is version 2", timeout=WITHIN)
    expect(panel.locator("ins").first).to_contain_text("month of birth")
    expect(opinion).to_have_value(OPINION)
    expect(opinion).to_be_focused()
    panel.get_by_role("button", name="no objection", exact=True).click()
    expect_answer(page, "4", "no objection")
    expect(opinion).to_have_value(OPINION)


def test_a_screen_that_missed_the_new_version_is_refused_with_the_sentence(visit: Callable[..., Page], site: Site):
    page = visit("tomas", "/offline/")
    page.route("**/live/**", lambda route: route.fulfill(status=204))  # this screen hears nothing
    page.goto(f"/meetings/{site.meeting('published')}/agenda/")
    panel = opened(page, "16")
    opinion = panel.get_by_role("textbox", name="My opinion")
    opinion.fill(OPINION)
    renew_the_paper(visit, site, "16", "Three million euros are allocated.")
    panel.get_by_role("button", name="objection", exact=True).click()
    refusal = line(page, "16").locator(".line-refusal")
    expect(refusal).to_contain_text("you read version 1, now it is version 2. Look again.")
    expect(refusal).to_contain_text("Nothing was changed.")
    expect(refusal).to_contain_text("VVR § 3")
    expect_no_answer(page, "16")
    expect(opinion).to_have_value(OPINION)
    stance(page, "16", "objection").click()  # having looked again
    expect_answer(page, "16", "objection")
    expect(refusal).to_have_count(0)


def test_the_same_item_on_two_tablets(visit: Callable[..., Page], site: Site):
    """Answered on one, the other shows it by itself."""
    first, second = agenda(visit, site, "tomas"), agenda(visit, site, "tomas")
    stance(first, "20", "wish to speak").click()
    expect_answer(first, "20", "wish to speak")
    expect(stance(second, "20", "wish to speak")).to_have_attribute("aria-pressed", "true", timeout=WITHIN)


def test_after_the_deadline_the_sentence_stands_beside_the_line(visit: Callable[..., Page], site: Site):
    page = agenda(visit, site, "signe")
    panel = opened(page, "12")
    panel.get_by_role("textbox", name="My opinion").fill(OPINION)
    site.positions_close(site.meeting("published"))
    panel.get_by_role("button", name="wish to speak", exact=True).click()
    refusal = line(page, "12").locator(".line-refusal")
    expect(refusal).to_contain_text(re.compile(r"Positions closed on \d+ \w+ \d{4}"))
    expect(refusal).to_contain_text("Nothing was changed.")
    expect(line(page, "12").get_by_role("button")).to_have_count(0)
    expect(panel).to_contain_text(OPINION)
    # The foot has no act any more: it says why.
    foot = page.locator("#agenda-foot")
    expect(foot).to_contain_text("Positions closed")
    expect(foot.get_by_role("button")).to_have_count(0)
