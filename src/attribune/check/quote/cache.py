"""A cache of what was computed from the last sources, limited by size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MAX_CACHED_WORDS = 1_500_000  # words of prepared sources
MAX_CACHED_ITEMS = 256  # a few for each source


class SourceCache:
    """What was computed from the last sources; the least recently used goes first, and the last one always stays."""

    def __init__(self) -> None:
        self._made: dict[Any, tuple[Any, int]] = {}
        self._words = 0

    def get(self, key: Any, make: Callable[[], Any], size: int) -> Any:
        """Return what is stored under ``key``, else compute it with ``make``; ``size`` is about its number of words."""
        known = self._made.pop(key, None)
        if known is None:
            known = (make(), size)
            self._words += size
        self._made[key] = known  # the last to be removed
        while len(self._made) > 1 and (self._words > MAX_CACHED_WORDS or len(self._made) > MAX_CACHED_ITEMS):
            _, removed = self._made.pop(next(iter(self._made)))
            self._words -= removed
        return known[0]
