"""Somebody with the right to speak objects to an item as if they were a member."""

from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("deciding-seats-only",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting())[0]
    speaker = stage.browser_of("nils")
    stage.attack_begins()
    form = {"stance": "objection", "seen_version": 1, "seen_position": 0, "seat": stage.world.seats["nils"].pk}
    speaker.post(f"/items/{item.pk}/position/", form)
    return not Position.objects.filter(item=item).exists()
