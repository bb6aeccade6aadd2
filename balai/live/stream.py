"""GET /live/<screen>/<meeting>/: a stream of server-sent events (an ASGI application).

Query: since=<announcement> (what the page already shows). A reconnecting browser sends Last-Event-ID instead.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from importlib import import_module
from time import monotonic
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.http import Http404, HttpRequest, parse_cookie
from django.utils import translation

from balai import headers
from balai.live.fanout import Fanout, Topic, Watcher, beat
from balai.live.marks import Mark, read
from balai.live.news import News, missed
from balai.live.screens import SCREENS
from balai.people.models import Person
from balai.people.sign_in.guard import why_not
from balai.verdict import Refused

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AGENT = "\x00user-agent"  # beside the cookies: a session belongs to the kind of device on which it was begun
WELCOME = b"retry: 1000\n: welcome\n\n"  # from here on nothing is missed
ASK_AGAIN_SECONDS = 60  # may this person still watch?
ALWAYS = [
    *((name.lower().encode(), value.encode()) for name, value in headers.ALWAYS.items()),
    (b"content-security-policy", headers.NO_PAGE.encode()),
    (b"cache-control", b"no-store"),
    *(
        [(b"strict-transport-security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains".encode())]
        if settings.SECURE_HSTS_SECONDS
        else []
    ),
]
HEADERS = [
    *ALWAYS,
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),
]

_fanout: Fanout | None = None


def fanout() -> Fanout:
    global _fanout
    if _fanout is None:
        _fanout = Fanout()
    return _fanout


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    carrier = fanout()
    cookies, seats = _cookies(scope), carrier.seats
    try:
        screen, meeting = _asked(scope["path"])
        topic, person = await carrier.in_thread(lambda: _admit(screen, meeting, cookies))
    except (Http404, Refused, ValueError) as error:
        await _refuse(send, 403 if isinstance(error, Refused) else 404)
        return
    watcher = Watcher(topic, person, seats)
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await carrier.join(watcher)
    gone = asyncio.ensure_future(_gone(receive, watcher))
    try:
        await _catch_up(carrier, watcher, _since(scope))
        await send({"type": "http.response.body", "body": WELCOME + beat(), "more_body": True})
        await _carry_on(carrier, watcher, cookies, send)
    finally:
        gone.cancel()
        carrier.leave(watcher)


async def _carry_on(carrier: Fanout, watcher: Watcher, cookies: dict[str, str], send: Send) -> None:
    while (waiting := await watcher.queue.get()) is not None and await _may_still(carrier, watcher, cookies):
        await send({"type": "http.response.body", "body": waiting, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _may_still(carrier: Fanout, watcher: Watcher, cookies: dict[str, str]) -> bool:
    """Whether the watcher may still watch: asked before anything is sent after a change of seats, and each minute."""
    if watcher.seats == carrier.seats and monotonic() - watcher.asked_at < ASK_AGAIN_SECONDS:
        return True
    watcher.seats, watcher.asked_at = carrier.seats, monotonic()
    return await carrier.in_thread(partial(_still, watcher.topic, cookies))


async def _catch_up(carrier: Fanout, watcher: Watcher, since: Mark | None) -> None:
    """Send what was announced between the drawing of the page and this connection."""
    if since is None:
        return
    meeting, person = watcher.topic.meeting, watcher.person
    news: News | None = await carrier.in_thread(lambda: missed(meeting, since, person))
    if news is not None:
        await carrier.catch_up(watcher, news)


async def _gone(receive: Receive, watcher: Watcher) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    watcher.let_go()


def _asked(path: str) -> tuple[str, UUID]:
    parts = path.strip("/").split("/")
    if len(parts) != 3 or parts[1] not in SCREENS:
        raise ValueError(path)
    return parts[1], UUID(parts[2])


def _admit(screen: str, meeting: UUID, cookies: dict[str, str]) -> tuple[Topic, UUID | None]:
    person, link = _person(cookies), SCREENS[screen].by_link
    secret = cookies.get(link.cookie) if link and person is None else None
    sight = link.admit(secret, meeting) if link and secret else SCREENS[screen].admit(person, meeting)
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME) or (person.language if person else "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    return Topic(screen, meeting, sight, language), person.pk if person else None


def _still(topic: Topic, cookies: dict[str, str]) -> bool:
    """Whether the person behind these cookies may still watch, and sees the same."""
    try:
        return _admit(topic.screen, topic.meeting, cookies)[0].sight == topic.sight
    except (Http404, Refused):
        return False


def _person(cookies: dict[str, str]) -> Person | None:
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    if SESSION_KEY not in request.session or why_not(request.session, cookies.get(AGENT, "")):
        return None
    person = get_user(request)
    return person if isinstance(person, Person) and person.is_active else None


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _cookies(scope: Scope) -> dict[str, str]:
    return {**parse_cookie(_header(scope, b"cookie")), AGENT: _header(scope, b"user-agent")}


def _since(scope: Scope) -> Mark | None:
    query = parse_qs(scope["query_string"].decode("latin-1"))
    marks = (read(text) for text in (_header(scope, b"last-event-id"), *query.get("since", ())))
    return next((mark for mark in marks if mark is not None), None)


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": ALWAYS})
    await send(
        {"type": "http.response.body", "body": translation.gettext("Not available").encode(), "more_body": False}
    )
