"""What must hold of the answers whatever the tables say: a wrong table that somebody has reviewed is caught here."""

from collections.abc import Iterator

from tests.access.asked import Answers
from tests.access.roles import STRANGERS, WITHIN
from tests.access.tables import ACTIONS, Table

NOTHING_TOLD = {"-", "404", "in"}
NOT_THEIRS = {"no", "403", "404", "-"}  # not "later": somebody may have answered already
PUBLIC = {"ok", "all", "publc"}
GETS = {"yes", "ok", "all", "own", "some", "look", "title", "secr", "membr", "advis", "speak", "publc"}
# What an administrator does without a seat: who is who, and bringing an agenda in from a file.
ADMINISTERS = (
    "people.found_organization",
    "people.appoint",
    "people.place_under",
    "people.end_membership",
    "importing.import_agenda",
)
PUBLIC_ADDRESSES = (
    "public-meeting",
    "public-screen",
    "public-minutes",
    "public-decision",
    "public-decision-proof",
    "public-ballot-box",
    "public-programme-of",
    "goal-plot",
)

# What is an adviser's alone: a member confirms.
ADVISERS = ("agenda.prepare_position", "agenda.write_briefing", "prepare-position", "write-briefing")


def broken(table: Table, answers: Answers) -> list[str]:
    """What does not hold, a sentence each."""
    return [*_strangers(table, answers), *_nobody(table, answers), *_within(table, answers)]


def _things(table: Table) -> Iterator[str]:
    """Subjects about a thing that belongs to the cabinet."""
    return (subject for subject, kind in table.kinds.items() if kind not in ("", "person"))


def _rows(answers: Answers, subject: str) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for (name, state, role), answer in answers.cells.items():
        if name == subject:
            rows.setdefault(state, {})[role] = answer
    return rows


def _strangers(table: Table, answers: Answers) -> Iterator[str]:
    """Another body's people, who stood in or will, who has left: never more than an outsider. Nor root, by reading."""
    for subject in _things(table):
        for state, row in _rows(answers, subject).items():
            for role in STRANGERS:
                aside = role not in row or role == "inactive" or (role == "root" and subject in ADMINISTERS)
                if not aside and row[role] != row["outsider"]:
                    yield f"{subject}, {state}: {role} gets {row[role]}, an outsider {row['outsider']}"


def _nobody(table: Table, answers: Answers) -> Iterator[str]:
    """An outsider, and who is not signed in, is told nothing of a body's things but what is public."""
    for subject in _things(table):
        public = (
            subject in PUBLIC_ADDRESSES
            or subject.startswith("public.")
            or subject in ("live.public", "live.public-screen")
        )
        for state, row in _rows(answers, subject).items():
            allowed = {"no"} if table is ACTIONS else NOTHING_TOLD | (PUBLIC if public else set())
            told = {role: row[role] for role in ("nobody", "outsider", "inactive") if role in row}
            yield from (f"{subject}, {state}: {role} gets {one}" for role, one in told.items() if one not in allowed)
            if public and len(set(told.values())) > 1:
                yield f"{subject}, {state}: an outsider gets another public than nobody"


def _within(table: Table, answers: Answers) -> Iterator[str]:
    """Who stands in for somebody may no more than those may together; who is cleared never less."""
    for subject in _things(table):
        for state, row in _rows(answers, subject).items():
            for role, others in WITHIN.items():
                if role == "ada" and subject in ADVISERS:
                    continue
                if row[role] in GETS and all(row[other] in NOT_THEIRS for other in others):
                    yield f"{subject}, {state}: {role} gets {row[role]}, {' and '.join(others)} do not"
