"""The secretary confirms an agenda in place of the chair."""

from balai.drill.stage import Stage

DEFENCES = ("chair-confirms",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting()
    secretary = stage.browser_of("sara")
    stage.attack_begins()
    secretary.post(f"/meetings/{meeting.pk}/confirm/")
    meeting.refresh_from_db()
    return meeting.state == "published"
