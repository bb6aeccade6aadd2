"""How people of the drill come in: by the same doors as everybody, with a passkey made in software."""

import json
import time
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value

from balai.drill.authenticator import Device, options_in
from balai.drill.browser import LINUX, Answer, Browser
from balai.people.actions.accept_invitation import accept_invitation
from balai.people.actions.invite import invite
from balai.people.models import Invitation, Person
from balai.people.sign_in.keys import NewPassword

PASSWORD = "nine quiet rivers"  # noqa: S105 (of people who exist in the copy only)
TO_JSON = "application/json"


def by_passkey(browser: Browser, device: Device) -> Answer:
    """Sign in from the sign-in page; the site's challenge is answered by the device."""
    return browser.post("/sign-in/passkey/", {"credential": device.sign(challenge(browser))})


def challenge(browser: Browser) -> dict[str, object]:
    """What the site asks a passkey to sign."""
    asked: dict[str, object] = json.loads(browser.get("/sign-in/passkey/", Accept=TO_JSON).text)["request_options"]
    return asked


def by_password(browser: Browser, name: str, password: str = PASSWORD) -> Answer:
    return browser.post("/sign-in/", {"login": name, "password": password})


def with_password(person: Person, root: Person) -> str:
    """The person gets a password with one-time codes. Gives the secret of the codes."""
    secret = str(generate_totp_secret())
    invite(person, by=root)
    accept_invitation(Invitation.objects.get(person=person, used_at=None), NewPassword(PASSWORD, secret))
    return secret


def code_of(secret: str) -> str:
    """The code that an app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@dataclass
class Entrance:
    """Signed-in browsers by name: each person has a passkey, made once with an invitation."""

    port: int
    root: Person
    devices: dict[str, Device] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, name: str = "", agent: str = LINUX) -> Browser:
        """A browser in which nobody is signed in; each person has an address of their own."""
        return Browser(self.port, agent=agent, address=f"10.20.{sum(name.encode()) % 250}.{len(name) + 1}")

    def join(self, person: Person) -> Browser:
        """Invited, the person makes a passkey. Gives the browser in which they are signed in now."""
        browser = self.browser(person.username)
        device = Device(browser.origin, credential=f"credential of {person.username}".encode())
        page = browser.get(f"/join/{invite(person, by=self.root)}/", follow=True)
        browser.post("/join/passkey/", {"credential": device.make(options_in(page.text)), "name": "Key"})
        self.devices[person.username] = device
        return browser

    def signed_in(self, person: Person) -> Browser:
        """The person's browser, kept for the whole drill."""
        name = person.username
        if name not in self.browsers:
            self.browsers[name] = self.join(person)
        return self.browsers[name]

    def anew(self, person: Person, agent: str = LINUX) -> Browser:
        """Signed in once more, in a browser of its own."""
        self.signed_in(person)
        browser = self.browser(person.username, agent)
        by_passkey(browser, self.devices[person.username])
        return browser
