"""A member lifts the restriction of an item by sending the secretariat's form."""

from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.rules.access import Level

DEFENCES = ("secretariat-restricts",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting(access=stage.world.restriction(Level.INTERNAL)))[0]
    member = stage.browser_of("tomas")
    stage.attack_begins()
    member.post(f"/items/{item.pk}/access/", {"access": "public", "clearance": 0})
    item.refresh_from_db()
    return bool(item.access == Level.INTERNAL)
