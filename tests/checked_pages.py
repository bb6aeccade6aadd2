"""A pytest plugin: every page that a test loads through `client` is checked for free."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.markup import problems


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
    if "Content-Security-Policy" not in response.headers and response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        found.append("no Content Security Policy")
    assert not found, f"{where}: " + "; ".join(found)


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
