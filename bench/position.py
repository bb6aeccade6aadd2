"""Marking a position: the whole action, from the call to the commit, and the same tap over HTTP."""

import os
import tempfile
import threading
import time

from django.conf import settings
from django.db import connection

from balai.agenda.actions.mark_position import mark_position
from balai.agenda.models import AgendaItem, Meeting
from balai.people.models import Membership
from balai.rules.stance import Stance
from bench.screen import Screen
from bench.server import serving
from bench.world import build, percentile, session_cookie

AT_ONCE = 8
ITEMS, MEMBERS = 40, 15


def main(*, small: bool) -> dict[str, float]:
    cast, meeting, items = build(ITEMS, MEMBERS, answered=False)
    seats = cast.members()
    rounds = 60 if small else 1500
    for turn in range(30):
        mark(items[turn % len(items)], seats[0], turn // len(items))
    took = [mark(items[n % len(items)], seats[1 + n % (len(seats) - 1)], n // len(items)) for n in range(rounds)]
    together, seconds = _at_once(items, seats, rounds // AT_ONCE)
    over_http = _over_http(meeting, items, session_cookie(seats[0].person), rounds // 3)
    return {
        "position_p50_ms": round(percentile(took, 0.5), 2),
        "position_p99_ms": round(percentile(took, 0.99), 2),
        "positions_per_second": round(1000 * len(took) / sum(took), 1),
        "position_8_at_once_p50_ms": round(percentile(together, 0.5), 2),
        "position_8_at_once_p99_ms": round(percentile(together, 0.99), 2),
        "positions_8_at_once_per_second": round(len(together) / seconds, 1),
        "position_over_http_p50_ms": round(percentile(over_http, 0.5), 2),
        "position_over_http_p99_ms": round(percentile(over_http, 0.99), 2),
        "disk_sync_p50_ms": round(percentile(_syncs(rounds), 0.5), 3),
    }


def mark(item: AgendaItem, seat: Membership, turn: int) -> float:
    """One position, other than the one before; returns milliseconds."""
    stance = (Stance.NO_OBJECTION, Stance.WISH_TO_SPEAK)[turn % 2]
    begun = time.perf_counter()
    mark_position(item, seat=seat, stance=stance, by=seat.person, seen_version=item.version)
    return (time.perf_counter() - begun) * 1000


def _at_once(items: list[AgendaItem], seats: list[Membership], rounds: int) -> tuple[list[float], float]:
    """Eight members in eight threads, each answering as fast as it goes: milliseconds of each, seconds of all."""
    took: list[float] = []

    def answer(seat: Membership) -> None:
        for turn in range(rounds):
            took.append(mark(items[turn % len(items)], seat, turn // len(items)))
        connection.close()

    threads = [threading.Thread(target=answer, args=(seat,)) for seat in seats[:AT_ONCE]]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, time.perf_counter() - begun


def _over_http(meeting: Meeting, items: list[AgendaItem], cookie: str, rounds: int) -> list[float]:
    """The tap as a screen sends it, to the lines that come back."""
    with serving() as port:
        screen = Screen(port, cookie)
        screen.read_agenda(meeting)
        took = [screen.mark(items[turn % len(items)], turn // len(items)) for turn in range(rounds)]
        screen.close()
    return took


def _syncs(rounds: int) -> list[float]:
    """What the disk itself needs to keep 4 kB: the floor under every commit, and it differs between machines."""
    took = []
    with tempfile.TemporaryFile(dir=settings.DATA) as file:
        for _round in range(rounds):
            begun = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - begun) * 1000)
    return took
