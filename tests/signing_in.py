"""People with keys, and their ways into the site."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value

from balai import clock
from balai.drill.authenticator import Device, options_in
from balai.ledger.models import Entry
from balai.people.actions.invite import invite
from balai.people.models import Invitation, Person
from balai.people.sign_in.keys import NewPassword, keep
from balai.people.sign_in.sure import Sure, acting_with
from balai.rules.assurance import Assurance
from tests.checked_pages import CheckingClient
from tests.factories import administrator

PASSWORD = "nine quiet rivers"
A_SITE = {"publicKey": {"user": {"id": "eA"}, "rp": {"id": "testserver"}, "challenge": "eA"}}
A_PASSKEY = {"name": "Key", "credential": json.loads(Device().make(A_SITE))}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPAD = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"


def just_proved(level: Assurance = Assurance.PASSKEY) -> Sure:
    return Sure(level, clock.now())


def proved_long_ago(level: Assurance = Assurance.PASSKEY) -> Sure:
    return Sure(level, clock.now() - timedelta(hours=3))


def just_after(act: Callable[[], object]) -> object:
    """Do something as who has just shown who they are."""
    with acting_with(just_proved()):
        return act()


def an_invitation(person: Person) -> Invitation:
    invite(person, by=administrator())
    return Invitation.objects.get(person=person, used_at=None)


def one_of_two_keys(person: Person) -> Authenticator:
    """A key of a person who has two."""
    with_password(person)
    key: Authenticator = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=A_PASSKEY)
    return key


def with_password(person: Person) -> str:
    """The person gets a password with one-time codes. Gives the secret of the codes."""
    secret = str(generate_totp_secret())
    keep(person, NewPassword(PASSWORD, secret))
    return secret


def said(act: str) -> str:
    """What the record holds of the latest act of this name."""
    return str(Entry.objects.filter(act=act).latest("index").content)


def code_of(secret: str, steps: int = 0) -> str:
    """The code that an app shows now, or `steps` half-minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def join(person: Person, device: Device, **headers: str) -> CheckingClient:
    """Invited, the person makes a passkey on a device. Gives the browser in which they are signed in now."""
    client = CheckingClient(**headers)  # type: ignore[arg-type]
    page = client.get(f"/join/{invite(person, by=administrator())}/", follow=True)
    made = device.make(options_in(page.content.decode()))
    client.post("/join/passkey/", {"credential": made, "name": "Key"})
    return client


def by_passkey(client: Any, device: Device, **more: Any) -> Any:
    """Sign in by passkey from the sign-in page."""
    asked = client.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()["request_options"]
    return client.post("/sign-in/passkey/", {"credential": device.sign(asked), **more})


def by_password(client: Any, username: str, password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": username, "password": password})
