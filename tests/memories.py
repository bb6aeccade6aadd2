"""What a process remembers of databases (balai.memory): emptied between worlds."""

import sys
from types import ModuleType
from typing import Any

from balai.memory import Memory
from balai.people import standing

_looked_at: set[str] = set()
_found: list[tuple[Memory[Any, Any], bool]] = []


def forget(*, seats: bool = True) -> None:
    """Memories hold what was true at a stamp; a stamp that was rolled back comes a second time."""
    for memory, of_seats in _memories():
        if seats or not of_seats:
            memory._kept.clear()


def _memories() -> list[tuple[Memory[Any, Any], bool]]:
    """All of this process, each with whether it is about seats. They stand in modules; some of these come late."""
    for name in set(sys.modules) - _looked_at:
        _looked_at.add(name)
        if name.startswith("balai."):
            _found.extend((one, sys.modules[name] is standing) for one in _of(sys.modules[name]))
    return _found


def _of(module: ModuleType) -> list[Memory[Any, Any]]:
    found = [one for one in vars(module).values() if type(one) is Memory]
    known = {id(one) for one, _of_seats in _found}
    return [one for one in found if id(one) not in known]
