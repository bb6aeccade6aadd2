"""An urgent item is slipped in when half of the agenda is done."""

from balai.drill.stage import Stage
from balai.drill.world import items_of, surely
from balai.meetings.actions.adopt_block import adopt_block

DEFENCES = ("urgent-at-the-start",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(state="open")
    with surely():
        adopt_block(meeting, by=stage.world.person("kai"))
    chair = stage.anew("kai")
    stage.attack_begins()
    form = {"title": "By the way", "ask": "Approve it.", "proposed_by": stage.world.seats["marin"].pk}
    chair.post(f"/meetings/{meeting.pk}/urgent/", form)
    return len(items_of(meeting)) == 1
