"""Somebody with the right to speak reads what the members say among themselves."""

from balai.agenda.actions.mark_position import mark_position
from balai.drill.stage import Stage
from balai.drill.world import items_of
from balai.rules.stance import Stance

DEFENCES = ("positions-by-the-rules",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting()
    item, word = items_of(meeting)[0], stage.word()
    mark_position(
        item,
        seat=stage.world.seats["pia"],
        stance=Stance.OBJECTION,
        opinion=word,
        by=stage.world.person("pia"),
        seen_version=1,
    )
    speaker = stage.browser_of("nils")
    stage.attack_begins()
    pages = [speaker.get(f"/items/{item.pk}/"), speaker.get(f"/meetings/{meeting.pk}/agenda/")]
    return not stage.leaked(word, *pages, stage.events(speaker, f"/live/agenda/{meeting.pk}/?since=0"))
