"""Somebody who is cleared reads what is restricted, and wants nobody to know of it."""

from balai.drill.stage import Seen, Stage
from balai.drill.world import items_of
from balai.ledger.models import Entry
from balai.rules.access import Level

DEFENCES = ("readings-are-recorded",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> Seen:
    word, secret = stage.word(), stage.world.restriction(Level.RESTRICTED)
    item = items_of(stage.world.meeting("Only for some", access=secret, inside=word))[0]
    reader = stage.browser_of("marin")
    stage.attack_begins()
    answers = [reader.get(f"/items/{item.pk}/"), reader.get(f"/items/{item.pk}/", HX_Request="true")]
    shown = stage.leaked(word, *answers)
    told = Entry.objects.filter(act="agenda.item.read", about_id=str(item.pk)).exists()
    return Seen(blocked=shown and told, recorded=told)
