"""Somebody who is not signed in follows the live screens of a meeting."""

from balai.drill.stage import Stage

DEFENCES = ("stream-asks-who",)


SCREENS = ("agenda", "meeting", "chair")


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(word := stage.word(), state="open")
    stranger = stage.stranger()
    stage.attack_begins()
    streams = [stage.events(stranger, f"/live/{screen}/{meeting.pk}/?since=0") for screen in SCREENS]
    return all(stream.status == 404 for stream in streams) and not stage.leaked(word, *streams)
