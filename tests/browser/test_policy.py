"""The Content Security Policy and Trusted Types, as Chromium keeps them: every main page for every role, swaps by htmx,
live changes; and that a breach would be seen.

Each page says what its policy refused (`securitypolicyviolation`); the console is listened to besides, in every browser
test (tests/chromium.py).
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.seen import WITHIN, expect_answer, item, line, stance
from tests.browser.test_pages import PAGES, places
from tests.chromium import Watched

__all__ = ["places"]
pytestmark = pytest.mark.browser

# Nobody, a member, the secretary, the chair, who may speak, and a member of another body.
ROLES = (None, "tomas", "sara", "edda", "runa", "olga")
LISTEN = """
window.refusedHere = [];
document.addEventListener("securitypolicyviolation", (event) => window.refusedHere.push(
  `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
"""


def refused(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.refusedHere")
    return found


@pytest.fixture
def open_page(visit: Callable[..., Page]) -> Callable[..., Page]:
    """A page that says what its policy refuses."""

    def opened(who: str | None, path: str, size: str = "desk", **more: Any) -> Page:
        page = visit(who, "/offline/", size, **more)
        page.add_init_script(LISTEN)
        page.goto(path)
        return page

    return opened


@pytest.mark.parametrize("who", ROLES)
def test_every_main_page_in_every_role(who: str | None, places: dict[str, str], open_page: Callable[..., Page]):
    """Pages and refusals alike: what somebody may not see has a policy too."""
    page = open_page(who, "/offline/")
    for path in dict.fromkeys(path for _whose, path in PAGES):
        page.goto(path.format(**places))
        page.wait_for_load_state()
        assert refused(page) == [], page.url
        nonces = page.evaluate("[...document.querySelectorAll('script[src], link[rel=stylesheet]')].map(e => e.nonce)")
        assert nonces, page.url
        assert all(nonces), "every script and style of the page runs by its nonce"


def test_what_htmx_and_the_stream_put_into_a_page(site: Site, open_page: Callable[..., Page]):
    meeting = site.meeting("published")
    tomas = open_page("tomas", f"/meetings/{meeting}/agenda/")
    signe = open_page("signe", f"/meetings/{meeting}/agenda/")
    desk = open_page("sara", f"/meetings/{meeting}/desk/")
    line(tomas, "4").locator(".line-open").click()
    expect(item(tomas, "4").locator(".panel")).to_be_visible()
    stance(tomas, "4", "objection").click()
    expect_answer(tomas, "4", "objection")
    tally = line(signe, "4").locator(".tally").filter(has=signe.locator(".stance--objection"))
    expect(tally).to_be_visible(timeout=WITHIN)
    paper = site.paper(site.item(meeting, "4"))
    sara = open_page("sara", f"/papers/{paper}/renew/")
    sara.locator("textarea[name=text_en]").fill("The benefit is paid from the first day.")
    sara.get_by_role("button", name="Save").click()
    expect(item(tomas, "4").locator(".panel")).to_contain_text("this is version 2", timeout=WITHIN)
    builder = open_page("sara", f"/meetings/{site.meeting('draft')}/build/")
    builder.locator("button[name=move]:not(:disabled)").first.click()
    expect(builder.locator("#announcer")).not_to_be_empty()
    for page in (tomas, signe, desk, sara, builder):
        assert refused(page) == [], page.url


def test_the_chair_takes_up_and_the_members_screens_follow(site: Site, open_page: Callable[..., Page]):
    meeting = site.meeting("published")
    member = open_page("tomas", f"/meetings/{meeting}/meeting/")
    chair = open_page("edda", f"/meetings/{meeting}/chair/")
    chair.locator("form[hx-post] button[type=submit], form button[hx-post]").first.click()
    chair.wait_for_load_state()
    if (yes := chair.locator("#confirm-yes")).is_visible():
        yes.click()
    chair.wait_for_timeout(1_000)
    assert refused(chair) == []
    assert refused(member) == []


# A breach is seen -----------------------------------------------------------------------------------------------------

BREACHES = {
    "a handler in an attribute": (
        "document.body.setAttribute('onclick', 'window.ran = 1');",
        "require-trusted-types-for trusted-types-sink",
    ),
    "a style inside the page": (
        "const s = document.createElement('style'); s.textContent = 'body { color: red }'; document.head.append(s);",
        "style-src-elem inline",
    ),
    "a picture in an address": (
        "const i = new Image(); i.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='; document.body.append(i);",
        "img-src data",
    ),
    "text that becomes HTML by a sink that is not ours": (
        "document.getElementById('main').innerHTML = '<b>x</b>';",
        "require-trusted-types-for trusted-types-sink",
    ),
    "text that becomes a script": (
        "const s = document.createElement('script'); s.src = '/static/balai/clock.js'; document.head.append(s);",
        "require-trusted-types-for trusted-types-sink",
    ),
    "a policy of somebody else's": (
        "window.trustedTypes.createPolicy('mine', {createHTML: (x) => x});",
        "trusted-types trusted-types-policy",
    ),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_seen(breach: str, open_page: Callable[..., Page], watched: Watched):
    """Sabotage: so this file would go red. The code runs as a script of the page would."""
    code, expected = BREACHES[breach]
    page = open_page("tomas", "/desk/")
    page.evaluate(f"setTimeout(() => {{ {code} }})")
    page.wait_for_function("window.refusedHere.length > 0")
    assert refused(page)[0].startswith(expected)
    assert not page.evaluate("window.ran")
    assert watched.complaints, "the console says it too, and so fails every other browser test"
    watched.complaints.clear()


@pytest.mark.parametrize(
    ("put", "expected"),
    [
        ("<script>window.ran = 1</script>", "script-src-elem inline"),
        ("<script nonce='AAAAAAAAAAAAAAAAAAAAAA=='>window.ran = 1</script>", "script-src-elem inline"),
        ("<script src='/static/balai/clock.js'></script>", "script-src-elem http"),
        ("<p onfocus='window.ran = 1' tabindex=0 autofocus>x</p>", "script-src-attr inline"),
        ("<style>body { color: red }</style>", "style-src-elem inline"),
        ("<p style='color: red'>x</p>", "style-src-attr inline"),
        ("<base href='https://elsewhere.example/'>", "base-uri"),
    ],
)
def test_what_somebody_smuggles_into_a_page_does_not_run(
    put: str, expected: str, open_page: Callable[..., Page], watched: Watched
):
    """As if a template had forgotten to escape: the page comes with it from the server."""
    page = open_page("tomas", "/offline/")

    def smuggle(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<body", f"{put}<body", 1))

    page.route("**/desk/", smuggle)
    page.goto("/desk/")
    page.wait_for_function("window.refusedHere.length > 0")
    assert refused(page)[0].startswith(expected)
    assert not page.evaluate("window.ran")
    watched.complaints.clear()


@pytest.mark.parametrize(
    "html",
    [
        "<img src=x onerror='window.ran = 1'>",
        "<script>window.ran = 1</script>",
        "<script src='/static/balai/clock.js'></script>",
        "<a href=' javascript:window.ran=1'>here</a>",
        "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
        "<form><input name=attributes><input name=closest><b onclick='window.ran = 1'>x</b></form>",
        "<template><b hx-on:click='window.ran = 1'>x</b></template>",
    ],
)
def test_htmx_shows_nothing_that_could_run(html: str, open_page: Callable[..., Page], watched: Watched):
    page = open_page("tomas", "/desk/")
    shown = page.evaluate(
        "(html) => { try { window.htmx.swap('#main', html, {swapStyle: 'innerHTML'}); } catch { return 'refused'; }"
        " return document.getElementById('main').innerHTML; }",
        html,
    )
    assert shown == "refused"
    page.evaluate("window.htmx.swap('#main', '<p>words</p>', {swapStyle: 'innerHTML'})")
    expect(page.locator("#main")).to_have_text("words")
    assert not page.evaluate("window.ran")
    watched.complaints.clear()
