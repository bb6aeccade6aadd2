"""A member of another body follows the live screen of a meeting, from its first announcement on."""

from balai.drill.stage import Stage

DEFENCES = ("own-body-only",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(word := stage.word())
    outsider = stage.browser_of("olga")
    stage.attack_begins()
    streams = [stage.events(outsider, f"/live/{screen}/{meeting.pk}/?since=0") for screen in ("agenda", "meeting")]
    return all(stream.status == 404 for stream in streams) and not stage.leaked(word, *streams)
