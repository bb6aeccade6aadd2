"""Visiting: what each role gets at each address in each state.

Each view is called with a request of its own, past the middleware, and its page is not drawn: that is many
times as many cells in the same time. Where no thing is named, and for some roles in the first state of each thing,
the whole site answers (`through_the_site`), and both must say the same.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from unittest import mock

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.backends.django import Template
from django.test.client import ClientHandler
from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django_htmx.middleware import HtmxDetails

from balai.agenda.views import answers
from balai.people.models import Person
from balai.verdict import Refused, yes
from balai.web.refusals import STATUS
from tests.access.asked import Answers, Cell
from tests.access.making import Making
from tests.access.roles import STRANGERS
from tests.access.routes import Asked
from tests.access.states import STATES
from tests.access.world import undone
from tests.checked_pages import CheckingClient

THROUGH_THE_SITE = ("nobody", "olga", "nils", "marin", "sara", "kai")
REFUSALS = ("in", "403", "404", "409", "422")


def names(resolver: URLResolver | None = None) -> set[str]:
    """Of all routes; of one that has no name, its pattern."""
    found: set[str] = set()
    for one in (resolver or get_resolver()).url_patterns:
        found |= names(one) if isinstance(one, URLResolver) else {one.name or str(one.pattern)}
        assert isinstance(one, URLPattern | URLResolver)
    return found


def in_states(role: str, kind: str) -> tuple[str, ...]:
    """In which states of a thing a role asks for its addresses.

    An outsider asks in all of them, the other strangers in the first and the last: what a state gives them is asked of
    the actions and queries behind the addresses, of all of them in all states.
    """
    states = tuple(STATES[kind])
    return states if role == "outsider" or role not in STRANGERS or len(states) < 2 else (states[0], states[-1])


def answers_of_routes(m: Making, routes: Mapping[str, Asked], roles: Collection[str]) -> Answers:
    found = Answers()
    anywhere = any(not asked.kind for asked in routes.values())
    clients = {role: client_for(m.people[role]) for role in roles if anywhere or role in THROUGH_THE_SITE}
    for name, asked in routes.items():
        for number, state in enumerate(STATES[asked.kind]):
            for role in roles:
                if state not in in_states(role, asked.kind):
                    continue
                by_site = not asked.kind or (number == 0 and role in THROUGH_THE_SITE)
                try:
                    _visited(m, found, (name, state, role), asked, clients[role] if by_site else None)
                except Exception as error:
                    error.add_note(f"{name}, {state}, {role}")
                    raise
    return found


def _visited(m: Making, found: Answers, cell: Cell, asked: Asked, client: CheckingClient | None) -> None:
    name, state, role = cell
    thing, person = m.things[asked.kind][state], m.people[role]
    url, form = reverse(name, args=asked.args(m, thing)), asked.form(m, thing)
    if asked.kind:
        with undone(), undrawn():
            found.cells[cell] = past_the_middleware(asked.method, url, form, person)
    if client is not None:
        by_site = outcome(visit(client, asked.method, url, form))
        if found.cells.setdefault(cell, by_site) != by_site:
            found.faults.append(f"{', '.join(cell)}: the view says {found.cells[cell]}, the site {by_site}")


@contextmanager
def undrawn() -> Iterator[None]:
    """Neither templates nor the page of an item after an answer on it, for which all of its agenda is read again."""
    page = mock.patch.multiple(answers, pen_for=mock.DEFAULT, row_of=mock.DEFAULT, _page=_only_its_status)
    with mock.patch.object(Template, "render", return_value=""), page:
        yield


def _only_its_status(*drawn: Any) -> HttpResponse:
    return HttpResponse(status=answers._status(drawn[-1]))


@cache
def _resolved(url: str) -> ResolverMatch:
    return resolve(url)


def past_the_middleware(method: str, url: str, form: dict[str, Any], person: Person | None) -> str:
    request: Any = HttpRequest()
    request.method, request.path, request.path_info = method.upper(), url, url
    request.META = {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "REMOTE_ADDR": "127.0.0.1"}
    sent = MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in form.items()})
    setattr(request, method.upper(), QueryDict(urlencode(sent, doseq=True)))
    request.user, request.session = person or AnonymousUser(), SessionStore()
    if person is not None and not person.is_active:
        request.user = AnonymousUser()  # as the backend of signing in says
    request.htmx, request._messages, request.csp_nonce = HtmxDetails(request), None, "nonce"
    request._messages = default_storage(request)
    request._dont_enforce_csrf_checks = True
    match = _resolved(url)
    try:
        with translation.override("en"):
            return outcome(match.func(request, *match.args, **match.kwargs))
    except Http404:
        return "404"
    except PermissionDenied:
        return "403"
    except Refused as refused:
        return str(STATUS[refused.verdict.ground])


def client_for(person: Person | None) -> CheckingClient:
    """Signed in. Who may no longer be has a session that has outlived that."""
    client = CheckingClient()
    client.handler = _site()
    if person is not None:
        with mock.patch("balai.people.actions.sign_in.may_sign_in", return_value=yes()):
            client.force_login(person)
    return client


@cache
def _site() -> ClientHandler:
    """One for all clients: making its middleware takes longer than most answers."""
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler


def visit(client: CheckingClient, method: str, url: str, form: dict[str, Any]) -> Any:
    """What the site answers; nothing of it stays, neither in the database nor in the client."""
    cookies = client.cookies.output(header="", sep=";")
    with undone():
        response = getattr(client, method)(url, form)
    client.cookies = SimpleCookie(cookies)
    return response


def outcome(response: Any) -> str:
    """`in`: sent to sign in, `ok`: answered; anything else by its number."""
    if response.status_code in (301, 302, 303) and response["Location"].startswith("/sign-in/"):
        return "in"
    return "ok" if response.status_code < 400 else str(response.status_code)
