"""A 20-item agenda when nobody objects: the chair's acts and the time from opening to closing."""

import json
import tempfile
from pathlib import Path

from django.core.management import call_command

from balai.replay.week import replay

ITEMS, MEMBERS = 20, 14


def agenda(items: int) -> dict[str, object]:
    """A formal session of matters that nobody has anything against."""
    matter = {"kind": "order", "submitter": None, "outcome": None, "votes": None, "public": True}
    return {
        "schema": "balai-agenda/1",
        "body": {"name": "Cabinet", "country": "EE", "level": "national"},
        "meeting": {"date": "2031-03-06", "kind": "formal", "start": "10:00", "end": None},
        "language": "en",
        "items": [{"number": str(n), "title": f"Matter {n}", **matter} for n in range(1, items + 1)],
        "complete": True,
        "source": "bench",
        "retrieved_via": "bench",
    }


def main(*, small: bool) -> dict[str, float]:
    """The same week, short run or not: one week takes a second. Every act is committed."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.json"
        path.write_text(json.dumps(agenda(ITEMS)), encoding="utf-8")
        result = replay(path, members=MEMBERS, seed=1, contested=0.0, progress=lambda _what, _done, _of: None)
    return {
        "agenda_items": result.items,
        "without_debate_items": result.without_debate,
        "cabinet_members": MEMBERS,
        "chair_acts": result.chair_acts,
        "meeting_wall_seconds": result.meeting_wall_seconds,
        "week_wall_seconds": result.wall_seconds,
    }
