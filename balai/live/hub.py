"""Who is waiting for news in this process."""

from collections.abc import Callable

_wakers: set[Callable[[], object]] = set()


def on_wake(waker: Callable[[], object]) -> None:
    _wakers.add(waker)


def forget(waker: Callable[[], object]) -> None:
    _wakers.discard(waker)


def wake() -> None:
    """Something was committed in this process; other processes hear of it through the database."""
    for waker in tuple(_wakers):
        waker()
