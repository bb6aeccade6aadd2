"""What this process has worked out and may need again. Keys hold versions, so nothing in it is ever out of date."""

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """A cache for several threads; what was not used for longest goes first."""

    def __init__(self, most: int) -> None:
        self._kept: LRUCache[K, V] = LRUCache(maxsize=most)
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            return self._kept.get(key)

    def put(self, key: K, value: V) -> V:
        with self._lock:
            self._kept[key] = value
        return value
