"""A member reopens an agenda that the chair has confirmed."""

from balai.drill.stage import Stage

DEFENCES = ("chair-confirms",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(state="confirmed")
    member = stage.browser_of("marin")
    stage.attack_begins()
    member.post(f"/meetings/{meeting.pk}/reopen/")
    meeting.refresh_from_db()
    return meeting.state == "confirmed"
