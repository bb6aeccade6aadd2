"""What was decided is decided again, the other way round."""

from balai.decisions.models import Decision
from balai.drill.stage import Stage
from balai.drill.world import items_of, surely
from balai.meetings.actions.adopt_block import adopt_block

DEFENCES = ("settled-is-settled", "table-one-decision-an-item")
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(state="open")
    item = items_of(meeting)[0]
    with surely():
        adopt_block(meeting, by=stage.world.person("kai"))
    chair = stage.anew("kai")
    stage.attack_begins()
    chair.post(f"/items/{item.pk}/decide/", {"outcome": "rejected"})
    item.refresh_from_db()
    return item.stage == "adopted" and Decision.objects.filter(item=item).count() == 1
