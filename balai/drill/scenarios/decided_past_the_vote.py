"""While the members vote, the chair states the decision without counting."""

from balai.decisions.models import Decision
from balai.drill.stage import Stage

DEFENCES = ("vote-first",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    voting = stage.world.voting()
    chair = stage.anew("kai")
    stage.attack_begins()
    chair.post(f"/items/{voting.item_id}/decide/", {"outcome": "rejected"})
    return not Decision.objects.filter(item=voting.item_id).exists()
