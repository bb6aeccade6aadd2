"""A drill from beginning to end: the copy, its processes and people, the scenarios, the account of it."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from balai.drill.copy import put_on_switches
from balai.drill.honest import Honest
from balai.drill.place import Place
from balai.drill.playing import Played, last_the_tables, play, without
from balai.drill.processes import server
from balai.drill.scenario import Scenario
from balai.drill.stage import Stage

LOG_NAME = "drill.example/record"
Tell = Callable[[Played], None]


@dataclass(frozen=True, slots=True)
class Account:
    """`honest` is what stood in the way of honest people; None where none were asked to work (in sabotage)."""

    played: tuple[Played, ...]
    honest: tuple[str, ...] | None
    seconds: float


def drill(place: Place, found: list[Scenario], tell: Tell) -> Account:
    """Play the scenarios while honest people work."""
    begun = time.monotonic()
    with staged(place, can_be_broken=False) as stage:
        honest = Honest(stage)
        honest.begin()
        played = []
        for scenario in found:
            played.append(play(scenario, stage))
            tell(played[-1])
        faults = honest.end().faults
    return Account(tuple(played), tuple(faults), time.monotonic() - begun)


def sabotage(place: Place, found: list[Scenario], tell: Tell) -> Account:
    """Play each scenario with its defences switched off: each has to succeed."""
    begun = time.monotonic()
    with staged(place, can_be_broken=True) as stage:
        put_on_switches(place)  # in this process too: an administrator's acts are done here
        played = []
        for scenario in last_the_tables(found):
            with without(scenario, stage):
                played.append(play(scenario, stage))
            tell(played[-1])
    return Account(tuple(played), None, time.monotonic() - begun)


@contextlib.contextmanager
def staged(place: Place, *, can_be_broken: bool) -> Iterator[Stage]:
    """The copy with its world and its processes."""
    from balai.drill.entering import Entrance
    from balai.drill.evidence import Watch
    from balai.drill.vaults import Vaults
    from balai.drill.world import make_history, make_world
    from balai.ledger.signing import new_log_key

    key = str(new_log_key(LOG_NAME).verifier)
    world = make_world()
    make_history(world)
    with contextlib.ExitStack() as processes:
        port = processes.enter_context(server(place, can_be_broken=can_be_broken))
        entrance, vaults = Entrance(port, world.root), Vaults(place, key, processes)
        for name in ("kai", "marin"):  # their keys stand in every copy of the database
            entrance.signed_in(world.person(name))
        yield Stage(place, world, entrance, Watch(place.log), vaults)
