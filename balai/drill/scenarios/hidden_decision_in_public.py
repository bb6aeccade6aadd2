"""A decision on an item that is not public is looked for, and its proof."""

from balai.drill.stage import Stage
from balai.drill.world import surely
from balai.meetings.actions.adopt_block import adopt_block
from balai.rules.access import Level

DEFENCES = ("public-decisions-only",)


def attack(stage: Stage) -> bool:
    word = stage.word()
    meeting = stage.world.meeting(word, state="open", access=stage.world.restriction(Level.INTERNAL))
    with surely():
        (decision,) = adopt_block(meeting, by=stage.world.person("kai"))
    stranger = stage.stranger()
    stage.attack_begins()
    paths = ("/public/", "/public/decisions/", f"/public/decisions/{decision.pk}/")
    proof = f"/public/decisions/{decision.pk}/proof/"
    return not stage.leaked(word, *(stranger.get(path) for path in (*paths, proof)))
