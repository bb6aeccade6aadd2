"""Pieces of pages that many readers share, drawn once for each version, audience and language.

The key holds the version (`stamp`), so a piece is never out of date and never needs to be purged.
"""

from collections.abc import Callable, Hashable

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from balai.memory import Memory

_drawn: Memory[Hashable, SafeString] = Memory(20_000)


def fragment(key: tuple[Hashable, ...], draw: Callable[[], str]) -> SafeString:
    """The piece under `key` in the active language; `draw` returns safe HTML."""
    full = (get_language(), *key)
    found = _drawn.get(full)
    return _drawn.put(full, SafeString(draw())) if found is None else found
