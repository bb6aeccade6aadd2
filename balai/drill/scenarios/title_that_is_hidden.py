"""Where the rules hide even the title, a member who is not cleared looks for it."""

from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.rules.access import Level

DEFENCES = ("access-by-level",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    title, world = stage.word(), stage.world
    meeting = world.meeting("Open", body=world.committee)
    hidden = world.meeting("Open too", title, body=world.committee, access=world.restriction(Level.RESTRICTED))
    curious = stage.browser_of("pia")
    item = items_of(hidden)[1]
    stage.attack_begins()
    paths = [f"/meetings/{one.pk}/{page}/" for one in (meeting, hidden) for page in ("agenda", "meeting")]
    answers = [curious.get(path) for path in (*paths, "/desk/", "/programme/", f"/items/{item.pk}/")]
    answers.append(stage.events(curious, f"/live/agenda/{hidden.pk}/?since=0", 0.7))
    return answers[-2].status == 404 and not stage.leaked(title, *answers)
