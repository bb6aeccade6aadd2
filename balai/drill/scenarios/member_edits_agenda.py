"""A member changes an item on the agenda, as only the secretary may."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("secretary-builds",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting("As it was"))[0]
    member = stage.browser_of("marin")
    stage.attack_begins()
    member.post(f"/items/{item.pk}/edit/", {"title_en": "As the member wants it"})
    member.post(f"/items/{item.pk}/line/", {"planned_minutes": 1})
    item.refresh_from_db()
    return item.title == {"en": "As it was"} and item.planned_minutes is None
