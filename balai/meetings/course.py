"""The course of a meeting as the record tells it: its steps, and which of them were taken back."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from balai.agenda.models import Meeting
from balai.ledger.events import Erased, Event, read
from balai.ledger.models import Entry
from balai.meetings.hall import Hall
from balai.rules import undoing
from balai.rules.undoing import Step

LOOKED_BACK = 120  # entries; where so many follow a step, it is no longer the last one that anybody remembers


@dataclass(frozen=True, slots=True)
class Course:
    """`events`: by their places in the record."""

    steps: tuple[Step, ...]
    events: dict[int, Event]

    @property
    def last(self) -> tuple[Step, Event] | None:
        step = undoing.last_step(self.steps)
        return (step, self.events[step.key]) if step else None


def course_of(meeting: Meeting, items: Collection[object], room: Hall) -> Course:
    """The latest entries about the meeting and its items; two queries. `items`: the keys of all items on it."""
    about = Q(about_kind="agenda.meeting", about_id=str(meeting.pk))
    about |= Q(about_kind="agenda.agendaitem", about_id__in=[str(key) for key in items])
    told = Q(act__startswith="meetings.") | Q(act=undoing.DISSENT)
    latest = Entry.objects.filter(about, told).order_by("-index").values_list("index", flat=True)[:LOOKED_BACK]
    leads = leaders(room)
    events = {one.index: one for one in read(Entry.objects.filter(index__in=list(latest)))}
    return Course(tuple(step_of(one, leads) for one in events.values()), events)


def leaders(room: Hall) -> frozenset[str]:
    """The chair, and who sits in the chair's seat."""
    if room.chair is None:
        return frozenset()
    noted = room.attendance.get(room.chair.pk)
    return frozenset({str(room.chair.person_id)} | ({str(noted.person_id)} if noted else set()))


def step_of(event: Event, leads: frozenset[str]) -> Step:
    """Who is invited has no seat: what is about them is tied by who they are."""
    act, items, seats, undoes = event.act, {event.about}, {event.seat} if event.seat else set(), ()
    with suppress(Erased, KeyError, TypeError, ValueError):  # what cannot be read ties nothing
        if event.act == undoing.BLOCK:
            items |= {one["id"] for one in event.content["items"]}
        elif event.act == undoing.ALL_NOTED:
            seats = set(event.content["seats"])
        elif event.act == undoing.GIVEN:
            seats = {event.content["to"] or event.content["person"]}
        elif event.act in (undoing.ASKED, undoing.GIVEN_BACK) and not seats:
            said = event.content["was"] if event.act == undoing.GIVEN_BACK else event.content
            seats = {said["person"]}
        elif event.act == undoing.POSTPONED and event.content.get("to"):
            act = undoing.CARRIED
        elif event.act == undoing.UNDONE:
            undoes = event.content["undoes"]
    return Step(event.index, act, event.by in leads, frozenset(items), frozenset(seats), frozenset(undoes))


def taken_back(events: Iterable[Event]) -> dict[int, datetime]:
    """The places of the entries that these say were taken back, and when."""
    found: dict[int, datetime] = {}
    for one in events:
        with suppress(Erased, KeyError, TypeError, ValueError):
            if one.act == undoing.UNDONE:
                found |= {int(key): one.at for key in one.content["undoes"]}
    return found


def stands(event: Event, gone: Collection[int]) -> bool:
    """Whether this entry counts: nothing but a step of a meeting is ever taken back."""
    return not (event.index in gone and event.act in undoing.UNDOABLE)


def entries_of(step: Step, decisions: Sequence[str]) -> list[int]:
    """The places of all that the step wrote: its own entry, and those of the decisions that it took."""
    taken = Entry.objects.filter(
        act=undoing.TAKEN, about_kind="decisions.decision", about_id__in=decisions, index__lt=step.key
    )
    return sorted({step.key, *taken.values_list("index", flat=True)})
