"""The members leave; the chair decides alone."""

from balai.decisions.models import Decision
from balai.drill.stage import Stage
from balai.drill.world import items_of, surely
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Presence

DEFENCES = ("quorum",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(state="open")
    item = items_of(meeting)[0]
    for name, seat in stage.world.seats.items():
        if seat.body_id == meeting.body_id and seat.ends is None and name not in ("kai", "sara"):
            note_attendance(meeting, seat=seat, presence=Presence.ABSENT, by=stage.world.person("sara"))
    with surely():
        take_up(item, by=stage.world.person("kai"))
    chair = stage.anew("kai")
    stage.attack_begins()
    chair.post(f"/items/{item.pk}/decide/", {"outcome": "adopted"})
    return not Decision.objects.filter(item=item).exists()
