"""A live screen says that it has seen an announcement that never was, or none, or nonsense."""

from balai.drill.stage import Stage
from balai.rules.access import Level

DEFENCES = ("public-items-only",)


IDS = ("0", "-1", "99999999999999999999999999", "1 OR 1=1", "\u00b2")


def attack(stage: Stage) -> bool:
    word = stage.word()
    meeting = stage.world.meeting(word, state="confirmed", access=stage.world.restriction(Level.INTERNAL))
    stranger = stage.stranger()
    stage.attack_begins()
    streams = [stage.events(stranger, f"/live/public/{meeting.pk}/?since=0", 1.0, Last_Event_ID=one) for one in IDS]
    return all(stream.status == 200 for stream in streams) and not stage.leaked(word, *streams)
