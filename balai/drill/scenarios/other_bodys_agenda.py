"""A member of another body opens an agenda by its address."""

from balai.drill.stage import Stage

DEFENCES = ("own-body-only",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(word := stage.word())
    outsider = stage.browser_of("olga")
    stage.attack_begins()
    paths = [f"/meetings/{meeting.pk}/{page}/" for page in ("agenda", "meeting", "mine")]
    return not stage.leaked(word, *(outsider.get(path) for path in paths))
