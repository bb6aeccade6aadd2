"""Asking: what each role gets from each action in each state."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from balai.verdict import Ground, Refused, Verdict
from tests.access.actions import READY, Act
from tests.access.making import Making
from tests.access.states import STATES
from tests.access.world import afresh, undone
from tests.refusals import changed_since, everything

# The words of the tables for what a policy answers.
GROUNDS = {Ground.PERMISSION: "no", Ground.PROOF: "proof", Ground.STATE: "later", Ground.INPUT: "input"}

Cell = tuple[str, str, str]  # subject, state, role


@dataclass
class Answers:
    """`faults`: what must not be, whatever the table says."""

    cells: dict[Cell, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def may(self, subject: str, state: str, role: str, yes: Iterable[str] = ("yes",)) -> bool:
        return self.cells[subject, state, role] in yes


def answers_of_actions(m: Making, acts: Mapping[str, tuple[str, Act]], roles: Collection[str]) -> Answers:
    found, people = Answers(), People(m)
    for name, (kind, act) in acts.items():
        for state in STATES[kind]:
            thing = afresh(m.things[kind][state])  # other tables ask about the same world, of the objects as they were
            for role in roles:
                if m.people[role] is not None:
                    thing = _asked(m, found, (name, state, role), act, thing, people)
    return found


class People(dict[str, Any]):
    """As they stand in the database; who has acted is read again."""

    def __init__(self, m: Making) -> None:
        super().__init__()
        self.m = m

    def __missing__(self, role: str) -> Any:
        self[role] = afresh(self.m.people[role])
        return self[role]


def _asked(m: Making, found: Answers, cell: Cell, act: Act, thing: Any, people: People) -> Any:
    """Fills the cell. Gives the thing for the next one: anew where this one may have changed the object."""
    role, where = cell[2], ", ".join(cell)
    person, seat = people[role], m.seats[role]

    def make_ready() -> None:
        m.ready = READY.get(cell[0], lambda _person: None)(person)

    def attempt() -> Verdict | None:
        try:
            act(m, thing, person, seat)
        except Refused as refused:
            return refused.verdict
        except Exception as error:
            error.add_note(where)
            raise
        return None

    with undone() as writes:
        make_ready()
        said = attempt()
    found.cells[cell] = GROUNDS[said.ground] if said is not None else "yes"
    if said is not None and not said.sentence.endswith("."):
        found.faults.append(f"{where}: no whole sentence: {said.sentence}")
    if said is not None and writes.seen:
        found.faults += [f"{where}: refused, yet changed: {table}" for table in _left_by(attempt, make_ready)]
    if writes.seen:
        del people[role]
    return afresh(thing) if writes.seen else thing


def _left_by(attempt: Callable[[], object], make_ready: Callable[[], object]) -> list[str]:
    """The tables that a refused attempt leaves changed."""
    with undone():
        make_ready()
        before = everything()
        attempt()
        return changed_since(before)
