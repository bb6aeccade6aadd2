"""The member's agenda page over HTTP: latency of one reader, requests per second of one process, queries of a page."""

import http.client
import json
import sys
import threading
import time

from balai.agenda.models import Meeting
from balai.people.models import Person
from bench.server import serving
from bench.world import build, percentile, session_cookie

READERS = 4
SIZES = ((60, 30), (120, 25))


def main(*, small: bool) -> dict[str, float]:
    figures: dict[str, float] = {}
    for items, members in ((6, 5), (12, 6)) if small else SIZES:
        figures |= _size(items, members, 20 if small else 300)
    return figures


def _size(items: int, members: int, rounds: int) -> dict[str, float]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("flush", verbosity=0, interactive=False)
    cast, meeting, _items = build(items, members, answered=True)
    cookies = [session_cookie(cast.people[name]) for name in list(cast.seats)[:READERS]]
    name = f"agenda_{items}x{members}"
    with serving() as port:
        cold = _read(port, meeting, cookies[1], 1)[0]
        warm = _read(port, meeting, cookies[1], rounds)
        begun, answers = time.perf_counter(), []
        threads = [
            threading.Thread(target=lambda c=c: answers.extend(_read(port, meeting, c, rounds))) for c in cookies
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - begun
    return {
        f"{name}_cold_ms": round(cold, 2),
        f"{name}_p50_ms": round(percentile(warm, 0.5), 2),
        f"{name}_p99_ms": round(percentile(warm, 0.99), 2),
        f"{name}_per_second": round(len(answers) / seconds, 1),
        f"{name}_queries": _queries(meeting, cast.people["marin"]),
        f"{name}_kilobytes": _kilobytes,
    }


_kilobytes = 0


def _read(port: int, meeting: Meeting, cookie: str, rounds: int) -> list[float]:
    """Read the page so many times on one connection; milliseconds of each answer, the whole body read."""
    global _kilobytes
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took = []
    for _round in range(rounds):
        begun = time.perf_counter()
        connection.request("GET", f"/meetings/{meeting.pk}/agenda/", headers={"Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"the agenda answered {answer.status}")
    _kilobytes = len(body) // 1024
    connection.close()
    return took


def _queries(meeting: Meeting, person: Person) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(person)
    client.get(f"/meetings/{meeting.pk}/agenda/")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/meetings/{meeting.pk}/agenda/")
    return len(captured)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(small="--small" in sys.argv)) + "\n")
