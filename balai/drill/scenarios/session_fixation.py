"""A session prepared by the attacker is put into a minister's browser before they sign in."""

from balai.drill.entering import by_passkey, challenge
from balai.drill.stage import Stage

DEFENCES = ("new-session-at-sign-in",)


def attack(stage: Stage) -> bool:
    stage.browser_of("marin")
    attacker, owner = stage.stranger(), stage.entrance.browser("marin")
    challenge(attacker)
    stage.attack_begins()
    owner.cookies = dict(attacker.cookies)
    by_passkey(owner, stage.entrance.devices["marin"])
    return attacker.get("/desk/").sent_to_sign_in
