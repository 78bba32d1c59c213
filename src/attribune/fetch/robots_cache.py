"""The robots.txt of each origin, asked for once in a while and kept up to a size in all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from attribune.errors import AttribuneError
from attribune.fetch.errors import RobotsRefused
from attribune.fetch.robots import ALL, Rules, parse

FRESH_SECONDS = 3600.0  # a robots.txt is asked for again after this; the RFC allows a day
FRESH_REFUSED_SECONDS = 300.0  # one that couldn't be had
MOST_KEPT = 16_000_000  # bytes of robots.txt in memory; the oldest go first
_OVERHEAD = 1000  # bytes counted for an origin whose robots.txt says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What an origin allows. ``refused``: why its robots.txt couldn't be had, "" where it could; told as ``kind``."""

    rules: Rules = ALL
    refused: str = ""
    kind: type[AttribuneError] = RobotsRefused
    size: int = _OVERHEAD


def permission(status: int, body: bytes, told: str) -> Permission:
    """RFC 9309: what isn't there allows all, what can't be had forbids all; 429 (too often) counts as the latter."""
    if 200 <= status < 300:
        return Permission(rules=parse(body), size=_OVERHEAD + len(body))
    if 400 <= status < 500 and status != 429:
        return Permission()
    return Permission(refused=told)


class Permissions:
    """Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Permission]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, origin: str) -> Permission | None:
        """What is known of an origin, where it is fresh."""
        with self._lock:
            if origin not in self._kept:
                return None
            at, found = self._kept[origin]
            limit = FRESH_REFUSED_SECONDS if found.refused else FRESH_SECONDS
            return found if self._clock() - at < limit else None

    def put(self, origin: str, found: Permission) -> None:
        """Keep it."""
        with self._lock:
            if origin in self._kept:
                self._size -= self._kept.pop(origin)[1].size
            self._kept[origin] = (self._clock(), found)
            self._size += found.size
            while self._size > MOST_KEPT and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1][1].size
