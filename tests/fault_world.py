"""What the fault tests need of Django, in processes of their own: `build` a world, `check` what is left of it.

python -m tests.fault_world build ITEMS > world.json
python -m tests.fault_world check acknowledged.json
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (after setup)

from balai.agenda.models import Position  # noqa: E402
from balai.ledger import tree  # noqa: E402
from balai.ledger.models import Entry  # noqa: E402
from balai.rules import merkle  # noqa: E402
from bench.world import session_cookie  # noqa: E402
from tests.factories import items_of, make_cast, make_meeting  # noqa: E402

MEMBERS = ("marin", "pia", "tomas", "kai")


def build(items: int) -> dict[str, object]:
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    cast = make_cast()
    meeting = make_meeting(cast, items)
    return {
        "items": [str(item.pk) for item in items_of(meeting)],
        "cookies": {name: session_cookie(cast.people[name]) for name in MEMBERS},
    }


def lost(acknowledged: dict[str, dict[str, str]]) -> list[str]:
    """Acknowledged positions that do not stand, and what is wrong with the log."""
    found = []
    for name, noted in acknowledged.items():
        kept = Position.objects.current().filter(seat__person__username=name)
        stands = {str(item): stance for item, stance in kept.values_list("item", "stance")}
        found += [f"{name} {item}: {stands.get(item)}" for item, stance in noted.items() if stands.get(item) != stance]
    entries = list(Entry.objects.all())
    if [entry.index for entry in entries] != list(range(len(entries))):
        found.append("the log has a gap")
    if tree.root() != merkle.root([merkle.leaf_hash(entry.leaf.encode()) for entry in entries]):
        found.append("the log's root is not that of its entries")
    marked = sum(1 for entry in entries if entry.act == "agenda.position.marked")
    if marked != Position.objects.count():
        found.append(f"{marked} entries for {Position.objects.count()} positions")
    return found


if __name__ == "__main__":
    if sys.argv[1] == "build":
        sys.stdout.write(json.dumps(build(int(sys.argv[2]))))
    else:
        sys.stdout.write(json.dumps(lost(json.loads(Path(sys.argv[2]).read_text()))))
