"""Every address, asked by schemathesis with what is right and what is not, as nobody, a member and the secretary.

Whatever is sent: no error of the server, nothing of its inside, the headers of each answer, a sentence in each refusal.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.transport import Response
from werkzeug.test import Client as WerkzeugClient

from balai.headers import ALWAYS
from balai.wsgi import application
from tests.access.making import Making
from tests.access.world import world as access_world
from tests.checked_pages import NONCE
from tests.memories import forget
from tests.route_schema import describe

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite_only]

WHO = ("nobody", "marin", "sara")
EXAMPLES = 6  # for each address and person; by another method, and for strangers, fewer
FEW = 15  # answers of 200: most addresses have been opened
FORM_TOKEN = "a" * 32
INSIDE = re.compile(r"Traceback \(most recent|site-packages|django\.db|sqlite3\.|psycopg\.|File \"/")
SENTENCE = re.compile(r"\w[^<>]*\w[.!?]\s*(<|$)")
NAMES_SOFTWARE = ("Server", "X-Powered-By", "Access-Control-Allow-Origin")


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Making, Path]]:
    """What anybody does in it is undone."""
    with django_db_blocker.unblock(), access_world() as made:
        yield made, django_settings.LEDGER_KEY


@pytest.fixture
def world(made: tuple[Making, Path], settings: Any) -> Iterator[Making]:
    forget()
    settings.LIMITS = {}  # what is looked at here is every answer but 429
    world, settings.LEDGER_KEY = made
    for signal in (request_started, request_finished):  # as Django's own test client does: the test's transaction stays
        signal.disconnect(close_old_connections)
    yield world
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Undo(Exception):
    """What an act has changed is undone: the next one finds the world as it was."""


def cookies(world: Making, who: str) -> str:
    """As a browser sends them: of somebody who is signed in, with the token of a form."""
    token = f"{django_settings.CSRF_COOKIE_NAME}={FORM_TOKEN}"
    if who == "nobody":
        return token
    client = Client()
    client.force_login(world.cast.people[who])
    name = django_settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}; {token}"


def faults(answer: Response) -> Iterator[str]:
    headers = {name.lower(): value[0] for name, value in answer.headers.items()}
    text = answer.content.decode(errors="replace")
    if answer.status_code >= 500:
        yield "an error of the server"
    if INSIDE.search(text):
        yield "the inside of the server is shown"
    if 400 <= answer.status_code < 500 and not SENTENCE.search(text):
        yield f"a refusal without a sentence ({answer.status_code})"
    yield from faults_of_headers(headers, text)


def faults_of_headers(headers: dict[str, str], text: str) -> Iterator[str]:
    yield from (f"no {name}" for name in ALWAYS if name.lower() not in headers)
    yield from (f"{name} is said" for name in NAMES_SOFTWARE if name.lower() in headers)
    kind, policy = headers.get("content-type", ""), headers.get("content-security-policy", "")
    if text and not re.match(r"(text|application|image)/[\w.+-]+(; ?charset=utf-8)?$", kind):
        yield f"a strange Content-Type {kind!r}"
    if "default-src 'none'" not in policy:
        yield "no Content Security Policy"
    nonces = set(NONCE.findall(text))
    if "<html" in text and (len(nonces) != 1 or f"'nonce-{nonces.pop()}'" not in policy):
        yield "its scripts and styles have not the nonce of this answer"


def ask_everything(
    world: Making, who: str, only: Callable[[str], bool] = lambda name: True
) -> tuple[list[str], Counter[int]]:
    """What was wrong with any answer, with what was asked; and how many answers of each status there were."""
    headers = {"Cookie": cookies(world, who), "X-CSRFToken": FORM_TOKEN, "Host": "testserver"}
    headers["User-Agent"] = ""  # that of the device on which the session began
    browser = WerkzeugClient(application, use_cookies=False)  # its jar would put nothing in the place of our cookies
    found: list[str] = []
    schema = schemathesis.openapi.from_dict(described := describe(world))
    asked_by = {path: found["x-method"] for path, found in described["paths"].items()}
    schema.app = application
    statuses: Counter[int] = Counter()
    for result in schema.get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr]  # (an error here would fail loudly)
        if not only(operation.path):
            continue

        right = operation.method.lower() == asked_by.get(operation.path, "get")

        @settings(
            max_examples=EXAMPLES if right and who != "nobody" else 2,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def one(case: Any) -> None:
            try:
                with transaction.atomic():
                    answer = case.call(headers=headers, session=browser)
                    where = f"{who}: {case.method} {case.formatted_path} {case.query or ''} {case.body!r:.300}"
                    found.extend(f"{fault}: {where}" for fault in faults(answer))
                    statuses[answer.status_code] += 1
                    raise Undo
            except Undo:
                pass

        one()
    return found, statuses


@pytest.mark.parametrize("who", WHO)
def test_no_route_breaks(world: Making, who: str):
    found, statuses = ask_everything(world, who)
    assert not found, f"{len(found)} faults\n" + "\n".join(found[:20])
    answered = {"nobody": {200, 302, 404, 405}, "marin": {200, 302, 403, 404, 422}, "sara": {200, 302, 403, 404, 422}}
    assert answered[who] <= set(statuses), "this person's requests came as far as they should"
    assert statuses[200] > FEW


def test_a_route_that_breaks_is_found(world: Making, settings: Any):
    """Sabotage: a page that fails for some input, one that shows its inside, one that refuses without a word."""
    settings.ROOT_URLCONF = "balai.web.tests.broken_urls"
    found, _statuses = ask_everything(world, "nobody", lambda path: path.startswith("/broken/"))
    for fault in ("an error of the server", "the inside of the server is shown", "a refusal without a sentence"):
        assert any(one.startswith(fault) for one in found), fault
    assert any("nonce" in one for one in found)
