"""What a passkey said at an earlier sign-in was recorded and is sent again."""

from balai.drill.entering import challenge
from balai.drill.stage import Stage

DEFENCES = ("challenge",)


def attack(stage: Stage) -> bool:
    stage.browser_of("marin")
    owner, attacker = stage.entrance.browser("marin"), stage.stranger()
    said = stage.entrance.devices["marin"].sign(challenge(owner))
    owner.post("/sign-in/passkey/", {"credential": said})
    challenge(attacker)
    stage.attack_begins()
    attacker.post("/sign-in/passkey/", {"credential": said})
    return attacker.get("/desk/").sent_to_sign_in
