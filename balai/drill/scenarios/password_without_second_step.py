"""A password was betrayed; its thief goes past the page that asks for the code."""

from balai.drill.entering import by_password, with_password
from balai.drill.stage import Stage

DEFENCES = ("second-step",)


def attack(stage: Stage) -> bool:
    name = stage.world.newcomer()
    with_password(stage.world.person(name), stage.world.root)
    stage.attack_begins()
    attacker = stage.stranger()
    by_password(attacker, name)
    return attacker.get("/desk/").sent_to_sign_in
