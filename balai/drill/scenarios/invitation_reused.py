"""An invitation that its receiver has used is found in a mailbox and used again."""

from allauth.mfa.models import Authenticator

from balai.drill.authenticator import Device, options_in
from balai.drill.browser import Browser
from balai.drill.stage import Stage
from balai.people.actions.invite import invite

DEFENCES = ("invitation-counts-once",)


def attack(stage: Stage) -> bool:
    name = stage.world.newcomer()
    person = stage.world.person(name)
    secret = invite(person, by=stage.world.root)
    _join(stage.stranger(), secret, b"key of the owner")
    stage.attack_begins()
    _join(stage.stranger(), secret, b"key of the thief")
    kept: int = Authenticator.objects.filter(user=person).count()
    return kept == 1


def _join(browser: Browser, secret: str, credential: bytes) -> None:
    page = browser.get(f"/join/{secret}/", follow=True).text
    if "application/json" in page:
        made = Device(browser.origin, credential=credential).make(options_in(page))
        browser.post("/join/passkey/", {"credential": made, "name": "Key"})
