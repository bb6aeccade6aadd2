"""Holding a table against its file."""

from difflib import unified_diff

from tests.access.asked import Answers
from tests.access.invariants import broken
from tests.access.tables import Table
from tests.access.world import world

ADVICE = "Is this meant? Then: python -m tests.access.write, and have the difference reviewed.\n"


def difference(table: Table, answers: Answers) -> str:
    """What is otherwise than the file says; empty where it is as written."""
    kept = table.path.read_text(encoding="utf-8") if table.path.exists() else ""
    lines = unified_diff(
        kept.splitlines(keepends=True),
        table.text(answers).splitlines(keepends=True),
        f"{table.path.name}, as reviewed",
        f"{table.path.name}, as it is",
        n=12,
    )
    return "".join(lines)


def held(table: Table) -> list[str]:
    """Everything that is wrong with it."""
    with world() as m:
        answers = table.ask(m)
    found = [*answers.faults, *broken(table, answers)]
    if changed := difference(table, answers):
        found.append(f"{changed}{ADVICE}")
    return found
