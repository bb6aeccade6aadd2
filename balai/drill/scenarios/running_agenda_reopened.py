"""The agenda is opened again while the meeting runs, to change what is being decided."""

from balai.drill.stage import Stage

DEFENCES = ("only-before-the-meeting",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(state="open")
    chair = stage.anew("kai")
    stage.attack_begins()
    chair.post(f"/meetings/{meeting.pk}/reopen/")
    meeting.refresh_from_db()
    return meeting.state == "open"
