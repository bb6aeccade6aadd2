"""A member reads the agenda before the secretary has published it."""

from balai.drill.stage import Stage
from balai.drill.world import items_of

DEFENCES = ("members-see-published",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(word := stage.word(), state="draft")
    item, member = items_of(meeting)[0], stage.browser_of("marin")
    stage.attack_begins()
    paths = ("/desk/", f"/meetings/{meeting.pk}/agenda/", f"/meetings/{meeting.pk}/meeting/", f"/items/{item.pk}/")
    stream = stage.events(member, f"/live/agenda/{meeting.pk}/?since=0", 0.5)
    return not stage.leaked(word, *(member.get(path) for path in paths), stream)
