"""A pytest plugin: every page that a test loads through `client` is checked for free."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.markup import problems

RUN_OR_STYLE = re.compile(r"<script[^>]*>|<link[^>]*stylesheet[^>]*>")
NONCE = re.compile(r' nonce="([^"]+)"')


class CheckingClient(Client):
    """Django's test client. A page with faulty HTML, or without its Content Security Policy, fails the test."""

    def request(self, **request: Any) -> Any:
        with translation.override(translation.get_language()):  # the reader's language ends with the page
            response = super().request(**request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            check(response)
        return response


def check(response: Any) -> None:
    if not response.content:
        return
    html = response.content.decode()
    where = f"{response.request['REQUEST_METHOD']} {response.request['PATH_INFO']} ({response.status_code})"
    found = problems(html)
    if "script-src" not in (policy := response.headers.get("Content-Security-Policy", "")):
        found.append("no Content Security Policy of a page")
    found += [f"{tag} has not the nonce" for tag in RUN_OR_STYLE.findall(html) if not _has_nonce(tag, policy)]
    assert not found, f"{where}: " + "; ".join(found)


def _has_nonce(tag: str, policy: str) -> bool:
    found = NONCE.search(tag)
    return "application/json" in tag or (found is not None and f"'nonce-{found[1]}'" in policy)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """No test hears the language that another one left."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def client() -> CheckingClient:
    return CheckingClient()


@pytest.fixture
def client_of() -> Any:
    """A client in which a person has signed in: `client_of(cast.marin)`."""

    def signed_in(person: Any) -> CheckingClient:
        client = CheckingClient()
        client.force_login(person)
        return client

    return signed_in
