"""A member states what the cabinet decided."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("chair-leads",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting(state="open"))[0]
    member = stage.anew("marin")
    stage.attack_begins()
    member.post(f"/items/{item.pk}/take-up/")
    member.post(f"/items/{item.pk}/decide/", {"outcome": "rejected"})
    item.refresh_from_db()
    return item.stage == "listed"
