"""A one-time code that was looked at over somebody's shoulder is used a second time."""

from balai.drill.entering import by_password, code_of, with_password
from balai.drill.stage import Stage

DEFENCES = ("code-counts-once",)


def attack(stage: Stage) -> bool:
    name = stage.world.newcomer()
    secret = with_password(stage.world.person(name), stage.world.root)
    owner, attacker = stage.stranger(), stage.stranger()
    by_password(owner, name)
    code = code_of(secret)
    if not owner.post("/sign-in/code/", {"code": code}).location.startswith("/desk/"):
        raise RuntimeError("the owner of the code cannot sign in")
    by_password(attacker, name)
    stage.attack_begins()
    attacker.post("/sign-in/code/", {"code": code})
    return attacker.get("/desk/").sent_to_sign_in
