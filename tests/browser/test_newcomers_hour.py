"""The newcomer's hour: a cabinet's week on the demonstration's own data, lived through on the screens of its people.

Three ministers on tablets, the secretary at a desk, the chair, and somebody from the public with a phone, each in a
browser session of their own. Nobody reloads a page to see what another has done.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import (
    WITHIN,
    expect_answer,
    expect_cell,
    expect_no_answer,
    expect_tally,
    forecast,
    item,
    line,
    listed,
    stance,
)

pytestmark = [pytest.mark.browser, pytest.mark.alone]

OPINION = "The fares of the northern islands should not rise before the new ferry sails."
NEW_PAPER = "The highest fare for a car is 9.40 euros; for residents of the islands it stays at 4.20."
URGENT = "Relief for the island of Holm after the storm of last night"
AMENDED = "To approve the regulation; the quota for cod is set at 1,150 tonnes."


@dataclass
class Hour:
    """The screens. `tomas` (Justice), `signe` (Climate) and `yusuf` (Culture) are ministers, `sara` the secretary."""

    check_page: Callable[[Page], None]
    take_picture: Callable[..., None]
    tomas: Page
    signe: Page
    yusuf: Page
    sara: Page
    chair: Page
    public: Page

    def picture(self, page: Page, name: str, height: int | None = None) -> None:
        """A screen as the README shows it: it is also checked as every page is (axe, frame, width, console).

        On a screen taller than the page: axe takes what a scrolled column or the foot cuts in half for too small to
        be touched.
        """
        before = page.viewport_size or {"width": 1280, "height": 900}
        page.set_viewport_size({"width": before["width"], "height": 6_000})
        self.check_page(page)
        page.set_viewport_size(before)
        self.take_picture(page, name, height)

    @property
    def ministers(self) -> tuple[Page, Page, Page]:
        return self.tomas, self.signe, self.yusuf


def test_a_newcomers_hour(
    newcomer: Callable[..., Page], check_page: Callable[[Page], None], picture: Callable[..., None]
):
    hour = Hour(
        check_page,
        picture,
        tomas=sign_in(newcomer("tablet"), "Tomas Lindahl"),
        signe=sign_in(newcomer("tablet"), "Signe Havmann"),
        yusuf=sign_in(newcomer("tablet"), "Yusuf Karahan"),
        sara=sign_in(newcomer("desk"), "Sara Holmqvist"),
        chair=sign_in(newcomer("desk"), "Edda Norrvik"),
        public=newcomer("phone"),
    )
    they_open_the_agenda(hour)
    a_tap_is_seen_by_all(hour)
    the_keyboard_does_as_well(hour)
    an_opinion_arrives(hour)
    one_tap_answers_the_rest(hour)
    the_secretary_publishes_a_next_version(hour)
    the_chair_confirms_and_opens(hour)
    an_urgent_item_is_added(hour)
    the_block_is_adopted_in_one_act(hour)
    an_item_is_put_to_the_vote(hour)
    the_others_are_settled(hour)
    the_public_reads_along(hour)
    the_meeting_is_closed(hour)


def sign_in(page: Page, name: str) -> Page:
    """From the front page of the site, as a newcomer finds it."""
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name=re.compile(name)).click()
    expect(page.locator(".person-menu__name")).to_have_text(name)
    return page


def they_open_the_agenda(hour: Hour) -> None:
    for minister in hour.ministers:
        card = minister.locator(".card").filter(has_text="government session")
        expect(card).to_contain_text("of 26 answered")
        card.locator(".card-step a").click()
        expect(minister.get_by_role("heading", level=1)).to_have_text("Government session")
        expect(minister.locator(".item")).to_have_count(26)
    card = hour.sara.locator(".card").filter(has_text="government session").first
    card.locator(".card-step a").click()
    expect(hour.sara.get_by_role("heading", level=1)).to_have_text("Secretary's desk")
    card = hour.chair.locator(".card").filter(has_text="government session").first
    card.get_by_role("link", name="Chair's console").click()
    expect(hour.chair.get_by_role("button", name="Confirm the agenda of 26 items")).to_be_visible()


def a_tap_is_seen_by_all(hour: Hour) -> None:
    expect(listed(hour.sara, "Passes without debate", "9")).to_be_visible()
    expect_cell(hour.sara, "9", "Climate", "no answer")
    before = forecast(hour.sara)
    stance(hour.signe, "9", "objection").click()
    expect_tally(hour.tomas, "9", "objection", 1)
    expect_tally(hour.yusuf, "9", "objection", 1)
    expect_answer(hour.signe, "9", "objection")
    expect(listed(hour.sara, "To discuss", "9")).to_contain_text("Climate", timeout=WITHIN)
    expect(listed(hour.sara, "Passes without debate", "9")).to_have_count(0)
    expect_cell(hour.sara, "9", "Climate", "objection")
    expect(hour.sara.locator(".forecast__time")).not_to_have_text(before, timeout=WITHIN)
    hour.picture(hour.sara, "desk", height=860)
    # The chair's console heard it too.
    expect(hour.chair.get_by_text("6 items to discuss")).to_be_visible(timeout=WITHIN)


def the_keyboard_does_as_well(hour: Hour) -> None:
    page = hour.yusuf
    page.keyboard.press("?")
    shortcuts = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(shortcuts).to_contain_text("no objection, wish to speak, objection, abstain")
    page.keyboard.press("Escape")
    expect(shortcuts).to_be_hidden()
    first, second, third = page.locator(".item .facts-number").all_inner_texts()[:3]
    page.keyboard.press("j")
    page.keyboard.press("1")
    expect_answer(page, first, "no objection")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("4")
    expect_answer(page, third, "abstain")
    expect_cell(hour.sara, third, "Culture", "abstain")
    page.keyboard.press("k")
    page.keyboard.press("2")
    expect_answer(page, second, "wish to speak")
    expect_cell(hour.sara, second, "Culture", "wish to speak")
    page.keyboard.press("3")
    expect_answer(page, second, "objection")
    page.keyboard.press("1")
    expect_answer(page, second, "no objection")
    page.keyboard.press("o")
    expect(item(page, second).get_by_role("heading", name="What is asked")).to_be_visible()
    page.keyboard.press("o")
    expect(item(page, second).get_by_role("heading", name="What is asked")).to_have_count(0)


def an_opinion_arrives(hour: Hour) -> None:
    """Written by one; another, who has the item open, reads it as it comes."""
    line(hour.signe, "11").locator(".line-open").click()
    others = item(hour.signe, "11").get_by_role("region", name="What the others say")
    expect(others).to_be_visible()
    line(hour.tomas, "11").locator(".line-open").click()
    panel = item(hour.tomas, "11").locator(".panel")
    panel.get_by_role("textbox", name="My opinion").fill(OPINION)
    panel.get_by_role("button", name="wish to speak").click()
    expect_answer(hour.tomas, "11", "wish to speak")
    expect(panel.get_by_role("textbox", name="My opinion")).to_have_value(OPINION)
    expect(others.locator(".voices li").filter(has_text="Justice")).to_contain_text(OPINION, timeout=WITHIN)
    expect(others.locator(".others-triage")).to_contain_text("discuss", timeout=WITHIN)
    expect(listed(hour.sara, "To discuss", "11")).to_contain_text("Justice", timeout=WITHIN)
    line(hour.tomas, "9").evaluate("line => line.scrollIntoView()")  # the opened one stands below the bar
    hour.picture(hour.tomas, "item")


def one_tap_answers_the_rest(hour: Hour) -> None:
    page, sara = hour.yusuf, hour.sara
    foot = page.locator("#agenda-foot")
    expect(foot).to_contain_text("3 of 26 answered")
    culture = sara.locator(".progress-list li").filter(has_text="Culture")
    expect(culture).to_contain_text("3 of 26")
    foot.get_by_role("button", name="No objection to the other 23").click()
    expect(foot).to_contain_text("26 of 26 answered")
    expect_cell(sara, "26", "Culture", "no objection")
    expect(culture).to_have_count(0, timeout=WITHIN)
    foot.get_by_role("button", name="Undo: take back 23").click()
    expect(foot).to_contain_text("3 of 26 answered")
    expect_no_answer(page, "26")
    expect_cell(sara, "26", "Culture", "no answer")
    foot.get_by_role("button", name="No objection to the other 23").click()
    expect(foot).to_contain_text("26 of 26 answered")
    expect_cell(sara, "26", "Culture", "no objection")


def the_secretary_publishes_a_next_version(hour: Hour) -> None:
    """A new paper makes the answers stale on the ministers' screens; the one who looks again confirms."""
    sara = hour.sara
    sara.get_by_role("link", name="Look and publish").click()
    sara.get_by_role("link", name=re.compile("highest fares on the supported ferry lines")).click()
    sara.get_by_role("link", name="New version").first.click()
    sara.locator("textarea[name=text_en]").fill(NEW_PAPER)
    sara.get_by_role("button", name="Save").click()
    expect(sara.get_by_text("Version 2 is added.")).to_be_visible()
    expect_answer(hour.tomas, "11", "wish to speak", stale=True)
    expect_answer(hour.yusuf, "11", "no objection", stale=True)
    sara.get_by_role("link", name="Build the agenda").click()
    expect(sara.get_by_text("new papers: version 1 → 2").first).to_be_visible()
    hour.picture(sara, "builder")
    sara.get_by_role("button", name="Publish the next version to the members").click()
    expect(sara.get_by_text("version 2 published")).to_be_visible()
    sara.get_by_role("navigation", name="This meeting").get_by_role("link", name="Desk").click()
    expect_cell(sara, "11", "Justice", "wish to speak (on an earlier version)")

    line(hour.tomas, "11").locator(".line-open").click()  # closes it
    line(hour.tomas, "11").locator(".line-open").click()
    panel = item(hour.tomas, "11").locator(".panel")
    expect(panel.locator("ins").first).to_be_visible()
    panel.get_by_role("button", name="Confirm for this version").click()
    expect_answer(hour.tomas, "11", "wish to speak")
    expect_cell(sara, "11", "Justice", "wish to speak")


def the_chair_confirms_and_opens(hour: Hour) -> None:
    chair = hour.chair
    chair.get_by_role("button", name="Confirm the agenda of 26 items").click()
    expect(hour.tomas.locator("#agenda-head")).to_contain_text("agenda confirmed", timeout=WITHIN)
    opening = chair.get_by_role("button", name="Open the meeting")
    expect(opening).to_be_disabled()
    expect(chair.locator("#console-now .refusal")).to_contain_text("No quorum: 0 of 8 needed")
    expect(chair.locator("#console-now .refusal")).to_contain_text("VVS § 16")
    hour.public.goto("/")
    hour.public.get_by_role("link", name="Government of the Republic of Lumara").first.click()
    expect(hour.public.get_by_text("This is the confirmed agenda.")).to_be_visible()

    for minister in hour.ministers:  # two note themselves on their own screens
        minister.get_by_role("link", name="Meeting", exact=True).click()
        expect(minister.get_by_text("The meeting has not begun.")).to_be_visible()
    for minister, present in ((hour.tomas, 1), (hour.signe, 2)):
        minister.locator(".my-attendance").get_by_role("button", name="here").click()
        expect(chair.locator(".quorum__numbers")).to_contain_text(f"{present}", timeout=WITHIN)
    chair.get_by_role("button", name="All others are here").click()
    expect(chair.locator(".quorum__numbers")).to_contain_text("15 present, 8 of 15 needed")
    hour.picture(chair, "console-opening")
    opening.click()
    for minister in hour.ministers:
        expect(minister.locator("#meeting-body")).to_contain_text("meeting now", timeout=WITHIN)
    expect(hour.public.get_by_text("The meeting is running.")).to_be_visible(timeout=WITHIN)


def an_urgent_item_is_added(hour: Hour) -> None:
    chair = hour.chair
    chair.get_by_text("Add an urgent item").click()
    chair.get_by_label("Title").fill(URGENT)
    chair.get_by_label("Text of the decision").fill("To allocate 300,000 euros from the reserve.")
    chair.get_by_label("Proposed by").select_option("Tomas Lindahl")
    chair.get_by_role("button", name="Add to this meeting").click()
    for minister in hour.ministers:
        expect(minister.locator("#meeting-body")).to_contain_text(URGENT, timeout=WITHIN)
    expect(hour.public.locator("#public-agenda")).to_contain_text(URGENT, timeout=WITHIN)


def the_block_is_adopted_in_one_act(hour: Hour) -> None:
    act = hour.chair.get_by_role("button", name=re.compile(r"Adopt \d+ items without debate"))
    found = re.search(r"\d+", act.inner_text())
    assert found
    together = int(found.group())
    assert together >= 15
    hour.chair.evaluate("scrollTo(0, 0)")
    hour.picture(hour.chair, "console-block")
    act.click()
    expect(hour.chair.get_by_text(f"{together} items settled")).to_be_visible()
    for minister in hour.ministers:
        adopted = minister.locator("#meeting-body .console-item__stage").filter(has_text="adopted")
        expect(adopted).to_have_count(together, timeout=WITHIN)
    # Two items are not public; whatever else was adopted stands there, each with its number.
    decided = hour.public.locator(".public-agenda__state").filter(has_text="adopted")
    expect(decided).to_have_count(together - 2, timeout=WITHIN)
    expect(hour.public.get_by_text("The meeting is running.")).to_be_visible()


def an_item_is_put_to_the_vote(hour: Hour) -> None:
    chair = hour.chair
    chair.get_by_role("button", name="Take up item 5", exact=True).last.click()
    expect(chair.locator(".running__number")).to_have_text("5")
    for minister in hour.ministers:
        expect(minister.locator("#meeting-body .running__number")).to_have_text("5", timeout=WITHIN)
    hour.picture(chair, "console")
    chair.get_by_role("button", name="Take over: nobody objects").click()
    expect(chair.locator("#console-motions-heading")).to_have_count(0)
    chair.get_by_role("button", name="Put to the vote").click()
    for number, (minister, choice) in enumerate(
        ((hour.tomas, "For"), (hour.signe, "For"), (hour.yusuf, "Against")), start=1
    ):
        ballot = minister.locator("#my-meeting .vote-panel")
        expect(ballot.get_by_role("heading", name="Vote on item 5")).to_be_visible(timeout=WITHIN)
        ballot.get_by_role("button", name=choice, exact=True).click()
        expect(ballot.get_by_text("Your vote is recorded")).to_be_visible()
        expect(chair.locator(".vote-panel")).to_contain_text(f"{number} vote", timeout=WITHIN)
    hour.picture(chair, "console-vote")
    hour.picture(hour.yusuf, "ballot")
    ballot = hour.yusuf.locator("#my-meeting .vote-panel")
    ballot.get_by_role("button", name="For", exact=True).click()  # talked over: until it is closed one may change
    expect(ballot.get_by_role("button", name="For", exact=True)).to_have_attribute("aria-pressed", "true")
    chair.get_by_role("button", name="Close the vote and count").click()
    # Three of fifteen who are present: the rule asks for most of those present, and the console says so.
    expect(chair.locator(".result").first).to_contain_text("Not carried: 3 for, 0 against, 0 abstaining")
    expect(chair.locator(".result").first).to_contain_text("VVS § 16")
    for minister in hour.ministers:
        expect(minister.locator(".result").first).to_contain_text("3 for, 0 against, 0 abstaining", timeout=WITHIN)
        expect(minister.locator("#my-meeting .vote-panel")).to_have_count(0, timeout=WITHIN)


def the_others_are_settled(hour: Hour) -> None:
    chair = hour.chair

    def take_up(number: str) -> None:
        chair.get_by_role("button", name=f"Take up item {number}", exact=True).last.click()
        expect(chair.locator(".running__number")).to_have_text(number)

    def settled(number: str, outcome: str) -> None:
        expect(chair.locator(".running__number")).to_have_count(0)
        for minister in hour.ministers:
            row = minister.locator("#meeting-body .console-item").filter(
                has=minister.locator(".console-item__number", has_text=re.compile(rf"^{number}$"))
            )
            expect(row.locator(".console-item__stage")).to_have_text(outcome, timeout=WITHIN)

    take_up("1")
    chair.get_by_role("button", name="Adopt", exact=True).click()
    settled("1", "adopted")
    take_up("8")
    chair.locator("summary", has_text="Amend, postpone, withdraw, reject").click()
    chair.get_by_label("Text of the decision as amended").fill(AMENDED)
    chair.get_by_role("button", name="Adopt as amended").click()
    settled("8", "adopted amended")
    for number, act, outcome in (("2", "Postpone", "postponed"), ("9", "Withdraw", "withdrawn")):
        take_up(number)
        chair.locator("summary", has_text="Amend, postpone, withdraw, reject").click()
        chair.get_by_label("Reason (stands in the record)").fill("The ministries agree on the figures first.")
        chair.get_by_role("button", name=act, exact=True).click()
        settled(number, outcome)
    take_up("25")
    chair.locator("summary", has_text="Amend, postpone, withdraw, reject").click()
    chair.get_by_role("button", name="Reject").click()
    settled("25", "rejected")
    # What is not complete cannot be decided: the console says why, and offers what can be done.
    take_up("13")
    expect(chair.locator("#console-now .refusal")).to_contain_text("Papers not complete")
    chair.get_by_role("button", name="Postpone").click()
    settled("13", "postponed")
    take_up("11")
    chair.get_by_role("button", name="Adopt", exact=True).click()
    settled("11", "adopted")
    chair.locator("#console-now").get_by_role("button", name=re.compile("Take up item")).click()
    expect(chair.locator(".running__title")).to_have_text(URGENT)
    chair.get_by_role("button", name="Adopt", exact=True).click()


def the_public_reads_along(hour: Hour) -> None:
    """On the page that they had open, on the front page, and on the page of the decision that was voted on."""
    public = hour.public
    expect(public.locator(".public-agenda__state").filter(has_text="adopted amended")).to_have_count(1, timeout=WITHIN)
    expect(public.locator(".public-agenda__state").filter(has_text="rejected")).to_have_count(2)
    public.get_by_role("link", name="Agendas", exact=True).click()
    running = public.get_by_role("region", name="Meeting now")
    expect(running.get_by_role("link")).to_contain_text("Government of the Republic of Lumara")
    latest = public.get_by_role("region", name="Latest decisions").locator("li")
    hour.picture(public, "public-front")
    expect(latest.filter(has_text="highest fares").first).to_contain_text("adopted")
    latest.filter(has_text="wind energy at sea").get_by_role("link").click()
    expect(public.get_by_role("heading", level=1)).to_contain_text("Decision")
    expect(public.get_by_role("heading", level=1)).to_be_visible()
    how = public.get_by_role("region", name="How")
    expect(how).to_contain_text("decided by vote")
    expect(how).to_contain_text("3 for, 0 against, 0 abstaining")
    expect(how).to_contain_text("VVS § 16")
    expect(public.get_by_role("region", name="What was decided")).to_contain_text("rejected")
    expect(public.get_by_role("region", name="What was decided")).to_contain_text("proposed, and not adopted")
    public.go_back()
    latest.filter(has_text="fishing opportunities").first.get_by_role("link").click()
    decided = public.get_by_role("region", name="What was decided")
    expect(decided).to_contain_text("adopted amended")
    expect(decided).to_contain_text(AMENDED)
    hour.picture(public, "public-decision")


def the_meeting_is_closed(hour: Hour) -> None:
    expect(hour.chair.get_by_text("Every item is settled.")).to_be_visible()
    hour.chair.get_by_role("button", name="Close the meeting").click()
    expect(hour.chair.get_by_text(re.compile("The meeting is closed. It took"))).to_be_visible()
    for minister in hour.ministers:
        expect(minister.locator("#meeting-body .state-tag")).to_have_text("closed", timeout=WITHIN)
    hour.public.goto("/")
    expect(hour.public.get_by_role("region", name="Meeting now")).to_have_count(0)
    past = hour.public.get_by_role("region", name="Past meetings").locator("li").first
    expect(past).to_contain_text("Government of the Republic of Lumara")
    past.get_by_role("link").click()
    expect(hour.public.get_by_text(re.compile("The meeting ended on"))).to_be_visible()
