"""A picture's address, or a link in a mail, opens an item or adopts a block."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("method-as-sent",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(state="open")
    item = items_of(meeting)[0]
    chair = stage.anew("kai")
    stage.attack_begins()
    for more in ("", "&_method=POST"):
        chair.get(f"/meetings/{meeting.pk}/block/?seen={item.pk}{more}")
        chair.get(f"/items/{item.pk}/take-up/?x={more}", X_HTTP_Method_Override="POST")
    item.refresh_from_db()
    return item.stage == "listed"
