"""Holding a table against its file: of some kinds of things at a time, so that several processes can share it."""

from collections.abc import Collection
from difflib import unified_diff

from tests.access.asked import Answers
from tests.access.invariants import broken
from tests.access.making import Making
from tests.access.table import cells_in
from tests.access.tables import Table

ADVICE = "Is this meant? Then: python -m tests.access.write, and have the difference reviewed.\n"


def difference(table: Table, answers: Answers, subjects: Collection[str], roles: Collection[str]) -> str:
    """What is otherwise than the file says, of these subjects and roles; empty where it is as written."""
    kept = table.path.read_text(encoding="utf-8") if table.path.exists() else ""
    others = {
        cell: said
        for cell, said in cells_in(kept, table.kinds).items()
        if cell[0] not in subjects or cell[2] not in roles
    }
    lines = unified_diff(
        kept.splitlines(keepends=True),
        table.text({**others, **answers.cells}).splitlines(keepends=True),
        f"{table.path.name}, as reviewed",
        f"{table.path.name}, as it is",
        n=12,
    )
    return "".join(lines)


def held(m: Making, table: Table, kind: str, roles: Collection[str]) -> list[str]:
    """Everything that is wrong with it, about one kind of thing."""
    subjects = table.about(kind)
    answers = table.ask(m, subjects, roles)
    found = [*answers.faults, *broken(table, answers)]
    if changed := difference(table, answers, subjects, roles):
        found.append(f"{changed}{ADVICE}")
    return found
