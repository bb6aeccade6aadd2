"""A database administrator reads the table of sessions and puts what it holds into a cookie."""

from balai.drill.browser import SESSION
from balai.drill.stage import Stage
from balai.people.models import DeviceSession

DEFENCES = ("sessions-kept-as-hashes",)


def attack(stage: Stage) -> bool:
    owner = stage.anew("tomas")
    stage.attack_begins()
    kept = DeviceSession.objects.filter(person=stage.world.person("tomas")).order_by("-signed_in_at")
    attacker = owner.stolen()
    attacker.cookies = {SESSION: kept[0].session_key}
    return attacker.get("/desk/").sent_to_sign_in
