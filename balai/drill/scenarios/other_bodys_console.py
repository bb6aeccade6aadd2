"""A member of another body opens the chair's console."""

from balai.drill.stage import Stage

DEFENCES = ("own-body-only", "chair-leads")
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(word := stage.word(), state="open")
    outsider = stage.browser_of("olga")
    stage.attack_begins()
    return not stage.leaked(word, outsider.get(f"/meetings/{meeting.pk}/chair/"))
