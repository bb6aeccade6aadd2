"""An act that changes what binds is known to the comparison; one that is not must say here why nothing of it binds."""

import ast
from pathlib import Path

import balai
from balai.record.reconcile import TABLES

ROOT = Path(balai.__file__).parent
# What is entered, and why there is no row that it would bind.
NOT_COMPARED = {
    "agenda.briefing.removed": "a note between adviser and member; it decides nothing",
    "agenda.briefing.written": "a note between adviser and member; it decides nothing",
    "agenda.item.checked": "a mark of the secretariat's own; what was published is compared by the agenda's versions",
    "agenda.item.read": "rows of readings are a list for the secretariat; the entry is the proof",
    "meetings.reported": "the report is an item of the other body, with its paper, and both are compared",
    "meetings.step.undone": "which entries count: read first, before any row is computed (reconcile/__init__.py)",
    "people.data.pruned": "what it closed is looked at for every entry (reconcile/closings.py)",
    "people.organization.founded": "names and labels; who holds which seat is compared",
    "people.person.exported": "a file was given out; nothing is changed by it",
    "people.proved_again": "a moment in a session",
    "people.recovery_codes.renewed": "codes work beside a password whose one-time codes are compared",
    "people.secrets.resealed": "the same secrets under another seal; which keys somebody has is compared",
    "people.sessions.ended": "sessions are hashed and short",
    "people.signed_in": "sessions are hashed and short",
    "people.tries.barred": "tries are counted for an hour",
    "programme.item.tied": "what an item is good for; it decides nothing",
}


def entered() -> set[str]:
    """The acts that the code enters: constants given to `append`, and the names that stand for them."""
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        if "tests" in path.parts or "/actions/" not in str(path) and path.parent.name not in ("decisions", "importing"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _looks_like_an_act(node.value):
                found.add(node.value)
    return found


def _looks_like_an_act(text: str) -> bool:
    parts = text.split(".")
    return (
        parts[0] != "balai"
        and len(parts) in (2, 3)
        and all(part and part.replace("_", "").isalpha() and part.islower() for part in parts)
    )


def test_every_act_that_binds_is_compared():
    from balai.action import ACTIONS
    from tests.test_acts import registered

    compared = {act for table in TABLES for act in table().told}
    unknown = entered() - compared - set(NOT_COMPARED) - registered() - set(ACTIONS)
    assert unknown == set()


def test_what_is_said_not_to_be_compared_exists_and_is_not():
    compared = {act for table in TABLES for act in table().told}
    assert set(NOT_COMPARED) <= entered()
    assert set(NOT_COMPARED) & compared == set()
