"""A member answers in the name of another, by naming that other's seat in the form."""

from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("own-seats-only",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item, seat = items_of(stage.world.meeting())[0], stage.world.seats["tomas"]
    member = stage.browser_of("marin")
    stage.attack_begins()
    form = {"stance": "objection", "seen_version": 1, "seen_position": 0, "seat": seat.pk}
    member.post(f"/items/{item.pk}/position/", form)
    return not Position.objects.filter(item=item, seat=seat).exists()
