"""Defences that can be switched off: in the throw-away copy, and only where the drill itself has started it.

The production code holds no switch. A defence is broken from outside, by putting something weaker in its place.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

Off = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Defence:
    """`weaken` puts something weaker in its place while `off()` says so; `alter` changes the copy's tables for good."""

    name: str
    sentence: str
    weaken: Callable[[Off], None] | None = None
    alter: Callable[[Any], None] | None = None


DEFENCES: dict[str, Defence] = {}


def defence(name: str, sentence: str) -> Callable[[Callable[[Off], None]], Callable[[Off], None]]:
    """Register how a defence is switched off in a process of the copy."""

    def register(weaken: Callable[[Off], None]) -> Callable[[Off], None]:
        DEFENCES[name] = Defence(name, sentence, weaken=weaken)
        return weaken

    return register


def constraint(name: str, sentence: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register how a defence that stands in the tables is taken out of the copy's; it is given a schema editor."""

    def register(alter: Callable[[Any], None]) -> Callable[[Any], None]:
        DEFENCES[name] = Defence(name, sentence, alter=alter)
        return alter

    return register


def swap(owner: Any, name: str, off: Off, weaker: Callable[..., Any]) -> None:
    """In place of a function: `weaker(original, *arguments)` while the defence is off.

    A function of a module is replaced wherever it was imported to.
    """
    original = getattr(owner, name)

    @wraps(original)
    def either(*args: Any, **kwargs: Any) -> Any:
        return weaker(original, *args, **kwargs) if off() else original(*args, **kwargs)

    setattr(owner, name, either)
    if not isinstance(owner, type):
        for module in [module for key, module in sys.modules.items() if key.startswith("balai.")]:
            for kept in [kept for kept, value in vars(module).items() if value is original]:
                setattr(module, kept, either)


class Settings:
    """A module's settings, with some of them changed while the defence is off."""

    def __init__(self, original: Any, off: Off, **changed: Any) -> None:
        self._original, self._off, self._changed = original, off, changed

    def __getattr__(self, name: str) -> Any:
        if name in self._changed and self._off():
            return self._changed[name]
        return getattr(self._original, name)


def with_settings(module: Any, off: Off, **changed: Any) -> None:
    """Other settings in this module while the defence is off."""
    put(module, "settings", Settings(module.settings, off, **changed))


def put(module: Any, name: str, value: Any) -> None:
    """Into a module, where one of its own names was."""
    vars(module)[name] = value


def instead(value: Any) -> Callable[..., Any]:
    """Weaker: whatever is asked, this is the answer."""
    return lambda original, *args, **kwargs: value


def always_yes(original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Weaker: a policy that allows everything."""
    from balai.verdict import yes

    return yes()
