"""robots.txt: parsed as RFC 9309 says, and cached for each origin, limited in age and size."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attribune.errors import AttribuneError
from attribune.fetch.errors import RobotsRefused

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "attribune"  # what a robots.txt calls us
MOST_BYTES = 512_000  # read of a robots.txt: the RFC asks for at least 500 KiB, and the rest is not read
_VERSION = re.compile(r"(?im)^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]++)/[^\r\n#]*")  # "attribune/1.0" names us, too
FRESH_SECONDS = 3600.0  # a robots.txt is asked for again after this; the RFC allows a day
FRESH_REFUSED_SECONDS = 300.0  # one that couldn't be had
MOST_CACHED_BYTES = 16_000_000  # bytes of robots.txt in memory; the oldest go first
_OVERHEAD = 1000  # bytes counted for an origin whose robots.txt says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of a robots.txt for one program. ``delay``: seconds between two requests, where it asks for that."""

    file: Protego | None = None
    token: str = TOKEN
    delay: float | None = None

    def allow(self, path: str) -> bool:
        """True if ``path`` (with its query, percent-encoded) may be fetched; what no rule names may be."""
        return self.file is None or self.file.can_fetch(path, self.token)


ALLOW_ALL = Rules()


def parse_robots(data: bytes, *, token: str = TOKEN) -> Rules:
    """Return the rules for ``token`` in a robots.txt. Never raises: what isn't understood is passed over."""
    from protego import Protego

    text = data[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    file = Protego.parse(_VERSION.sub(r"\1", text))
    return Rules(file=file, token=token, delay=file.crawl_delay(token))


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """The permissions of an origin.

    ``refused``: why its robots.txt couldn't be read, "" where it could; raised as ``kind``.
    """

    rules: Rules = ALLOW_ALL
    refused: str = ""
    kind: type[AttribuneError] = RobotsRefused
    size: int = _OVERHEAD


def to_permission(status: int, body: bytes, reason: str) -> Permission:
    """RFC 9309: what isn't there allows all, what can't be had forbids all; 429 (too often) counts as the latter."""
    if 200 <= status < 300:
        return Permission(rules=parse_robots(body), size=_OVERHEAD + len(body))
    if 400 <= status < 500 and status != 429:
        return Permission()
    return Permission(refused=reason)


class Permissions:
    """Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._entries: OrderedDict[str, tuple[float, Permission]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, origin: str) -> Permission | None:
        """Return what is known of an origin, where it is fresh."""
        with self._lock:
            if origin not in self._entries:
                return None
            at, to_permission = self._entries[origin]
            limit = FRESH_REFUSED_SECONDS if to_permission.refused else FRESH_SECONDS
            return to_permission if self._clock() - at < limit else None

    def put(self, origin: str, to_permission: Permission) -> None:
        """Keep it."""
        with self._lock:
            if origin in self._entries:
                self._size -= self._entries.pop(origin)[1].size
            self._entries[origin] = (self._clock(), to_permission)
            self._size += to_permission.size
            while self._size > MOST_CACHED_BYTES and len(self._entries) > 1:
                self._size -= self._entries.popitem(last=False)[1][1].size
