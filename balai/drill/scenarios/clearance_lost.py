"""Somebody whose clearance was taken away goes on reading."""

from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.people.actions.clear import clear
from balai.rules.access import Clearance, Level

DEFENCES = ("access-by-level",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    word, name = stage.word(), stage.world.newcomer()
    person = stage.world.person(name)
    clear(person, level=Clearance.SECRET, by=stage.world.root)
    meeting = stage.world.meeting("Only for some", access=stage.world.restriction(Level.RESTRICTED), inside=word)
    item, browser = items_of(meeting)[0], stage.anew(name)
    if not stage.leaked(word, browser.get(f"/items/{item.pk}/")):
        raise RuntimeError("who is cleared cannot read it")
    clear(person, level=Clearance.NONE, by=stage.world.root)
    stage.attack_begins()
    pages = [browser.get(path) for path in (f"/items/{item.pk}/", f"/meetings/{meeting.pk}/agenda/")]
    return not stage.leaked(word, *pages)
