"""What was worked out of one state of the corpus, kept until others were asked for since."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Value = TypeVar("Value")


@dataclass(slots=True)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    made: bool = False
    value: Any = None


class Remembered:
    """The values asked for last, ``most`` of them. Who asks for one that is being made waits for it."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._entries: dict[Hashable, _Entry] = {}

    def value(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made where it isn't known. What ``make`` raises isn't kept."""
        with self._lock:
            entry = self._entries.pop(key, None) or _Entry()
            self._entries[key] = entry
            while len(self._entries) > self._most:
                self._entries.pop(next(iter(self._entries)))
        with entry.lock:
            if not entry.made:
                entry.value, entry.made = make(), True
            value: Value = entry.value
            return value

    def known(self, key: Hashable) -> Any:
        """Return the value of a key, None where it isn't known."""
        with self._lock:
            entry = self._entries.get(key)
            return entry.value if entry and entry.made else None
