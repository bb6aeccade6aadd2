"""A member of another body opens a decision that is not public, and asks for its proof."""

from balai.drill.stage import Stage
from balai.drill.world import surely
from balai.meetings.actions.adopt_block import adopt_block
from balai.rules.access import Level

DEFENCES = ("own-body-only",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(word := stage.word(), state="open", access=stage.world.restriction(Level.INTERNAL))
    with surely():
        (decision,) = adopt_block(meeting, by=stage.world.person("kai"))
    outsider = stage.browser_of("olga")
    stage.attack_begins()
    paths = (f"/decisions/{decision.pk}/", f"/decisions/{decision.pk}/proof/")
    return not stage.leaked(word, *(outsider.get(path) for path in paths))
