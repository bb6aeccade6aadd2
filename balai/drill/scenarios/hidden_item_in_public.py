"""An item that is not public is looked for through every public door."""

from balai.drill.stage import Stage
from balai.drill.world import items_of, surely
from balai.meetings.actions.adopt_block import adopt_block
from balai.rules.access import Level

DEFENCES = ("public-items-only",)


def attack(stage: Stage) -> bool:
    word = stage.word()
    meeting = stage.world.meeting(word, state="open", access=stage.world.restriction(Level.INTERNAL))
    with surely():
        (decision,) = adopt_block(meeting, by=stage.world.person("kai"))
    stranger = stage.stranger()
    stage.attack_begins()
    pages = ("/public/", "/public/decisions/", "/public/programme/", f"/public/meetings/{meeting.pk}/")
    more = (
        f"/public/decisions/{decision.pk}/",
        f"/items/{items_of(meeting)[0].pk}/",
    )
    answers = [stranger.get(path) for path in (*pages, *more)]
    answers.append(stage.events(stranger, f"/live/public/{meeting.pk}/?since=0", 0.5))
    return not stage.leaked(word, *answers)
