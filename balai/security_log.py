"""What happened, for whoever watches over the installation (a SIEM): one JSON object in each line, on standard error.

A line names people, bodies and things by their keys and says what happened in fixed words. Nothing that anybody wrote
stands in it: no titles, opinions, names, codes, addresses of pages. Events have the names of OWASP's logging vocabulary
(cheatsheetseries.owasp.org, Logging Vocabulary) where it has one. docs/HARDENING.md lists them.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

log = logging.getLogger("balai.security")
LONGEST = 200  # characters of one value


class Event(StrEnum):
    SIGNED_IN = "authn_login_success"
    SIGN_IN_FAILED = "authn_login_fail"
    SIGN_IN_BARRED = "authn_login_lock"
    KEYS_CHANGED = "authn_credential_change"
    RIGHTS_CHANGED = "privilege_permissions_changed"
    SESSION_ENDED = "session_ended"
    NOT_ALLOWED = "authz_fail"
    NOT_NOW = "sequence_fail"
    NOT_ACCEPTED = "input_validation_fail"
    TOO_MANY = "excess_rate_limit_exceeded"
    FORGED_FORM = "malicious_csrf"
    FOREIGN_HOST = "malicious_host"
    POLICY_BROKEN = "csp_violation"
    ACT = "act"
    ALARM = "record_alarm"
    STARTED = "sys_startup"
    FAILED = "sys_crash"


# Acts that the vocabulary has a name of its own for, by the beginning of the act's name; others are `act`.
BY_ACT = (
    ("people.signed_in", Event.SIGNED_IN),
    ("people.tries.barred", Event.SIGN_IN_BARRED),
    ("people.sessions.ended", Event.SESSION_ENDED),
    ("people.key", Event.KEYS_CHANGED),
    ("people.recovery_codes", Event.KEYS_CHANGED),
    ("people.password", Event.KEYS_CHANGED),
    ("people.invit", Event.KEYS_CHANGED),
    ("people.identit", Event.KEYS_CHANGED),
    ("people.secrets", Event.KEYS_CHANGED),
    ("people.member", Event.RIGHTS_CHANGED),
    ("people.person", Event.RIGHTS_CHANGED),
    ("people.substitut", Event.RIGHTS_CHANGED),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The request that is being answered."""

    number: str = ""  # the same in all its lines, and in the header X-Request-ID
    address: str = ""  # where it came from, as the trusted proxies say
    route: str = ""


_asked: ContextVar[Asked | None] = ContextVar("balai_asked", default=None)


@contextmanager
def asked(request: Asked) -> Iterator[None]:
    token = _asked.set(request)
    try:
        yield
    finally:
        _asked.reset(token)


def event_of(act: str) -> Event:
    return next((event for beginning, event in BY_ACT if act.startswith(beginning)), Event.ACT)


def note(event: Event, outcome: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Write a line. `facts` are keys and fixed words; what is None or empty is left out."""
    request = _asked.get() or Asked()
    told = {"event": event, "outcome": outcome, **facts}
    told |= {"request": request.number, "address": request.address}
    log.log(level, event.value, extra={"told": {name: _short(value) for name, value in told.items() if value}})


def _short(value: object) -> object:
    return value if isinstance(value, int) else str(value)[:LONGEST]


class JsonLines(logging.Formatter):
    """Every record as one line of JSON. What is not from `note` says who speaks; an exception where, not what."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": at, "level": record.levelname, "logger": record.name}
        told = getattr(record, "told", None)
        if told is None:
            told = {"message": " ".join(record.getMessage().split())[:LONGEST]} if not record.exc_info else {}
        if record.exc_info and record.exc_info[1]:
            told = {**told, **of_exception(record.exc_info[1])}
        return json.dumps(line | told, ensure_ascii=True)


def of_exception(error: BaseException) -> dict[str, object]:
    """Its kind and its places. Its words may quote what somebody wrote, so they are left out."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno}" for frame in reversed(frames)]
    return {"error": type(error).__name__, "places": " ".join(places)}
