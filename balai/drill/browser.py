"""A browser of the drill: keeps cookies, fills in tokens, and sends whatever it is told to, well-formed or not.

It stands where a proxy that ends TLS would stand: it says that the request came by https, and from which address.
"""

import http.client
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPAD = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"
SESSION, TOKEN = "__Host-balai_session", "__Host-balai_csrf"
SECONDS = 30
Form = Mapping[str, object] | Iterable[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def header(self, name: str) -> str:
        """All values of a header."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())

    @property
    def location(self) -> str:
        return self.header("Location")

    @property
    def sent_to_sign_in(self) -> bool:
        return self.status == 302 and "/sign-in/" in self.location


HUNG_UP = Answer(0, (), b"")  # the site would not hear it out


@dataclass
class Browser:
    """`sent` lists what was asked for, by address and by the number that a proxy gives: to be found in the log."""

    port: int
    agent: str = LINUX
    address: str = "10.20.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"

    @property
    def origin(self) -> str:
        return f"https://{self.host}"

    def get(self, path: str, *, follow: bool = False, **headers: str) -> Answer:
        answer = self.send("GET", path, headers=_named(headers))
        return self._followed(answer) if follow else answer

    def post(self, path: str, form: Form = (), *, follow: bool = False, token: bool = True, **headers: str) -> Answer:
        """Send a form as a page of the site does, with its token; without where `token` is off."""
        pairs = _pairs(form)
        if token:
            pairs.append(("csrfmiddlewaretoken", self.token()))
        sent = {
            "Origin": self.origin,
            "Referer": f"{self.origin}/",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        answer = self.send("POST", path, urlencode(pairs).encode(), sent | _named(headers))
        return self._followed(answer) if follow else answer

    def token(self) -> str:
        if TOKEN not in self.cookies:
            self.send("GET", "/sign-in/")
        return self.cookies.get(TOKEN, "none")

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """One request as it is: the path is not tidied, nothing is followed."""
        try:
            connection = self.opened(method, path, body, headers)
        except (BrokenPipeError, ConnectionResetError):
            return HUNG_UP
        try:
            response = connection.getresponse()
            answer = Answer(response.status, tuple(response.getheaders()), response.read())
        finally:
            connection.close()
        self._keep(answer)
        return answer

    def opened(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> http.client.HTTPConnection:
        """A connection on which a request has been sent; for streams."""
        number = f"drill-{uuid4().hex}"
        self.sent += [urlsplit(path).path, number, *filter(None, [(headers or {}).get("Host")])]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in (self._usual() | {"X-Request-ID": number} | dict(headers or {})).items():
            if value:
                connection.putheader(name, value)
        if body or method == "POST":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        return connection

    def _usual(self) -> dict[str, str]:
        return {
            "Host": self.host,
            "User-Agent": self.agent,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }

    def _keep(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    gone = morsel["max-age"] == "0" or not morsel.value
                    self.cookies.pop(key, None) if gone else self.cookies.update({key: morsel.value})

    def _followed(self, answer: Answer) -> Answer:
        for _step in range(5):
            if answer.status not in (301, 302, 303):
                break
            target = urlsplit(answer.location)
            answer = self.send("GET", target.path + (f"?{target.query}" if target.query else ""))
        return answer

    def stolen(self, **changed: Any) -> "Browser":
        """Another browser with this one's cookies."""
        values = {"agent": self.agent, "address": self.address, **changed}
        return Browser(self.port, cookies=dict(self.cookies), sent=self.sent, **values)


def seen(answer: Answer) -> str:
    """The text of an answer without what differs from one answer to the next: tokens and nonces."""
    return re.sub(r'\b[A-Za-z0-9]{64}\b|nonce[-=]"?[\w+/=-]+', "", answer.text)


def _pairs(form: Form) -> list[tuple[str, object]]:
    return list(form.items()) if isinstance(form, Mapping) else list(form)


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
