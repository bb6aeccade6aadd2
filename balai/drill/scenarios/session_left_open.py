"""A browser that was left signed in is found hours later."""

from datetime import timedelta

from balai import clock
from balai.drill.stage import Stage
from balai.people.models import DeviceSession

DEFENCES = ("idle-end",)


def attack(stage: Stage) -> bool:
    browser = stage.anew("tomas")
    latest = DeviceSession.objects.filter(person=stage.world.person("tomas")).order_by("-signed_in_at")[0]
    DeviceSession.objects.filter(pk=latest.pk).update(used_at=clock.now() - timedelta(hours=3))
    stage.attack_begins()
    return browser.get("/desk/").sent_to_sign_in
