"""A forged proof of a decision is shown to a citizen."""

import json

from balai.drill.stage import Stage
from balai.drill.world import surely
from balai.meetings.actions.adopt_block import adopt_block

DEFENCES = ("proof-recomputed",)


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting("A public decision", state="open")
    with surely():
        (decision,) = adopt_block(meeting, by=stage.world.person("kai"))
    stage.vaults.wait_until_signed()
    stranger = stage.stranger()
    stage.attack_begins()
    honest = json.loads(stranger.get(f"/public/decisions/{decision.pk}/proof/").text)
    if not stage.proof_holds(honest):
        raise RuntimeError("an honest proof is not accepted")
    text = honest["content"]["text"].replace("adopted", "rejected")
    forged = [
        {**honest, "content": {**honest["content"], "text": text}},
        {**honest, "entry": {**honest["entry"], "text": honest["entry"]["text"].replace("decisions.", "x.")}},
        {**honest, "leaf": honest["leaf"].replace("a", "b")},
    ]
    return not any(stage.proof_holds(one) for one in forged)
