"""What confidentiality costs: one decision about one reader and item, and a page on which 50 items are restricted."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balai import clock
from balai.agenda import policy
from balai.agenda.access import seen_by, sight_of
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.models import AgendaItem, Meeting
from balai.people.actions.clear import clear
from balai.people.models import Person
from balai.people.standing import Standing, standing
from balai.rules.access import Clearance, Level, Restriction
from bench.screen import Screen
from bench.server import serving
from bench.world import build, percentile, session_cookie
from tests.factories import Cast

ITEMS, MEMBERS, RESTRICTED = 60, 30, 50


def main(*, small: bool) -> dict[str, float]:
    """The same agenda before and after 50 of its items are restricted, read by a member who may read half of them."""
    rounds = 20 if small else 300
    cast, meeting, listed = build(ITEMS, MEMBERS, answered=True)
    figures = _pages(cast, meeting, "agenda_open", rounds)
    for place, item in enumerate(listed[:RESTRICTED]):
        restrict_item(item, _restriction(cast, place), by=cast.sara)
    cast.body.refresh_from_db()
    figures |= _pages(cast, meeting, "agenda_50_restricted", rounds)
    figures |= _decisions(cast, meeting, listed[:RESTRICTED], rounds)
    return figures | {"restricted_items": RESTRICTED}


def _restriction(cast: Cast, place: int) -> Restriction:
    """By name and by clearance in turn; every second one leaves marin out."""
    ends = clock.now() + timedelta(days=100)
    if place == 0:
        clear(cast.kai, level=Clearance.SECRET, by=cast.root)
    if place % 2:
        return Restriction(Level.RESTRICTED, "§ 1", ends)
    readers = [person for name, person in cast.people.items() if name not in ("marin", "olga")]
    return Restriction(Level.NAMED, "§ 1", ends, readers=frozenset(str(person.pk) for person in readers))


def _pages(cast: Cast, meeting: Meeting, name: str, rounds: int) -> dict[str, float]:
    """Warm: nothing changed since the last reading. After a change: another member has answered meanwhile."""
    with serving() as port:
        reader, other = (Screen(port, session_cookie(cast.people[who])) for who in ("marin", "pia"))
        reader.read_agenda(meeting)
        warm = [reader.read_agenda(meeting)[0] for _round in range(rounds)]
        other.read_agenda(meeting)
        item, changed = AgendaItem.objects.filter(meeting=meeting).in_order().last(), []
        assert item is not None
        for turn in range(rounds // 4):
            other.mark(item, turn)
            changed.append(reader.read_agenda(meeting)[0])
        reader.close()
        other.close()
    return {
        f"{name}_p50_ms": round(percentile(warm, 0.5), 2),
        f"{name}_p99_ms": round(percentile(warm, 0.99), 2),
        f"{name}_after_change_p50_ms": round(percentile(changed, 0.5), 2),
        f"{name}_queries": _queries(meeting, cast.marin),
    }


def _queries(meeting: Meeting, person: Person) -> int:
    client = Client()
    client.force_login(person)
    client.get(f"/meetings/{meeting.pk}/agenda/")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/meetings/{meeting.pk}/agenda/")
    return len(captured)


def _decisions(cast: Cast, meeting: Meeting, items: list[AgendaItem], rounds: int) -> dict[str, float]:
    """With everything that a request asks the database for: the standing, the restriction, the list of readers."""
    figures = {}
    asked: dict[str, Callable[[Standing, AgendaItem], object]] = {
        "decision_one_item": lambda who, item: (policy.may_read(who, meeting), policy.may_open_item(who, item)),
        "sight_of_50_restricted": lambda who, _item: sight_of(who, meeting),
        "picture_as_seen": lambda who, _item: seen_by(who, meeting),
    }
    for name, ask in asked.items():
        took = []
        for turn in range(rounds):
            item = AgendaItem.objects.select_related("meeting__body").get(pk=items[turn % len(items)].pk)
            person = Person.objects.get(pk=cast.marin.pk)  # as each request has it: nothing of theirs is known yet
            begun = time.perf_counter()
            ask(standing(person, cast.body), item)
            took.append((time.perf_counter() - begun) * 1000)
        figures[f"{name}_p50_ms"] = round(percentile(took, 0.5), 3)
        figures[f"{name}_p99_ms"] = round(percentile(took, 0.99), 3)
    return figures
