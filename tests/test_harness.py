"""The harness itself: what it must notice, it notices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.chromium import Watched, problems_of
from tests.markup import problems

GOOD = """<!doctype html><html lang="en"><head><title>Agenda</title></head>
<body><main><h1>Agenda</h1>{}</main></body></html>"""
ROOT = Path(__file__).resolve().parent.parent


def test_a_sound_page_has_no_problems():
    assert problems(GOOD.format('<p id="a">One<br></p><ul><li>two</ul>')) == []


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (GOOD.replace(' lang="en"', ""), "lang"),
        (GOOD.replace("<title>Agenda</title>", ""), "title"),
        (GOOD.format("<h1>Again</h1>"), "h1"),
        (GOOD.replace("<h1>Agenda</h1>", "<h1> </h1>"), "h1"),
        (GOOD.format('<p id="a"></p><p id="a"></p>'), "stands 2 times"),
        (GOOD.format("<script>1</script>"), "Policy"),
        (GOOD.format('<p style="color: red">red</p>'), "Policy"),
        (GOOD.format('<button type="button" onclick="go()">Go</button>'), "Policy"),
        (GOOD.format("<div><span></div>"), "not closed"),
        (GOOD.format('<form method="post"></form>'), "CSRF"),
        ('<li id="a"></li><li id="a"></li>', "stands 2 times"),
    ],
)
def test_a_fault_in_the_html_is_named(html, problem):
    assert any(problem in found for found in problems(html)), problems(html)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "axe image-alt"),
        ('<p id="a">One</p><p id="a">Two</p>', "ids stand twice"),
        ("<h1>Again</h1>", "not exactly one h1"),
        ("<pre>" + "wide " * 400 + "</pre>", "wider than the screen"),
    ],
)
def test_a_fault_on_the_screen_is_named(page: Page, body: str, problem: str):
    page.set_content(GOOD.format(body))
    assert any(problem in found for found in problems_of(page)), problems_of(page)


@pytest.mark.browser
def test_a_sound_screen_has_no_problems(page: Page, check_page: Callable[[Page], None]):
    page.set_content(GOOD.format("<p>Nothing to object to.</p>"))
    check_page(page)


@pytest.mark.browser
def test_a_page_that_complains_is_heard(page: Page, watched: Watched):
    page.set_content(GOOD.format("<script>console.error('broken'); throw new Error('worse')</script>"))
    page.wait_for_timeout(100)
    heard = "\n".join(watched.complaints)
    watched.complaints.clear()
    assert "broken" in heard
    assert "worse" in heard


def test_a_skipped_test_fails_the_run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile("import pytest\n\n\ndef test_left_out():\n    pytest.skip('no reason')\n")
    result = pytester.runpytest_subprocess("-p", "tests.nothing_skipped", "-p", "no:django")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*skipped, and therefore failed*"])
