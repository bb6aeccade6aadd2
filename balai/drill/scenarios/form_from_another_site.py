"""A page elsewhere sends a form with a minister's cookies and without a token."""

from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("form-token",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item, member = items_of(stage.world.meeting())[0], stage.browser_of("marin")
    form = {"stance": "objection", "seen_version": 1, "seen_position": 0}
    stage.attack_begins()
    member.post(f"/items/{item.pk}/position/", form, token=False)
    member.post(f"/items/{item.pk}/position/", form | {"csrfmiddlewaretoken": "a" * 64}, token=False)
    return not Position.objects.filter(item=item).exists()
