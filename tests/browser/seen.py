"""What stands on a screen, in the words of those who look at it."""

import re

from playwright.sync_api import Locator, Page, expect

WITHIN = 2_000  # ms in which what one person does has to be on the screens of the others
SHAPES = {"no objection": "●", "wish to speak": "▲", "objection": "■", "abstain": "◇", "no answer": "○"}


def exactly(text: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(text)}\s*$")


def item(page: Page, number: str) -> Locator:
    """An item on the member's agenda: its line and, where it is open, its panel."""
    return page.locator(".item").filter(has=page.locator(".facts-number", has_text=exactly(number)))


def line(page: Page, number: str) -> Locator:
    return item(page, number).locator(".line")


def stance(page: Page, number: str, name: str) -> Locator:
    """The button of a stance on an item's line."""
    return line(page, number).get_by_role("button", name=re.compile(rf"^{name}( \(on an earlier version\))?$"))


def expect_answer(page: Page, number: str, name: str, *, stale: bool = False) -> None:
    """The member's own answer as their line shows it: by the pressed button and its word."""
    button = stance(page, number, name)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_accessible_name(f"{name} (on an earlier version)" if stale else name)


def expect_no_answer(page: Page, number: str) -> None:
    expect(line(page, number).locator("[aria-pressed=true]")).to_have_count(0)


def expect_tally(page: Page, number: str, name: str, count: int) -> None:
    """How many members said it, as the line shows everybody; within the time that the house promises."""
    tally = line(page, number).locator(".tally").filter(has=page.locator(f".stance--{name.replace(' ', '_')}"))
    if count:
        expect(tally.locator("b")).to_have_text(str(count), timeout=WITHIN)
    else:
        expect(tally).to_have_count(0, timeout=WITHIN)


def column(page: Page, heading: str) -> Locator:
    """A column of the secretary's desk."""
    return page.locator(".column").filter(has=page.get_by_role("heading", name=re.compile(heading)))


def listed(page: Page, heading: str, number: str) -> Locator:
    """An item in a column of the secretary's desk."""
    within = column(page, heading).locator(".desk-line")
    return within.filter(has=page.locator(".desk-line__number", has_text=exactly(number)))


def expect_cell(page: Page, number: str, member: str, said: str) -> None:
    """The cell of the secretary's matrix where an item and a member meet: its shape, and its word for who listens."""
    members = page.locator(".matrix thead th").all_inner_texts()
    row = page.locator(".matrix tbody tr").filter(has=page.locator(".matrix__number", has_text=exactly(number)))
    cell = row.locator("th, td").nth([name.strip() for name in members].index(member))
    shape = SHAPES[said.partition(" (")[0]]
    expect(cell).to_have_text(re.compile(rf"^\s*{shape}\s*{re.escape(said)}\s*$"), timeout=WITHIN)


def forecast(page: Page) -> str:
    """The forecast in words: 'Forecast: 1 h 6 min'."""
    return page.locator(".forecast__time").inner_text()


def break_off(console: Page) -> None:
    """The chair ends the open vote uncounted, with a reason."""
    console.locator("#console-break-off summary").click()
    console.get_by_label("Reason (stands in the record)").fill("The question was not ready.")
    console.get_by_role("button", name="Break off the vote", exact=True).click()
