"""The three tables: what is asked, and how what came is written."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.access import table
from tests.access.actions import ACTS
from tests.access.asked import Answers, Cell, answers_of_actions
from tests.access.making import Making
from tests.access.queries import QUERIES, answers_of_queries
from tests.access.routes import ROUTES
from tests.access.visited import answers_of_routes


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    words: Mapping[str, str]
    kinds: Mapping[str, str]  # subject: of the thing that it is about
    ask: Callable[[Making, Collection[str], Collection[str]], Answers]  # these subjects, by these roles

    @property
    def path(self) -> Path:
        return table.FOLDER / f"{self.name}.txt"

    def text(self, cells: Mapping[Cell, str]) -> str:
        return table.text(self.title, self.words, self.name, cells, self.kinds)

    def about(self, *kinds: str) -> list[str]:
        """The subjects about such things."""
        return [subject for subject, kind in self.kinds.items() if kind in kinds]


Line = TypeVar("Line")


def these(lines: Mapping[str, Line], subjects: Collection[str]) -> dict[str, Line]:
    return {subject: line for subject, line in lines.items() if subject in subjects}


ACTIONS = Table(
    "actions",
    "Who may do what: every action, called directly, past all pages, by each role, in each state of the thing.",
    {
        "yes": "done",
        "no": "this person may not do this",
        "later": "not now, or not any more: the state of the thing forbids it",
        "input": "what was sent cannot be accepted",
        "proof": "only once they have shown again who they are",
    },
    {name: kind for name, (kind, _act) in ACTS.items()},
    lambda m, subjects, roles: answers_of_actions(m, these(ACTS, subjects), roles),
)
ADDRESSES = Table(
    "addresses",
    "Who gets what at every address, in each state of the thing that it names.",
    {
        "ok": "answered, or done",
        "in": "sent to sign in",
        "403": "this person may not",
        "404": "there is nothing here for them",
        "409": "not now, or not any more",
        "422": "what was sent cannot be accepted",
    },
    {name: asked.kind for name, asked in ROUTES.items()},
    lambda m, subjects, roles: answers_of_routes(m, these(ROUTES, subjects), roles),
)
READING = Table(
    "queries",
    "Who is given what: every query and every live screen, by each reader, in each state of the thing.",
    {
        "all": "given, all of it",
        "own": "given, without what the others say; in mine: the reader's own seat alone",
        "some": "given, without items of agendas that are being built",
        "look": "given, to look at: nothing can be changed in this state",
        "title": "that it is there, and its title",
        "-": "nothing of this thing",
        "403": "this reader may not",
        "404": "there is nothing here for them",
        "secr": "a live screen as drawn for the secretary and the chair",
        "membr": "as drawn for members",
        "advis": "as drawn for advisers",
        "speak": "as drawn for who may speak",
        "publc": "as drawn for everybody",
    },
    {name: kind for name, (kind, _query) in QUERIES.items()},
    lambda m, subjects, roles: answers_of_queries(m, these(QUERIES, subjects), roles),
)
TABLES = (ACTIONS, ADDRESSES, READING)
