"""An auditor: a process that verifies databases, and signs them as their server would, each in a process of its own.

It is asked line by line in JSON: {"do": "verify" | "seal", "database", "key", "policy", "off": [defences]}, and answers
with what was found and which alarms stand; {"do": "proof", "file", "log", ...} asks whether a proof holds. So the drill
waits for the start of Python once, not for every question.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Verify (`balai verify --database`) or sign and ask the witnesses (`balai ledger sign`)."""
    from django.conf import settings
    from django.db import connection

    connection.settings_dict["NAME"] = asked["database"]
    settings.LEDGER_KEY = Path(asked["key"])
    settings.LEDGER_POLICY = Path(asked["policy"]) if asked["policy"] else None
    _switch_off(asked["off"])
    if asked["do"] == "proof":
        return {"verified": _holds(asked["file"], asked["log"])}
    from balai.ledger.alarms import raised
    from balai.ledger.sealing import seal
    from balai.record.verify_database import verify_database

    found: list[dict[str, object]] = []
    if asked["do"] == "verify":
        found = [one.as_dict() for one in verify_database().findings]
    else:
        seal()
    return {"findings": found, "alarms": [[one.event, one.detail, one.stops] for one in raised()]}


def _holds(file: dict[str, Any], log: str) -> bool:
    """Whether the offline verifier accepts a proof (`balai verify FILE --key`)."""
    from balai.ledger import verifier

    try:
        return bool(verifier.verify(file, [verifier.Key(log)]))
    except verifier.Bad:
        return False


def _switch_off(names: list[str]) -> None:
    from balai.drill.defences import DEFENCES

    for name in names:
        if (weaken := DEFENCES[name].weaken) is not None:
            weaken(lambda: True)


def _in_a_process_of_its_own(line: str) -> None:
    """The database, the key and what is switched off are this question's alone."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        said: dict[str, Any] = answer(json.loads(line))
    except Exception as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    os._exit(0)


def main() -> None:
    from balai.drill.copy import place_of_drill

    place_of_drill()
    import django

    django.setup()
    import balai.drill.defences  # noqa: F401 (loaded once, for every child)
    from balai.record import verify_database  # noqa: F401

    for line in sys.stdin:
        _in_a_process_of_its_own(line)


if __name__ == "__main__":
    main()
