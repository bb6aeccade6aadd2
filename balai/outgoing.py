"""The only way out: requests to other servers, to configured addresses alone (OWASP ASVS 5.0, 13.2.4, 13.2.5, 15.3.2).

No other module opens a connection (tools/house.py). Over TLS, except on this machine; no redirect is followed; an
answer has its time and its size. What the environment says of proxies and passwords (.netrc) is not read.
"""

import time
from collections.abc import Iterable
from typing import Any

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import parse_url

SECONDS = 10  # to connect, between two pieces of an answer, and for the whole of it
LONGEST_ANSWER = 256_000  # bytes; a provider's description and keys are a tenth of that
PORTS = {"https": 443, "http": 80}
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]"})

Origin = tuple[str, str, int]


class NotAsked(requests.RequestException):
    """The address is none that may be asked, or what it answers is not read."""


class Outgoing(requests.Session):
    """A session that reaches the servers of these addresses and nothing else.

    Raises `NotAsked`, a RequestException, before a connection is opened.
    """

    def __init__(self, to: Iterable[str]) -> None:
        super().__init__()
        self.allowed = frozenset(map(origin, to))
        self.trust_env = False
        self.verify = str(settings.OUTGOING_CA) if settings.OUTGOING_CA else True
        self.headers["Accept-Encoding"] = "identity"

    def send(self, request: requests.PreparedRequest, **how: Any) -> requests.Response:
        wanted = origin(request.url or "")
        if wanted not in self.allowed:
            raise NotAsked(f"{wanted[1]}:{wanted[2]} is no configured address", request=request)
        until = time.monotonic() + SECONDS
        answer = super().send(request, **{**how, "allow_redirects": False, "stream": True, "timeout": SECONDS})
        with answer:
            if answer.is_redirect:
                raise NotAsked(f"{wanted[1]} leads elsewhere, which is not followed", request=request)
            _read(answer, until)
        return answer


def origin(address: str) -> Origin:
    """Scheme, host and port.

    Raises:
        NotAsked: where it is not https, or http on this machine.
    """
    try:
        parts = parse_url(address)
    except LocationParseError:
        raise NotAsked("what is to be asked is no address") from None
    scheme, host = parts.scheme or "", parts.host or ""
    if not host or (scheme != "https" and not (scheme == "http" and host in THIS_MACHINE)):
        raise NotAsked(f"{host or 'an address'} is asked by https:// only")
    return scheme, host, parts.port or PORTS[scheme]


def _read(answer: requests.Response, until: float) -> None:
    """The body, so far as there is time and room for it; it was asked for as it is, without compression."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise NotAsked("an answer was compressed without being asked to")
    body = bytearray()
    try:
        while piece := answer.raw.read1(65_536, decode_content=False):
            body += piece
            if len(body) > LONGEST_ANSWER:
                raise NotAsked(f"an answer is longer than {LONGEST_ANSWER} bytes")
            if time.monotonic() > until:
                raise NotAsked(f"an answer takes longer than {SECONDS} seconds")
    except HTTPError as error:
        raise requests.ConnectionError(error) from error
    answer._content = bytes(body)
