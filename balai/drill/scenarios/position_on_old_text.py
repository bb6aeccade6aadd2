"""The text is exchanged while members read: an answer to the old text counts for the new one."""

from balai.agenda.actions.edit_item import edit_item
from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("version-read",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting())[0]
    edit_item(item, {"ask": {"en": "Approve the opposite."}}, by=stage.world.person("sara"))
    member = stage.browser_of("marin")
    stage.attack_begins()
    member.post(f"/items/{item.pk}/position/", {"stance": "no_objection", "seen_version": 1, "seen_position": 0})
    return not Position.objects.filter(item=item).exists()
