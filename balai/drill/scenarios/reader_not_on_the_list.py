"""A member who is not among the named readers opens an item, and answers it unread."""

from balai.agenda.models import Position
from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.rules.access import Level

DEFENCES = ("access-by-level",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    word = stage.word()
    meeting = stage.world.meeting("For named readers", access=stage.world.restriction(Level.NAMED, "pia"), inside=word)
    item, curious = items_of(meeting)[0], stage.browser_of("tomas")
    if not stage.leaked(word, stage.browser_of("pia").get(f"/items/{item.pk}/")):
        raise RuntimeError("who is named cannot read it")
    stage.attack_begins()
    answers = [curious.get(path) for path in (f"/items/{item.pk}/", f"/meetings/{meeting.pk}/agenda/", "/desk/")]
    answers.append(stage.events(curious, f"/live/agenda/{meeting.pk}/?since=0", 0.7))
    curious.post(f"/items/{item.pk}/position/", {"stance": "objection", "seen_version": 1, "seen_position": 0})
    return not stage.leaked(word, *answers) and not Position.objects.filter(item=item).exists()
