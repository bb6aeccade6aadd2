"""An administrator alters a decision while the server runs; nobody starts a verification."""

import os
import time

from balai import clock
from balai.decisions.models import Decision
from balai.drill.stage import Seen, Stage
from balai.drill.world import surely
from balai.ledger.models import Alarm
from balai.meetings.actions.adopt_block import adopt_block

DEFENCES = ("patrol",)
DEMANDS = ("recorded", "alarmed")


ROUND_OF_THE_PATROL = 20  # seconds to wait for it


def attack(stage: Stage) -> Seen:
    meeting = stage.world.meeting("Decided, and altered behind the server's back", state="open")
    with surely():
        (decision,) = adopt_block(meeting, by=stage.world.person("kai"))
    stage.attack_begins()
    Decision.objects.filter(pk=decision.pk).update(outcome="rejected")
    mark = stage.place.key.with_name(f"{stage.place.key.name}.verified")
    os.utime(mark, (0, 0))  # the hour between two rounds of the patrol has passed
    told = Alarm.objects.filter(event="record.altered", detail__contains=str(decision.pk))
    deadline = time.monotonic() + ROUND_OF_THE_PATROL
    while not (named := told.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    Decision.objects.filter(pk=decision.pk).update(outcome="adopted")
    Alarm.objects.filter(event="record.altered").update(ended_at=clock.now())
    return Seen(blocked=named, recorded=named, alarmed=named)
