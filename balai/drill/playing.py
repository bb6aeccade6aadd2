"""Playing scenarios, one after another, and comparing what happened with what is demanded."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from balai.drill.defences import DEFENCES
from balai.drill.scenario import Scenario
from balai.drill.stage import PATIENCE, Seen, Stage


@dataclass(frozen=True, slots=True)
class Played:
    """`seconds` until all that is demanded was there, from the beginning of the attack."""

    scenario: Scenario
    blocked: bool
    recorded: bool
    alarmed: bool
    seconds: float
    error: str = ""

    @property
    def ok(self) -> bool:
        return self.blocked and not self.error and all(getattr(self, fact) for fact in self.scenario.demands)

    def as_dict(self) -> dict[str, object]:
        said: dict[str, object] = {
            "name": self.scenario.name,
            "threat": self.scenario.threat,
            "blocked": self.blocked,
            "recorded": self.recorded,
            "alarmed": self.alarmed,
            "seconds": round(self.seconds, 3),
            "ok": self.ok,
        }
        return said | ({"error": self.error} if self.error else {})


def play(scenario: Scenario, stage: Stage) -> Played:
    """One scenario. One that breaks down has stopped nothing: it says why."""
    stage.attack_begins()
    begun = time.monotonic()
    try:
        outcome = scenario.attack(stage)
        seen = outcome if isinstance(outcome, Seen) else Seen(blocked=bool(outcome))
        return _noticed(scenario, stage, seen)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return Played(scenario, False, False, False, time.monotonic() - begun, error=said)


def _noticed(scenario: Scenario, stage: Stage, seen: Seen) -> Played:
    """What the scenario left open is looked for in the ledger and the log, where it is demanded for a while."""
    asked = [fact for fact in scenario.demands if getattr(seen, fact) is None]
    seconds = stage.watch.until(PATIENCE if seen.blocked else 0, *asked)
    recorded = stage.watch.recorded() if seen.recorded is None else seen.recorded
    alarmed = stage.watch.alarmed() if seen.alarmed is None else seen.alarmed
    return Played(scenario, seen.blocked, recorded, alarmed, seconds)


@contextmanager
def without(scenario: Scenario, stage: Stage) -> Iterator[None]:
    """In the copy, the defences that stop this scenario are switched off."""
    switches = [stage.place.switches / name for name in scenario.defences]
    stage.off = scenario.defences
    for name in scenario.defences:
        _take_out(name, stage)
    for switch in switches:
        switch.touch()
    try:
        yield
    finally:
        for switch in switches:
            switch.unlink()
        stage.off = ()


def _take_out(name: str, stage: Stage) -> None:
    """A defence that stands in the tables goes for good: its scenarios are played last."""
    from django.db import connection

    alter = DEFENCES[name].alter
    if alter is not None and name not in stage.taken_out:
        stage.taken_out.add(name)
        with connection.schema_editor() as editor:
            alter(editor)


def last_the_tables(found: list[Scenario]) -> list[Scenario]:
    return sorted(found, key=lambda one: any(DEFENCES[name].alter for name in one.defences))
