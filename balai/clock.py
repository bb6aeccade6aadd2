"""The one clock. Rules compare with this and never with the reader's device."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

_shift: ContextVar[timedelta] = ContextVar("balai_clock_shift", default=timedelta())


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now() + _shift.get()


@contextmanager
def as_if(moment: datetime) -> Iterator[None]:
    """Act as if it were `moment`: for demonstrations, simulations and tests. The clock goes on from there."""
    token = _shift.set(moment - timezone.now())
    try:
        yield
    finally:
        _shift.reset(token)
