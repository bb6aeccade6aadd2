"""Somebody tries the entrance of the demonstration, where a person is picked from a list."""

from balai.drill.stage import Stage

DEFENCES = ("no-demonstration-entrance",)


def attack(stage: Stage) -> bool:
    attacker = stage.stranger()
    stage.attack_begins()
    attacker.post("/sign-in/as/", {"username": "kai"})
    return attacker.get("/desk/").sent_to_sign_in
