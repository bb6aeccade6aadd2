"""The one door for every change.

An action is a plain function in `<room>/actions/<verb>.py`. The decorator gives it a name in the register, one
transaction, and the duty to ask a policy and to leave an entry in the ledger: an action that forgets either fails,
whatever it did is rolled back. A `personal` action (a private note, a bookmark, a text while it is being typed) binds
nobody and leaves no entry; it still asks its policy.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from balai.verdict import Refused, Verdict

P = ParamSpec("P")
R = TypeVar("R")


class Unlawful(RuntimeError):
    """A programming error: an action that asked nobody, or left no trace."""


@dataclass(slots=True)
class _Course:
    name: str
    asked: bool = False
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    name: str
    personal: bool
    run: Callable[..., object] = field(repr=False)
    doc: str = ""


ACTIONS: dict[str, Action] = {}
_sqlite_writer = threading.RLock()
_course: ContextVar[_Course | None] = ContextVar("balai_action", default=None)
_beginning: ContextVar[Callable[[], None] | None] = ContextVar("balai_beginning", default=None)


def action(name: str, *, personal: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as the action `name` ('agenda.mark_position') and hold it to its duties."""

    def register(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            course, within = _Course(name), _course.get()
            token = _course.set(course)
            try:
                with turn(), transaction.atomic():
                    if within is None and (beginning := _beginning.get()) is not None:
                        beginning()
                    result = function(*args, **kwargs)
                    if not course.asked or not (course.recorded or personal):
                        raise Unlawful(f"{name} must ask a policy and leave an entry in the ledger")
                    return result
            finally:
                _course.reset(token)

        if name in ACTIONS:
            raise Unlawful(f"two actions are called {name}")
        ACTIONS[name] = Action(name, personal, run, function.__doc__ or "")
        return run

    return register


@contextmanager
def beginning_with(work: Callable[[], None]) -> Iterator[None]:
    """The action called within does `work` first, in its transaction; if `work` raises, nothing is done."""
    token = _beginning.set(work)
    try:
        yield
    finally:
        _beginning.reset(token)


def turn() -> AbstractContextManager[object]:
    """SQLite has one writer: threads of a process take turns here instead of sleeping in its busy handler."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        return _sqlite_writer
    return nullcontext()


def require(verdict: Verdict) -> None:
    """Go on only if the policy said yes.

    Raises:
        Refused: with the policy's sentence and paragraph.
    """
    if (course := _course.get()) is not None:
        course.asked = True
    if not verdict:
        raise Refused(verdict)


def nothing_changed() -> None:
    """The state asked for is the state that is (the same tap sent twice): there is nothing to record."""
    if (course := _course.get()) is not None:
        course.recorded = True


def noted_in_ledger() -> None:
    """Called by the ledger: the running action has left its entry."""
    if (course := _course.get()) is None:
        raise Unlawful("an entry can be appended by an action only")
    course.recorded = True
