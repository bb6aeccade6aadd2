"""A member of another body opens an item, with what the members say of it, by its address."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("own-body-only",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting(word := stage.word()))[0]
    outsider = stage.browser_of("olga")
    stage.attack_begins()
    return not stage.leaked(word, outsider.get(f"/items/{item.pk}/"), outsider.get(f"/items/{item.pk}/row/?always=1"))
