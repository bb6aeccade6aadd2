"""Pictures of the gallery and of pages, to look at: phone, tablet and desk, light and dark, in every language.

python -m tools.gallery_shots FOLDER [--as USER] [--languages en,et] [ADDRESS ...]

Loads the demonstration into a throw-away database and serves it on a free port of this machine. ADDRESS is a path of
the site; {this}, {next} and {last} stand for the meeting members answer now, the coming draft, the last closed one,
{restricted} for an item whose access is restricted, {circulated} and {confirmed} for a meeting with such minutes.
Prints what axe-core finds on each page and ends with 1 when it finds anything.
"""

import argparse
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Literal
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import FLAGS, SIZES, problems_of, program

Scheme = Literal["light", "dark"]
LONGEST = 6000  # pixels; a picture longer than this is cut


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name of the method it replaces)
        """Requests are not worth a line here."""


@contextmanager
def demonstration() -> Iterator[str]:
    """The demonstration with the gallery on a free port; its address."""
    from django.conf import settings

    from balai.demo.command import load_demonstration

    settings.ROOT_URLCONF = "balai.web.gallery.urls"
    load_demonstration(None, keep=False)
    from balai.wsgi import application

    with make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def session_of(username: str) -> str:
    """The session cookie of a person of the demonstration."""
    from django.conf import settings
    from django.test import Client

    client = Client(HTTP_USER_AGENT="Linux Chrome/1")  # a session belongs to the kind of device on which it was begun
    client.post("/sign-in/as/", {"username": username})
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def places() -> dict[str, str]:
    from balai.agenda.models import AgendaItem, Meeting
    from balai.minutes.models import Minutes

    of_government = Meeting.objects.filter(body__slug="lumara", kind="formal").order_by("starts_at")
    states = {"this": "published", "next": "draft", "last": "closed"}
    found = {name: of_government.filter(state=state).last() for name, state in states.items()}
    restricted = AgendaItem.objects.filter(access="restricted").first()
    shown = {name: str(meeting.pk) for name, meeting in found.items() if meeting}
    minutes = Minutes.objects.all()
    kept = {
        "circulated": minutes.filter(confirmed_at=None).first(),
        "confirmed": minutes.exclude(confirmed_at=None).first(),
    }
    shown |= {name: str(one.meeting_id) for name, one in kept.items() if one}
    return shown | ({"restricted": str(restricted.pk)} if restricted else {})


def shoot(
    browser: Browser, base: str, path: str, cookies: dict[str, str], size: str, scheme: Scheme, into: Path
) -> list[str]:
    """One picture of one page; what is wrong with the page."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(base + path, wait_until="load")
    page.wait_for_timeout(300)
    page.set_viewport_size({"width": width, "height": min(LONGEST, page.evaluate("document.body.scrollHeight"))})
    page.screenshot(path=into)
    page.set_viewport_size({"width": width, "height": height})
    found = problems_of(page)
    context.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("addresses", nargs="*", default=["/gallery/"])
    parser.add_argument("--as", dest="username", default="marin")
    parser.add_argument("--languages", default="en,et,id")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--schemes", default="light,dark")
    wanted = parser.parse_intermixed_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    faults = 0
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        os.environ.update(BALAI_DATA=data, BALAI_ENVIRONMENT="demo", DJANGO_ALLOW_ASYNC_UNSAFE="true")
        from balai.starting import prepare

        prepare("demo")
        browser = playwright.chromium.launch(executable_path=program(), args=list(FLAGS))
        with demonstration() as base:
            from django.conf import settings

            signed_in = {settings.SESSION_COOKIE_NAME: session_of(wanted.username)} if wanted.username else {}
            variants = product(
                wanted.addresses, wanted.sizes.split(","), wanted.schemes.split(","), wanted.languages.split(",")
            )
            for address, size, scheme, language in variants:
                path = address.format(**places())
                name = re.sub(r"\W+", "-", address).strip("-") or "start"
                into = wanted.folder / f"{name}_{wanted.username or 'nobody'}_{size}_{scheme}_{language}.png"
                cookies = signed_in | {settings.LANGUAGE_COOKIE_NAME: language}
                found = shoot(browser, base, path, cookies, size, scheme, into)
                faults += len(found)
                sys.stdout.write("\n  ".join([str(into), *found]) + "\n")
        browser.close()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
