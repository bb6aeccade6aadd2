"""From one act to the last of 1,000 and of 5,000 open screens, over real connections; and the way back after a kill.

The clock starts just before the request is sent, so the action and its commit are in every figure. The screens are
simulated, in one process beside the server. On SQLite one server process; on PostgreSQL two that hear of each other.
"""

import asyncio
import time
from collections import Counter

from django.db import connection

from balai.agenda.models import AgendaItem, Meeting
from balai.meetings.actions.open_voting import open_voting
from balai.rules.stance import Stance
from bench.screen import Screen
from bench.server import Server, server
from bench.watchers import Watcher, allow_open_files, close, next_change, open_screens
from bench.world import build, percentile, session_cookie
from tests.factories import Cast, items_of, make_meeting, mark
from tests.sitting import begin, open_item

SCREENS, MORE_SCREENS, ROUNDS, MORE_ROUNDS, VOTES = 1000, 5000, 100, 20, 100
PATIENCE = 60.0  # seconds for one change; what takes longer fails the bench
Figures = dict[str, float]
marked: Counter[object] = Counter()


def main(*, small: bool) -> Figures:
    count, more = (20, 40) if small else (SCREENS, MORE_SCREENS)
    allow_open_files(more)
    cast, meeting, items = build(40, 15, answered=True)
    cookies = [session_cookie(seat.person) for seat in cast.members()]
    figures: Figures = {}
    with server(workers=1 if connection.vendor == "sqlite" else 2) as running:
        path = f"/live/agenda/{meeting.pk}/"
        turns = (5, 3) if small else (ROUNDS, MORE_ROUNDS)
        for screens, rounds in zip((count, more), turns, strict=True):
            figures |= asyncio.run(_positions(running, path, meeting, items, cookies, screens, rounds))
        figures |= asyncio.run(_votes(running, cast, cookies, count, 10 if small else VOTES))
        figures |= asyncio.run(_reconnect(running, path, cast, items, cookies, count))
    return figures


async def _positions(
    running: Server, path: str, meeting: Meeting, items: list[AgendaItem], cookies: list[str], screens: int, rounds: int
) -> Figures:
    before = running.kilobytes()
    watchers = await open_screens(running.port, path, cookies, screens)
    held = running.kilobytes() - before
    screen = Screen(running.port, cookies[0])
    screen.read_agenda(meeting)
    await _rounds(screen, watchers, items[:3], 3)  # the first drawing of each piece is not counted
    cpu, begun = running.cpu_seconds(), time.perf_counter()
    took = await _rounds(screen, watchers, items[3:], rounds)
    busy = (running.cpu_seconds() - cpu) / (time.perf_counter() - begun)
    screen.close()
    close(watchers)
    await asyncio.sleep(1)
    last = [max(turn) for turn in took]
    every = [one for turn in took for one in turn]
    return {
        f"live_{screens}_p50_ms": round(percentile(last, 0.5), 1),
        f"live_{screens}_p99_ms": round(percentile(last, 0.99), 1),
        f"live_{screens}_each_p50_ms": round(percentile(every, 0.5), 1),
        f"live_{screens}_each_p99_ms": round(percentile(every, 0.99), 1),
        f"live_{screens}_server_cpu_percent": round(100 * busy, 1),
        f"live_{screens}_memory_each_kilobytes": round(max(held, 1) / screens, 1),
    }


async def _rounds(screen: Screen, watchers: list[Watcher], items: list[AgendaItem], count: int) -> list[list[float]]:
    """Mark so many positions; for each the milliseconds until it was on each of the open screens."""
    took = []
    for turn in range(count):
        item = items[turn % len(items)]
        round_ = next_change(watchers)
        await asyncio.to_thread(screen.mark, item, marked[item.pk])
        marked[item.pk] += 1  # another position each time: the same one again changes nothing
        await asyncio.wait_for(round_.done, PATIENCE)
        took.append(round_.milliseconds())
        await asyncio.sleep(0.1)
    return took


async def _votes(running: Server, cast: Cast, cookies: list[str], screens: int, count: int) -> Figures:
    """Members vote while so many screens follow the meeting: until the vote is answered, and until all have it."""
    sitting = await asyncio.to_thread(_in_mid_vote, cast)
    watchers = await open_screens(running.port, f"/live/meeting/{sitting.meeting_id}/", cookies, screens)
    members = [Screen(running.port, cookie) for cookie in cookies]
    answered, shown = [], []
    for turn in range(count):
        round_ = next_change(watchers)
        member, choice = members[turn % len(members)], ("for", "against")[turn // len(members) % 2]
        answered.append(await asyncio.to_thread(member.vote, sitting.voting, choice))
        await asyncio.wait_for(round_.done, PATIENCE)
        shown.append(max(round_.milliseconds()))
    for member in members:
        member.close()
    close(watchers)
    await asyncio.sleep(1)
    return {
        "vote_under_load_p50_ms": round(percentile(answered, 0.5), 1),
        "vote_under_load_p99_ms": round(percentile(answered, 0.99), 1),
        "vote_to_last_screen_p99_ms": round(percentile(shown, 0.99), 1),
    }


class _Sitting:
    def __init__(self, meeting: Meeting, voting: object) -> None:
        self.meeting_id, self.voting = meeting.pk, voting


def _in_mid_vote(cast: Cast) -> _Sitting:
    """A meeting that has begun, with an item put to the vote."""
    try:
        meeting = make_meeting(cast, 5)
        mark(cast, "pia", items_of(meeting)[0], Stance.OBJECTION)
        begin(cast, meeting)
        voting = open_voting(open_item(cast, items_of(meeting)[0]), by=cast.kai)
        return _Sitting(meeting, voting.pk)
    finally:
        connection.close()


async def _reconnect(
    running: Server, path: str, cast: Cast, items: list[AgendaItem], cookies: list[str], screens: int
) -> Figures:
    """The server is killed; something changes meanwhile; from its first answer until every screen has it."""
    watchers = await open_screens(running.port, path, cookies, screens)
    round_ = next_change(watchers)
    running.kill()
    coming = [asyncio.ensure_future(watcher.come_back(running.port)) for watcher in watchers]
    await asyncio.to_thread(_change, cast, items[0])
    await asyncio.to_thread(running.start)
    up = time.perf_counter()
    await asyncio.wait_for(round_.done, PATIENCE)
    for one in coming:
        one.cancel()
    close(watchers)
    return {f"reconnect_{screens}_seconds": round(max(max(round_.at) - up, 0.001), 3)}


def _change(cast: Cast, item: AgendaItem) -> None:
    try:
        mark(cast, "tomas", item, Stance.OBJECTION)
        mark(cast, "tomas", item, Stance.ABSTAIN)
    finally:
        connection.close()
