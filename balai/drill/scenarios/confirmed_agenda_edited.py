"""A form opened before the agenda was confirmed is sent afterwards."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("secretary-builds",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting("As it was", state="confirmed"))[0]
    secretary = stage.browser_of("sara")
    stage.attack_begins()
    secretary.post(f"/items/{item.pk}/edit/", {"title_en": "As it suits somebody"})
    item.refresh_from_db()
    return bool(item.title == {"en": "As it was"})
