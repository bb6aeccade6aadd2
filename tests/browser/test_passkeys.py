"""Passkeys end to end in a real Chromium, with its virtual authenticator; every page checked by axe."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.serving import ROOT, environment_in, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("entrance")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A site that is no demonstration: nobody is picked from a list."""
    environment = environment_in(folder, "test")
    subprocess.run([sys.executable, "-m", "balai", "migrate"], env=environment, cwd=ROOT, check=True)
    with serving(environment) as address:
        yield address


def people(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "balai", "people", *words]
    return subprocess.run(
        command, env=environment_in(folder, "test"), cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()


def with_authenticator(page: Page) -> Page:
    """A platform authenticator whose holder always shows a finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


@pytest.mark.parametrize("language", ["en", "et", "id"])
def test_from_the_link_to_the_passkey_and_back(
    new_page: Callable[..., Page], check_page: Callable[[Page], None], address: str, folder: Path, language: str
):
    link = people(
        folder, "enrol", f"ana-{language}", "--name", "Ana Example", "--language", language, "--address", address
    )
    page = with_authenticator(new_page("tablet"))
    page.context.add_cookies([{"name": "balai_language", "value": language, "url": address}])
    page.goto(link)
    check_page(page)
    page.locator("form[data-passkey=create] button").click()
    page.wait_for_url("**/my/sign-in/")
    check_page(page)
    page.locator("summary").first.click()
    check_page(page)
    page.goto(f"{address}/desk/")
    page.locator(".person-menu summary").click()
    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url("**/sign-in/")
    check_page(page)
    page.locator("form[data-passkey=get] button").click()
    page.wait_for_url("**/desk/")
    page.goto(f"{address}/sign-in/again/?next=/programme/")
    check_page(page)
    page.locator("form[data-passkey=get] button").click()
    page.wait_for_url("**/programme/")


def test_without_script_the_password_remains(new_page: Callable[..., Page], address: str):
    page = new_page("phone", java_script_enabled=False)
    page.goto(f"{address}/sign-in/")
    assert not page.locator("form[data-passkey]").is_visible()
    assert page.locator("input[type=password]").is_visible()
