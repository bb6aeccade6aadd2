"""Somebody guesses the password of a minister, and the right one is among the guesses."""

from django.conf import settings

from balai.drill.entering import by_password, with_password
from balai.drill.stage import Stage

DEFENCES = ("tries-are-counted",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> bool:
    name = stage.world.newcomer()
    with_password(stage.world.person(name), stage.world.root)
    stage.attack_begins()
    attacker = stage.stranger()
    for number in range(settings.SIGN_IN_TRIES):
        by_password(attacker, name, f"a guess, number {number}")
    answer = by_password(attacker, name)
    return "/sign-in/code/" not in answer.location
