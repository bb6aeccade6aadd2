"""A form that was sent an hour ago is sent again and undoes what was answered since."""

from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("answered-meanwhile",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item, member = items_of(stage.world.meeting())[0], stage.browser_of("marin")
    old = {"stance": "no_objection", "seen_version": 1, "seen_position": 0}
    member.post(f"/items/{item.pk}/position/", old)
    first = Position.objects.current().get(item=item)
    member.post(f"/items/{item.pk}/position/", {"stance": "objection", "seen_version": 1, "seen_position": first.pk})
    stage.attack_begins()
    member.post(f"/items/{item.pk}/position/", old)
    return Position.objects.current().get(item=item).stance == "objection"
