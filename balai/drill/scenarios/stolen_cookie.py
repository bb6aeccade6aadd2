"""A minister's cookie is used on another device."""

from balai.drill.browser import IPAD
from balai.drill.stage import Stage

DEFENCES = ("kind-of-device",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> bool:
    owner = stage.anew("marin")
    stage.attack_begins()
    thief = owner.stolen(agent=IPAD, address="10.66.0.7")
    return thief.get("/desk/").sent_to_sign_in
