"""A page that looks like this one, under another name, passes on what it got from a passkey."""

from dataclasses import replace

from balai.drill.entering import challenge
from balai.drill.stage import Stage

DEFENCES = ("origin-of-passkey",)


def attack(stage: Stage) -> bool:
    stage.browser_of("marin")
    attacker = stage.stranger()
    phished = replace(stage.entrance.devices["marin"], origin="https://balai.example.net")
    stage.attack_begins()
    attacker.post("/sign-in/passkey/", {"credential": phished.sign(challenge(attacker))})
    return attacker.get("/desk/").sent_to_sign_in
