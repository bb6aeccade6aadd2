"""An opinion of five million characters."""

from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("length-of-texts",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item, member = items_of(stage.world.meeting())[0], stage.browser_of("marin")
    form = {"stance": "objection", "seen_version": 1, "seen_position": 0}
    stage.attack_begins()
    for length in (5_000_000, 50_000):
        member.post(f"/items/{item.pk}/position/", form | {"opinion": "x" * length})
    return not Position.objects.filter(item=item).exists() and member.get("/desk/").status == 200
