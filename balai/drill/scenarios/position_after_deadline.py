"""A member objects after the deadline."""

from balai import clock
from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("deadline",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting(closes_at=clock.now()))[0]
    member = stage.browser_of("marin")
    stage.attack_begins()
    member.post(f"/items/{item.pk}/position/", {"stance": "objection", "seen_version": 1, "seen_position": 0})
    return not Position.objects.filter(item=item).exists()
