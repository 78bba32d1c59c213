"""What one client may have open at once, so that none takes the share of all others."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from attribune.desk.rest.answers import Refused

# Who makes the request that is worked on: the name of the token, or the address where no token is asked for.
CLIENT: ContextVar[str] = ContextVar("client", default="")


class Shares:
    """Things of one kind that are open at once: at most ``most``, and of one client at most ``each``."""

    def __init__(self, things: str, *, most: int, each: int) -> None:
        self._things, self._most, self._each = things, most, each
        self._open = Counter[str]()
        self._lock = threading.Lock()

    @contextmanager
    def share(self, client: str | None = None) -> Iterator[None]:
        """Count one thing of a client as open meanwhile; by default of the one whose request is worked on.

        Raises Refused: ``too_many`` where this client has its share, ``busy`` where all together are too many.
        """
        key = CLIENT.get() if client is None else client
        with self._lock:
            if self._open[key] >= self._each:
                raise Refused("too_many", f"you have {self._each:,} {self._things} at once; wait for some to end")
            if self._open.total() >= self._most:
                raise Refused("busy", f"too many {self._things} at once; try again later")
            self._open[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._open[key] -= 1
                if not self._open[key]:
                    del self._open[key]
