"""A 20-item agenda when nobody objects: the chair's acts and the time from opening to closing."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

MEMBERS = 14


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


def play(path: Path) -> dict[str, float]:
    """One week, in the empty database that is configured; every act is committed."""
    import django

    django.setup()
    from django.core.management import call_command

    from balai.replay.week import replay

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    result = replay(path, members=MEMBERS, seed=1, contested=0.0, progress=lambda _what, _done, _of: None)
    return {
        "items_count": result.items,
        "members_count": MEMBERS,
        "without_debate_count": result.without_debate,
        "chair_acts_count": result.chair_acts,
        "opening_to_closing_p50_ms": round(result.meeting_wall_seconds * 1000, 1),
        "whole_week_p50_ms": round(result.wall_seconds * 1000, 1),
    }


def in_a_process_of_its_own(path: Path, number: int) -> dict[str, float]:
    environment = {**os.environ, "BALAI_DATABASE": f"sqlite:///{path.parent / f'{number}.sqlite3'}"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.replay", "--once", str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main(*, small: bool) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.json"
        path.write_text(json.dumps(agenda(20)))
        weeks = [in_a_process_of_its_own(path, number) for number in range(1 if small else 7)]
    return {name: sorted(week[name] for week in weeks)[len(weeks) // 2] for name in weeks[0]}


if __name__ == "__main__":
    figures = play(Path(sys.argv[-1])) if "--once" in sys.argv else main(small="--small" in sys.argv)
    sys.stdout.write(json.dumps(figures) + "\n")
