"""A pytest plugin: pages in a real Chromium, watched while they are open.

`new_page()` opens a page in a browser session of its own, with its own cookies. Whatever the page complains about (an
exception, a console error, a breach of the Content Security Policy) fails the test at its end. `check_page(page)` looks
at one state of it.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desk": (1280, 900)}
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The browser writes a line for every refusal that a page asked for and shows in words; those are no faults of the page.
REFUSALS = re.compile(r"status of (403|404|409|422)\b")
OUTLINE = """() => ({
  language: document.documentElement.lang,
  title: document.title.trim(),
  headings: [...document.querySelectorAll('h1')].map(h => h.innerText.trim()),
  twice: [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i),
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


@dataclass
class Watched:
    """What open pages have complained about. A test that provokes a complaint on purpose takes it out of the list."""

    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(f"exception on {page.url}: {error}"))
        page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSALS.search(message.text):
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")


def program() -> str:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        pytest.fail("Missing: chromium. Install it with: sudo apt-get install -y chromium")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    # Playwright's loop runs in this thread; Django takes any loop for code that must not wait for a database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def watched() -> Iterator[Watched]:
    watching = Watched()
    yield watching
    assert not watching.complaints, "\n".join(watching.complaints)


@pytest.fixture
def new_page(browser: Browser, watched: Watched) -> Iterator[Callable[..., Page]]:
    """Open a page: `new_page()`, `new_page("phone")`, `new_page(color_scheme="dark", java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def open_page(size: str = "desk", **options: Any) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, **{"locale": "en-GB", "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watched.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


def problems_of(page: Page) -> list[str]:
    """What is wrong with the page as it stands: frame, ids, width, and what axe finds against WCAG 2.2 AA."""
    outline = page.evaluate(OUTLINE)
    found = [] if outline["language"] else ["<html> has no lang"]
    if not outline["title"]:
        found.append("no title")
    if len(outline["headings"]) != 1 or not outline["headings"][0]:
        found.append(f"not exactly one h1: {outline['headings']}")
    if outline["twice"]:
        found.append(f"ids stand twice: {sorted(set(outline['twice']))}")
    if outline["wide"] > 0:
        found.append(f"the page is {outline['wide']} px wider than the screen")
    return found + _axe(page)


def _axe(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"axe {rule['id']} ({rule['impact']}): {rule['help']}: "
        + ", ".join(str(node["target"]) for node in rule["nodes"][:5])
        for rule in violations
    ]


@pytest.fixture
def check_page(watched: Watched) -> Callable[[Page], None]:
    """Fails with everything that is wrong with a page in its present state."""

    def check(page: Page) -> None:
        found = problems_of(page) + watched.complaints
        watched.complaints.clear()
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check
