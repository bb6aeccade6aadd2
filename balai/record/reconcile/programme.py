"""The programme: goals, what was reported of them, tasks."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from balai.programme.models import Goal, Measurement, Task
from balai.record.reconcile.table import Event, Found, Key, Table, found_in

Told = Mapping[str, Callable[[Event], None]]


class Goals(Table):
    model = Goal

    def acts(self) -> Told:
        return {"programme.goal.set": self.set}

    def set(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about,),
            event,
            body_id=event.body,
            number=said["number"],
            title=said["title"],
            baseline=Decimal(said["baseline"]),
            target=Decimal(said["target"]),
            due=date.fromisoformat(said["due"]),
        )

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Goal, ("id",), ("body_id", "number", "title", "baseline", "target", "due"))


class Measurements(Table):
    model = Measurement

    def acts(self) -> Told:
        return {"programme.indicator.reported": self.reported}

    def reported(self, event: Event) -> None:
        said = event.content
        self.put((event.about, said["on"]), event, value=Decimal(said["value"]), reported_by_id=event.by)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Measurement, ("goal_id", "on"), ("value", "reported_by_id"))


class Tasks(Table):
    model = Task

    def acts(self) -> Told:
        return {"programme.task.assigned": self.assigned, "programme.task.done": self.done}

    def assigned(self, event: Event) -> None:
        said = event.content
        self.put(
            (event.about,),
            event,
            title=said["title"],
            decision_id=said["decision"],
            responsible__key=said["responsible"],
            due=date.fromisoformat(said["due"]),
            state="open",
            done_on=None,
            report="",
        )

    def done(self, event: Event) -> None:
        said = event.content
        done_on = date.fromisoformat(said["on"])
        self.change((event.about,), event, state="done", done_on=done_on, report=said["report"])

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(
            Task, ("id",), ("title", "decision_id", "responsible__key", "due", "state", "done_on", "report")
        )
