"""With which assurance the present request acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from balai.rules.assurance import Assurance


@dataclass(frozen=True, slots=True)
class Sure:
    """How and when the person who acts has last shown who they are: at sign-in, or again since."""

    level: Assurance | None
    proved_at: datetime | None


NOBODY = Sure(None, None)
_current: ContextVar[Sure] = ContextVar("balai_assurance", default=NOBODY)


def current() -> Sure:
    return _current.get()


@contextmanager
def acting_with(sure: Sure) -> Iterator[None]:
    """Everything in the block is done with this assurance."""
    token = _current.set(sure)
    try:
        yield
    finally:
        _current.reset(token)
