"""A member looks at the chair's console."""

from balai.drill.stage import Stage

DEFENCES = ("chair-leads",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(word := stage.word(), state="open")
    member = stage.browser_of("marin")
    stage.attack_begins()
    console = member.get(f"/meetings/{meeting.pk}/chair/")
    stream = stage.events(member, f"/live/chair/{meeting.pk}/?since=0")
    return not stage.leaked(word, console, stream)
