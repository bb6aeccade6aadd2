"""A page elsewhere has got hold of a token and sends a form with it."""

from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("form-origin",)
DEMANDS = ("recorded",)


EVIL = "https://balai.example.net"


def attack(stage: Stage) -> bool:
    item, member = items_of(stage.world.meeting())[0], stage.browser_of("marin")
    form = {"stance": "objection", "seen_version": 1, "seen_position": 0}
    stage.attack_begins()
    member.post(f"/items/{item.pk}/position/", form, Origin=EVIL, Referer=f"{EVIL}/")
    member.post(f"/items/{item.pk}/position/", form, Origin="null", Referer="")
    member.post(f"/items/{item.pk}/position/", form, Origin="", Referer=f"{EVIL}/")
    return not Position.objects.filter(item=item).exists()
