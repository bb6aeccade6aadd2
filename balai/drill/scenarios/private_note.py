"""A member opens another member's private note."""

from balai.agenda.actions.personal import write_note
from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("notes-are-private",)


def attack(stage: Stage) -> bool:
    item, word = items_of(stage.world.meeting())[0], stage.word()
    write_note(item, text=word, by=stage.world.person("pia"))
    others = [stage.browser_of(name) for name in ("marin", "sara", "kai")]
    stage.attack_begins()
    return not stage.leaked(word, *(one.get(f"/items/{item.pk}/") for one in others))
