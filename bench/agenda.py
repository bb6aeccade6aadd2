"""The member's agenda page over HTTP: latency of one reader, requests per second of one process, queries of a page."""

import threading
import time

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balai.agenda.models import Meeting
from balai.ledger.signing import forget_log
from balai.people.models import Person
from bench.screen import Screen
from bench.server import serving
from bench.world import build, percentile, session_cookie

SIZES = ((60, 30), (120, 25))


def main(*, small: bool) -> dict[str, float]:
    figures: dict[str, float] = {}
    for items, members in SIZES:
        figures |= _size(items, members, 20 if small else 300)
    return figures


def _size(items: int, members: int, rounds: int) -> dict[str, float]:
    """Cold: the first page of a fresh process. After a change: a position was marked since the last reading."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("flush", verbosity=0, interactive=False)
    forget_log()
    cast, meeting, listed = build(items, members, answered=True)
    cookies = [session_cookie(cast.people[name]) for name in ("marin", "pia", "tomas", "kai")]
    with serving() as port:
        reader, other = Screen(port, cookies[0]), Screen(port, cookies[1])
        cold, page = reader.read_agenda(meeting)
        warm = [reader.read_agenda(meeting)[0] for _round in range(rounds)]
        other.read_agenda(meeting)
        changed = []
        for turn in range(rounds // 4):
            other.mark(listed[turn % len(listed)], turn // len(listed))
            changed.append(reader.read_agenda(meeting)[0])
        reader.close()
        other.close()
        per_second = _together(port, meeting, cookies, rounds)
    name = f"agenda_{items}x{members}"
    return {
        f"{name}_p50_ms": round(percentile(warm, 0.5), 2),
        f"{name}_p99_ms": round(percentile(warm, 0.99), 2),
        f"{name}_per_second": round(per_second, 1),
        f"{name}_after_change_p50_ms": round(percentile(changed, 0.5), 2),
        f"{name}_after_change_p99_ms": round(percentile(changed, 0.99), 2),
        f"{name}_cold_ms": round(cold, 2),
        f"{name}_queries": _queries(meeting, cast.people["marin"]),
        f"{name}_kilobytes": round(len(page) / 1000, 1),
    }


def _together(port: int, meeting: Meeting, cookies: list[str], rounds: int) -> float:
    """Pages per second while every reader reads as fast as the pages come."""

    def read(cookie: str) -> None:
        screen = Screen(port, cookie)
        for _round in range(rounds):
            screen.read_agenda(meeting)
        screen.close()

    threads = [threading.Thread(target=read, args=(cookie,)) for cookie in cookies]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return rounds * len(cookies) / (time.perf_counter() - begun)


def _queries(meeting: Meeting, person: Person) -> int:
    client = Client()
    client.force_login(person)
    client.get(f"/meetings/{meeting.pk}/agenda/")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/meetings/{meeting.pk}/agenda/")
    return len(captured)
