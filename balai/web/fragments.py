"""Pieces of pages that many readers share, drawn once for each version, audience and language.

The key holds the version (`stamp`), so a piece is never out of date and never needs to be purged.
"""

from collections.abc import Callable, Hashable
from threading import Lock

from cachetools import LRUCache
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 20_000
_drawn: LRUCache[Hashable, SafeString] = LRUCache(maxsize=MOST)
_lock = Lock()


def fragment(key: tuple[Hashable, ...], draw: Callable[[], str]) -> SafeString:
    """The piece under `key` in the active language; `draw` returns safe HTML."""
    full = (get_language(), *key)
    with _lock:
        found = _drawn.get(full)
    if found is None:
        found = SafeString(draw())
        with _lock:
            _drawn[full] = found
    return found
