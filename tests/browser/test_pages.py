"""Every main page as phone, tablet and desk show it, through the languages, light and dark.

Each page is checked by axe against WCAG 2.2 AA, for its frame, for its width, and for complaints of the console (the
Content Security Policy's among them). Each page is met in every language; over all pages every screen meets every
language, light and dark.
"""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, language_cookie
from tests.chromium import SIZES

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "et", "id")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Who reads it (nobody: the public), and where it stands.
PAGES = (
    (None, "/sign-in/"),
    (None, "/public/"),
    (None, "/public/meetings/{last}/"),
    (None, "/public/meetings/{last}/screen/"),
    (None, "/public/meetings/{council}/screen/"),
    (None, "/public/decisions/"),
    (None, "/public/decisions/{decision}/"),
    (None, "/public/programme/"),
    (None, "/record/"),
    (None, "/offline/"),
    (None, "/nowhere/"),
    ("tomas", "/desk/"),
    ("tomas", "/meetings/{this}/agenda/?order=for_me"),
    ("dewi", "/meetings/{this}/agenda/?order=official"),
    ("tomas", "/items/{item}/"),
    ("tomas", "/meetings/{this}/meeting/"),
    ("tomas", "/meetings/{this}/chair/"),
    ("tomas", "/meetings/{last}/meeting/"),
    ("tomas", "/decisions/{decision}/"),
    ("tomas", "/programme/"),
    ("tomas", "/programme/goals/{goal}/"),
    ("runa", "/meetings/{this}/agenda/"),
    ("marin", "/meetings/{this}/agenda/?order=official"),
    ("marin", "/my/advisers/"),
    ("ilse", "/desk/"),
    ("ilse", "/meetings/{this}/agenda/"),
    ("ilse", "/items/{item}/"),
    ("ilse", "/my/advisers/"),
    ("sara", "/desk/"),
    ("sara", "/meetings/{this}/desk/"),
    ("sara", "/meetings/{this}/build/"),
    ("sara", "/meetings/{next}/build/"),
    ("sara", "/meetings/{this}/versions/"),
    ("sara", "/meetings/{next}/build/item/"),
    ("sara", "/items/{item}/edit/"),
    ("sara", "/items/{item}/withdraw/"),
    ("sara", "/papers/{paper}/renew/"),
    ("sara", "/bodies/lumara/convene/"),
    ("sara", "/bodies/lumara/substitutes/"),
    ("sara", "/record/status/"),
    ("edda", "/meetings/{this}/chair/"),
    ("sara", "/meetings/{this}/hall/"),
    ("sara", "/meetings/{last}/hall/"),
    ("sara", "/meetings/{this}/hall/links/"),
    ("edda", "/meetings/{last}/chair/"),
    ("olga", "/meetings/{council}/chair/"),
    ("tuuli", "/meetings/{committee}/meeting/"),
    ("marta", "/meetings/{ballot}/meeting/"),
    ("marta", "/meetings/{ballot}/minutes/"),
    ("lauri", "/desk/"),
)


@pytest.fixture(scope="module")
def places(site: Site) -> dict[str, str]:
    """What stands in the addresses."""
    this = site.meeting("published")
    item = site.item(this, "1")
    return {
        "this": this,
        "next": site.meeting("draft"),
        "last": site.meeting("closed"),
        "council": site.meeting("confirmed", "tirna"),
        "ballot": site.meeting("closed", "tirna"),
        "committee": site.meeting("closed", "secretaries"),
        "item": item,
        "paper": site.paper(item),
        "decision": site.decision(site.meeting("closed")),
        "goal": site.goal(),
    }


@pytest.mark.parametrize(("turn", "who", "path"), [(turn, *page) for turn, page in enumerate(PAGES)])
def test_a_page_on_three_screens(
    turn: int,
    who: str | None,
    path: str,
    site: Site,
    places: dict[str, str],
    visit: Callable[..., Page],
    check_page: Callable[[Page], None],
):
    page = visit(who, "/offline/")
    for place, (width, height) in enumerate(SIZES.values()):
        language = LANGUAGES[(turn + place) % len(LANGUAGES)]
        page.context.add_cookies([language_cookie(site, language)])
        page.emulate_media(color_scheme=SCHEMES[(turn // len(LANGUAGES) + place) % len(SCHEMES)])
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path.format(**places))
        expect(page.locator("html")).to_have_attribute("lang", language)
        check_page(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agenda_in_the_language_of_its_reader(
    language: str,
    site: Site,
    visit: Callable[..., Page],
    picture: Callable[..., None],
):
    """A title in another language than the page's would be marked; the demonstration has them all."""
    page = visit("tomas", f"/meetings/{site.meeting('published')}/agenda/", language=language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".facts-title")).to_have_count(26)
    expect(page.locator(".facts-title [lang]")).to_have_count(0)
    picture(page, "agenda" if language == "en" else f"agenda-{language}")


def test_the_strategic_agenda(site: Site, visit: Callable[..., Page], picture: Callable[..., None]):
    """First a sentence, then the goals with their lights, then what is late."""
    page = visit("edda", "/programme/", "desk")
    expect(page.locator(".lead")).to_have_text(re.compile(r"Of \d+ tasks \d+ are due, \d+ done, \d+ late"))
    expect(page.locator(".goal-card")).to_have_count(12)
    expect(page.get_by_role("heading", name="Late, and whose it is")).to_be_visible()
    picture(page, "programme")
