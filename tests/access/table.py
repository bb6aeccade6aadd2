"""The tables as people read them: a block for all that has the same answers, a line for all roles that get the same."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.access.asked import Cell
from tests.access.roles import ROLES, STRANGERS
from tests.access.states import STATES

FOLDER = Path(__file__).resolve().parent / "expected"
WIDTH = 6
NOT_ASKED = "·"
HOW_TO = """\
How to read: above each block stand the names of all {things} with these answers, then the states of the thing, then a
line for each group of roles that get the same. How to review a change: read the lines that the change adds or takes
away, and ask of each whether that person should get that, in that state. After a change that is meant, write the
tables anew: python -m tests.access.write
"""


def text(title: str, words: Mapping[str, str], things: str, cells: Mapping[Cell, str], kinds: Mapping[str, str]) -> str:
    """A whole table. `words`: what the answers mean; `kinds`: of the thing that each subject is about."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for subject, kind in kinds.items():
        blocks.setdefault((kind, _block(subject, kind, cells)), []).append(subject)
    used = [kind for kind in STATES if kind in kinds.values()]
    parts = [f"{title}\n", HOW_TO.format(things=things), _legend("Answers", words), _roles()]
    parts += [
        _legend(f"States of {kind}", {code: one.words for code, one in STATES[kind].items()}) for kind in used[:-1]
    ]
    for (kind, block), subjects in sorted(blocks.items(), key=lambda one: list(STATES).index(one[0][0])):
        parts.append(_names(subjects) + block)
        assert kind in STATES
    return "\n".join(parts)


def _names(subjects: Iterable[str]) -> str:
    return "".join(f"{one}\n" for one in subjects)


def _legend(heading: str, words: Mapping[str, str]) -> str:
    return f"{heading}:\n" + "".join(f"  {code:{WIDTH}}{said}\n" for code, said in words.items())


def _roles() -> str:
    strangers = "strangers: " + ", ".join(_plain_strangers())
    return _legend("Roles", {f"{role:9}": who.words for role, who in ROLES.items()}) + f"  {strangers}\n"


def _plain_strangers() -> tuple[str, ...]:
    return tuple(role for role in STRANGERS if role != "inactive")


def _block(subject: str, kind: str, cells: Mapping[Cell, str]) -> str:
    """The header of states and a line for each different row."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for role in ROLES:
        row = tuple(cells.get((subject, state, role), NOT_ASKED) for state in STATES[kind])
        if set(row) != {NOT_ASKED}:
            rows.setdefault(_placed(row, rows), []).append(role)
    lines = [_line(STATES[kind], "")] if kind else []
    lines += [_line(row, " ".join(_grouped(roles))) for row, roles in rows.items()]
    return "".join(lines)


def _placed(row: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Who was not asked in every state stands with those who got the same where they were."""
    for other in rows:
        if all(one in (NOT_ASKED, theirs) for one, theirs in zip(row, other, strict=True)):
            return other
    return row


def cells_in(text: str, kinds: Mapping[str, str]) -> dict[Cell, str]:
    """What a table says, read back."""
    cells: dict[Cell, str] = {}
    for block in text.split("\n\n"):
        lines = block.splitlines()
        subjects = [line for line in lines if line in kinds]
        rows = [line for line in lines if line.startswith("    ")]
        if subjects and len(subjects) + len(rows) == len(lines):
            kind = kinds[subjects[0]]
            for row in rows[1:] if kind else rows:
                cells |= {(one, *place): answer for one in subjects for place, answer in _said(row, list(STATES[kind]))}
    return cells


def _said(row: str, states: list[str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Each state and role of a line, with the answer."""
    answers = [row[start : start + WIDTH].strip() for start in range(4, 4 + WIDTH * len(states), WIDTH)]
    groups = {"everybody": tuple(ROLES), "strangers": _plain_strangers()}
    roles = [role for word in row[4 + WIDTH * len(states) :].split() for role in groups.get(word, (word,))]
    yield from (
        ((state, role), answer)
        for state, answer in zip(states, answers, strict=True)
        if answer != NOT_ASKED
        for role in roles
    )


def _line(columns: Iterable[str], after: str) -> str:
    return ("    " + "".join(f"{one:{WIDTH}}" for one in columns) + " " + after).rstrip() + "\n"


def _grouped(roles: list[str]) -> list[str]:
    plain = _plain_strangers()
    if set(roles) == set(ROLES):
        return ["everybody"]
    if set(plain) <= set(roles):
        first = roles.index(plain[0])
        rest = [role for role in roles if role not in plain]
        return [*rest[:first], "strangers", *rest[first:]]
    return roles
