"""The cookie of a session that was signed out is used again."""

from balai.drill.stage import Stage

DEFENCES = ("session-ends-at-sign-out",)


def attack(stage: Stage) -> bool:
    owner = stage.anew("pia")
    thief = owner.stolen()
    owner.post("/sign-out/")
    stage.attack_begins()
    return thief.get("/desk/").sent_to_sign_in
