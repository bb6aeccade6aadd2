"""A substitute whose standing in was ended answers all the same."""

from datetime import timedelta

from balai import clock
from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute

DEFENCES = ("ended-substitution",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item, absent = items_of(stage.world.meeting())[0], stage.world.seats[stage.world.newcomer()]
    sara = stage.world.person("sara")
    starts = clock.now() - timedelta(days=1)
    named = name_substitute(absent, substitute=stage.world.person("pia"), starts=starts, ends=None, by=sara)
    end_substitution(named, by=sara)
    substitute = stage.browser_of("pia")
    stage.attack_begins()
    form = {"stance": "objection", "seen_version": 1, "seen_position": 0, "seat": absent.pk}
    substitute.post(f"/items/{item.pk}/position/", form)
    return not Position.objects.filter(item=item, seat=absent).exists()
