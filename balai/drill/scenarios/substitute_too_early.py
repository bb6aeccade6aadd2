"""A substitute answers before the day on which they begin to stand in."""

from datetime import timedelta

from balai import clock
from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.people.actions.name_substitute import name_substitute

DEFENCES = ("dates-of-seats",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item, absent = items_of(stage.world.meeting())[0], stage.world.seats[stage.world.newcomer()]
    starts = clock.now() + timedelta(days=30)
    name_substitute(
        absent, substitute=stage.world.person("pia"), starts=starts, ends=None, by=stage.world.person("sara")
    )
    substitute = stage.browser_of("pia")
    stage.attack_begins()
    form = {"stance": "objection", "seen_version": 1, "seen_position": 0, "seat": absent.pk}
    substitute.post(f"/items/{item.pk}/position/", form)
    return not Position.objects.filter(item=item, seat=absent).exists()
