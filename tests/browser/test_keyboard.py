"""The agenda and the builder with the keyboard alone: keys do what taps do, and the focus stays where the hand is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import exactly, expect_answer, item, line, stance

pytestmark = pytest.mark.browser


@pytest.fixture
def agenda(visit: Callable[..., Page], site: Site) -> Page:
    return visit("tomas", f"/meetings/{site.meeting('published')}/agenda/?order=official", "desk")


@pytest.fixture
def builder(visit: Callable[..., Page], site: Site) -> Page:
    return visit("sara", f"/meetings/{site.meeting('draft')}/build/", "desk")


def row(page: Page, number: str) -> Locator:
    has = page.locator(".builder__number", has_text=exactly(number))
    return page.locator(".builder__item").filter(has=has)


def test_the_first_tab_leads_past_the_frame(agenda: Page):
    agenda.keyboard.press("Tab")
    skip = agenda.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    agenda.keyboard.press("Enter")
    expect(agenda.locator("main")).to_be_focused()


def test_keys_walk_the_agenda_and_answer(agenda: Page):
    keys = agenda.keyboard
    numbers = agenda.locator(".item .facts-number").all_inner_texts()
    keys.press("j")
    keys.press("j")
    keys.press("k")
    expect(line(agenda, numbers[0]).locator(".line-open")).to_be_focused()
    for _step in range(3):
        keys.press("j")
    fourth = numbers[3]
    for key, said in (("1", "no objection"), ("2", "wish to speak"), ("3", "objection"), ("4", "abstain")):
        keys.press(key)
        expect_answer(agenda, fourth, said)
        expect(line(agenda, fourth).locator(".line-open")).to_be_focused()
    keys.press("o")
    panel = item(agenda, fourth).locator(".panel")
    expect(panel).to_be_visible()
    # Letters typed into a field are text, not commands.
    opinion = panel.get_by_role("textbox", name="My opinion")
    opinion.focus()
    keys.type("jo 1?")
    expect(opinion).to_have_value("jo 1?")
    expect(panel).to_be_visible()
    expect_answer(agenda, fourth, "abstain")
    line(agenda, fourth).locator(".line-open").focus()
    keys.press("o")
    expect(panel).to_have_count(0)


def test_a_stance_reached_with_tab_keeps_the_focus(agenda: Page):
    line(agenda, "11").locator(".line-open").focus()
    agenda.keyboard.press("Tab")
    agenda.keyboard.press("Tab")
    expect(stance(agenda, "11", "wish to speak")).to_be_focused()
    agenda.keyboard.press("Space")
    expect_answer(agenda, "11", "wish to speak")
    expect(stance(agenda, "11", "wish to speak")).to_be_focused()
    agenda.keyboard.press("Tab")
    expect(stance(agenda, "11", "objection")).to_be_focused()


def test_the_list_of_keys_and_the_menu_close_with_escape(agenda: Page):
    agenda.keyboard.press("j")
    focused = line(agenda, agenda.locator(".item .facts-number").first.inner_text()).locator(".line-open")
    agenda.keyboard.press("?")
    shortcuts = agenda.get_by_role("dialog", name="Keyboard shortcuts")
    expect(shortcuts).to_be_visible()
    agenda.keyboard.press("j")  # behind a dialog nothing moves
    agenda.keyboard.press("Escape")
    expect(shortcuts).to_be_hidden()
    expect(focused).to_be_focused()
    menu = agenda.locator("details.person-menu")
    menu.locator("summary").focus()
    agenda.keyboard.press("Enter")
    expect(agenda.get_by_role("button", name="Sign out")).to_be_visible()
    agenda.keyboard.press("Escape")
    expect(agenda.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_alt_and_an_arrow_move_an_item_and_the_focus_goes_with_it(builder: Page):
    numbers = builder.locator(".builder__number")
    before = numbers.all_inner_texts()
    moved = before[2]
    row(builder, moved).get_by_role("button", name=f"Move item {moved} up", exact=True).focus()
    builder.keyboard.press("Alt+ArrowUp")
    expect(numbers.nth(1)).to_have_text(moved)
    expect(builder.locator("#announcer")).to_have_text(f"Moved to place 2 of {len(before)}")
    expect(row(builder, moved).get_by_role("button", name="up")).to_be_focused()
    builder.keyboard.press("Alt+ArrowUp")
    expect(numbers.nth(0)).to_have_text(moved)
    # At the top there is no way up: the focus is on the way down, still on this item.
    expect(row(builder, moved).get_by_role("button", name="down")).to_be_focused()
    builder.keyboard.press("Alt+ArrowDown")
    builder.keyboard.press("Alt+ArrowDown")
    expect(numbers.nth(2)).to_have_text(moved)
    expect(row(builder, moved).get_by_role("button", name="down")).to_be_focused()
    builder.reload()
    assert numbers.all_inner_texts() == before


def test_an_item_moves_from_any_of_its_fields(builder: Page):
    numbers = builder.locator(".builder__number")
    first, second = numbers.all_inner_texts()[:2]
    minutes = builder.get_by_label(f"Planned minutes of item {first}", exact=True)
    minutes.focus()
    builder.keyboard.press("Alt+ArrowDown")
    expect(numbers.first).to_have_text(second)
    expect(row(builder, first).locator(":focus")).to_have_count(1)


def test_arrows_explain_the_matrix_cell_by_cell(visit: Callable[..., Page], site: Site):
    page = visit("sara", f"/meetings/{site.meeting('published')}/desk/", "desk")
    cells = page.locator(".matrix tbody tr").first.locator("td")
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    said = page.locator("#matrix-said")
    expect(said).to_contain_text("Tomas Lindahl")
    expect(said).to_contain_text("objection")
    expect(said).to_contain_text("Paragraph 4 lets a register be opened by regulation")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".matrix tbody tr").nth(1).locator("td").nth(3)).to_be_focused()
