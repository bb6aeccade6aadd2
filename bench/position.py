"""Marking a position: the whole action, from the call to the commit; one after another, and by eight at once."""

import json
import sys
import threading
import time

from balai.agenda.actions.mark_position import mark_position
from balai.agenda.models import AgendaItem
from balai.people.models import Membership
from balai.rules.stance import Stance
from bench.world import build, percentile

AT_ONCE = 8


def mark(item: AgendaItem, seat: Membership, turn: int) -> float:
    """One position, other than the one before; returns milliseconds."""
    stance = (Stance.NO_OBJECTION, Stance.WISH_TO_SPEAK)[turn % 2]
    begun = time.perf_counter()
    mark_position(item, seat=seat, stance=stance, by=seat.person, seen_version=item.version)
    return (time.perf_counter() - begun) * 1000


def main(*, small: bool) -> dict[str, float]:
    cast, _meeting, items = build(40, 15, answered=False)
    seats = cast.members()
    rounds = 60 if small else 1500
    for turn in range(30):
        mark(items[turn % len(items)], seats[0], turn // len(items))
    took = [mark(items[n % len(items)], seats[1 + n % (len(seats) - 1)], n // len(items)) for n in range(rounds)]
    together: list[float] = []
    begun = time.perf_counter()
    threads = [
        threading.Thread(target=_worker, args=(items, seats[n], rounds // AT_ONCE, together)) for n in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    return {
        "position_p50_ms": round(percentile(took, 0.5), 2),
        "position_p99_ms": round(percentile(took, 0.99), 2),
        "positions_per_second": round(1000 / (sum(took) / len(took)), 1),
        "position_8_at_once_p50_ms": round(percentile(together, 0.5), 2),
        "position_8_at_once_p99_ms": round(percentile(together, 0.99), 2),
        "positions_8_at_once_per_second": round(len(together) / seconds, 1),
    }


def _worker(items: list[AgendaItem], seat: Membership, rounds: int, took: list[float]) -> None:
    from django.db import connection

    for turn in range(rounds):
        took.append(mark(items[turn % len(items)], seat, turn // len(items)))
    connection.close()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(small="--small" in sys.argv)) + "\n")
