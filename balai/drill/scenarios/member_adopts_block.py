"""A member adopts the block in place of the chair."""

from balai.decisions.models import Decision
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("chair-leads",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(state="open")
    item = items_of(meeting)[0]
    member = stage.anew("marin")
    stage.attack_begins()
    member.post(f"/meetings/{meeting.pk}/block/", {"seen": item.pk})
    return not Decision.objects.filter(item=item).exists()
