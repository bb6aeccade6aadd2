"""A secretary's form carries more fields than it has: an item is adopted, or its version put back."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("fields-by-name",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting("As it was"))[0]
    secretary = stage.browser_of("sara")
    stage.attack_begins()
    more = {"id": item.pk, "stage": "adopted", "version": 7, "urgent": 1, "place_in_order": 9}
    form = {"title_en": "As it was", "ask_en": "Approve As it was.", "public": "on", "initial-public": "True"}
    secretary.post(f"/items/{item.pk}/edit/", form | more)
    item.refresh_from_db()
    return (item.stage, item.urgent, item.place_in_order) == ("listed", False, 1) and item.version < 7
