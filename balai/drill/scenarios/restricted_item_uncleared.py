"""A member who is not cleared opens an item that asks for a clearance."""

from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.rules.access import Level

DEFENCES = ("access-by-level",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    word, secret = stage.word(), stage.world.restriction(Level.RESTRICTED)
    meeting = stage.world.meeting("Only for some", access=secret, inside=word)
    item = items_of(meeting)[0]
    cleared, curious = stage.browser_of("marin"), stage.browser_of("pia")
    if not stage.leaked(word, cleared.get(f"/items/{item.pk}/")):
        raise RuntimeError("who is cleared cannot read it")
    stage.attack_begins()
    pages = [f"/meetings/{meeting.pk}/agenda/", f"/meetings/{meeting.pk}/meeting/", "/desk/", f"/items/{item.pk}/row/"]
    answers = [curious.get(path) for path in (*pages, f"/items/{item.pk}/", f"/items/{item.pk}/?seat=x")]
    answers.append(curious.get(f"/items/{item.pk}/", HX_Request="true"))
    answers.append(stage.events(curious, f"/live/agenda/{meeting.pk}/?since=0", 0.7))
    return not stage.leaked(word, *answers)
