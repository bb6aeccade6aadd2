"""Signing in by OpenID Connect, against a real provider in a second process, on a real server of ours."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.identity_provider import CLIENT, SECRET, providing
from tests.serving import ROOT, environment_in, free_port, kill, start

pytestmark = pytest.mark.slow
BACK = "/sign-in/with/state/back/"


class Site:
    """Our server, the provider, and commands on our database."""

    def __init__(self, address: str, provider: str, environment: dict[str, str]) -> None:
        self.address, self.provider, self.environment = address, provider, environment

    def people(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "balai", "people", *words]
        return subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)

    def read(self, question: str) -> list[tuple[str, ...]]:
        database = sqlite3.connect(self.environment["BALAI_DATABASE"].removeprefix("sqlite:///"))
        try:
            return database.execute(question).fetchall()
        finally:
            database.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("federation")
    port, other = free_port(), free_port()
    environment = {
        **environment_in(folder, "test"),
        "BALAI_OIDC_ISSUER": f"http://localhost:{other}",
        "BALAI_OIDC_CLIENT_ID": CLIENT,
        "BALAI_OIDC_SECRET": SECRET,
        "BALAI_OIDC_NAME": "State Login",
        "BALAI_OIDC_LEVELS": "high=device_passkey",
    }
    with providing(other, folder, f"http://localhost:{port}{BACK}") as provider:
        site = Site(f"http://localhost:{port}", provider, environment)
        site.people("enrol", "ana", "--name", "Ana")
        site.people("link", "ana", "--subject", "ana-at-the-state")
        process = start(port, environment)
        yield site
        kill(process)


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(follow_redirects=True, timeout=20) as client:
        yield client


def sign_in(site: Site, browser: httpx.Client, name: str = "ana-at-the-state", how: str = "x,pwd", **form: str):
    """From our sign-in page to the provider and back; gives the page at which the browser ends."""
    browser.get(f"{site.provider}/be/{name}/{how}/").raise_for_status()
    page = browser.get(f"{site.address}/sign-in/").text
    assert "Sign in by State Login" in page
    return browser.post(f"{site.address}/sign-in/with/state/", data={"csrfmiddlewaretoken": csrf(page), **form})


def csrf(page: str) -> str:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    return token[1]


def level(site: Site) -> str:
    content = site.read("SELECT content FROM ledger_entry WHERE act = 'people.signed_in' ORDER BY \"index\" DESC")
    found: str = json.loads(content[0][0])["assurance"]
    return found


@pytest.mark.parametrize(
    ("how", "assurance"),
    [
        ("x,pwd", "password"),
        ("x,pwd,otp", "two_factors"),
        ("x,swk,pin", "passkey"),
        ("x,hwk,fpt", "device_passkey"),
        ("x,hwk", "password"),
        ("high,pwd", "device_passkey"),
    ],
)
def test_who_is_linked_is_in_and_the_record_says_how_sure_the_provider_was(site, browser, how, assurance):
    page = sign_in(site, browser, how=how, next="/my/sign-in/")
    assert (page.status_code, page.url.path) == (200, "/my/sign-in/")
    assert level(site) == assurance


@pytest.mark.parametrize("fault", ["no-nonce", "wrong-nonce", "no-time", "words-as-time", "two-hours-ago", "tomorrow"])
def test_a_token_that_answers_another_question_or_is_too_old_is_refused(site, browser, fault):
    page = sign_in(site, browser, how=f"x,pwd:{fault}")
    assert page.url.path == "/sign-in/"
    assert "This is not accepted" in page.text


def test_each_question_has_a_nonce_of_its_own_and_says_how_old_a_proof_may_be(site, browser):
    browser.follow_redirects = False
    asked = [parse_qs(urlsplit(sign_in(site, browser).headers["Location"]).query) for _time in range(2)]
    assert asked[0]["nonce"] != asked[1]["nonce"]
    assert all(len(one["nonce"][0]) >= 43 for one in asked)
    assert [one["max_age"] for one in asked] == [["3600"], ["3600"]]


def test_nobody_writes_into_the_question(site, browser):
    """allauth would take further parameters from the address of our form."""
    token = csrf(browser.get(f"{site.address}/sign-in/").text)
    browser.follow_redirects = False
    to = f"{site.address}/sign-in/with/state/?auth_params=nonce%3Dchosen%26max_age%3D99999&scope=email"
    asked = parse_qs(urlsplit(browser.post(to, data={"csrfmiddlewaretoken": token}).headers["Location"]).query)
    assert (asked["max_age"], asked["scope"]) == (["3600"], ["openid"])
    assert asked["nonce"] != ["chosen"]


def test_a_session_counts_from_the_proof_at_the_provider(site, browser):
    """It ends twelve hours after that, and what the rules ask to be fresh is as old as that."""
    sign_in(site, browser, how="x,pwd:half-an-hour-ago")
    newest = "SELECT expire_date, signed_in_at FROM people_devicesession WHERE person_id IS NOT NULL"
    ends, begun = (datetime.fromisoformat(str(one)) for one in site.read(f"{newest} ORDER BY signed_in_at DESC")[0])
    assert timedelta(hours=11, minutes=29) < ends - begun < timedelta(hours=11, minutes=31)
    assert "show again that it is you" in browser.get(f"{site.address}/my/sign-in/").text


def again(site: Site, browser: httpx.Client, how: str, name: str = "ana-at-the-state") -> httpx.Response:
    """Renew codes, which is refused for want of a fresh proof; go to the provider, prove it there, and come back."""
    page = browser.get(f"{site.address}/my/sign-in/").text
    refused = browser.post(f"{site.address}/my/sign-in/codes/", data={"csrfmiddlewaretoken": csrf(page)})
    assert refused.status_code == 403
    page = browser.get(f"{site.address}/sign-in/again/?next=/my/sign-in/").text
    form = {"csrfmiddlewaretoken": csrf(page), "again": "1", "next": "/my/sign-in/"}
    browser.follow_redirects = False
    asked = browser.post(f"{site.address}/sign-in/with/state/", data=form).headers["Location"]
    wanted = parse_qs(urlsplit(asked).query)
    assert (wanted["prompt"], wanted["max_age"]) == (["login"], ["0"])
    browser.follow_redirects = True
    shown = browser.get(asked)  # the provider asks who it is, although it knows the browser
    assert urlsplit(str(shown.url)).path != BACK
    browser.get(f"{site.provider}/be/{name}/{how}/").raise_for_status()
    return browser.get(f"{site.provider}{parse_qs(urlsplit(str(shown.url)).query)['next'][0]}")


def test_a_fresh_proof_is_made_at_the_provider_and_what_waited_is_done(site, browser):
    sign_in(site, browser, how="x,pwd:half-an-hour-ago")
    page = again(site, browser, "x,hwk,pin")
    assert page.url.path == BACK
    assert 'action="/my/sign-in/codes/"' in page.text
    done = browser.post(f"{site.address}/my/sign-in/codes/", data={"csrfmiddlewaretoken": csrf(page.text)})
    assert "Your recovery codes" in done.text
    said = site.read("SELECT content FROM ledger_entry WHERE act = 'people.proved_again' ORDER BY \"index\" DESC")
    assert json.loads(said[0][0])["assurance"] == "device_passkey"


@pytest.mark.parametrize(
    ("how", "name"),
    [
        ("x,hwk,pin:half-an-hour-ago", "ana-at-the-state"),
        ("x,hwk,pin:wrong-nonce", "ana-at-the-state"),
        ("x,hwk,pin", "eve-at-the-state"),
    ],
    ids=["not asked again", "another question", "another person"],
)
def test_what_is_no_fresh_proof_of_this_person_renews_nothing(site, browser, how, name):
    site.people("enrol", "eve", "--name", "Eve")
    site.people("link", "eve", "--subject", "eve-at-the-state")
    sign_in(site, browser, how="x,pwd:half-an-hour-ago")
    before = site.read("SELECT count(*) FROM ledger_entry WHERE act = 'people.proved_again'")
    page = again(site, browser, how, name)
    assert page.url.path == "/sign-in/again/"
    assert "This is not accepted" in page.text
    assert site.read("SELECT count(*) FROM ledger_entry WHERE act = 'people.proved_again'") == before


def test_who_is_not_linked_is_refused_and_made_no_person(site, browser):
    before = site.read("SELECT count(*) FROM people_person")
    page = sign_in(site, browser, name="somebody")
    assert page.url.path == "/sign-in/"
    assert "This is not accepted" in page.text
    assert site.read("SELECT count(*) FROM people_person") == before


def test_who_is_shut_out_is_refused_with_the_same_words(site, browser):
    site.people("shut-out", "ana")
    try:
        assert "This is not accepted" in sign_in(site, browser).text
    finally:
        site.people("let-in", "ana")


def test_nothing_that_the_provider_knows_is_kept(site, browser):
    sign_in(site, browser)
    assert site.read("SELECT * FROM socialaccount_socialaccount") == []
    assert site.read("SELECT * FROM socialaccount_socialtoken") == []
    assert site.read("SELECT email FROM people_person WHERE username = 'ana'") == [("",)]


def test_an_answer_to_another_browser_is_not_taken(site, browser):
    """The state belongs to the session that asked: a link with somebody's code signs nobody else in."""
    browser.follow_redirects = False
    asked = sign_in(site, browser)
    answered = browser.get(asked.headers["Location"])
    assert {"code", "state"} <= set(parse_qs(urlsplit(answered.headers["Location"]).query))
    with httpx.Client(follow_redirects=True) as victim:
        assert victim.get(answered.headers["Location"]).url.path == "/sign-in/"
        assert victim.get(f"{site.address}/desk/").url.path == "/sign-in/"


def test_going_to_the_provider_needs_a_form_of_ours(site, browser):
    assert browser.get(f"{site.address}/sign-in/with/state/").status_code == 405
    assert browser.post(f"{site.address}/sign-in/with/state/").status_code == 403


def test_a_subject_belongs_to_one_person(site):
    site.people("enrol", "bob", "--name", "Bob")
    done = site.people("link", "bob", "--subject", "ana-at-the-state")
    assert done.returncode == 1
    assert "already linked" in done.stderr


def test_who_is_unlinked_comes_in_no_more(site, browser):
    site.people("unlink", "ana")
    try:
        assert "This is not accepted" in sign_in(site, browser).text
    finally:
        site.people("link", "ana", "--subject", "ana-at-the-state")
