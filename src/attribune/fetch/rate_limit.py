"""Rate limits per host: one request in an interval, fewer where the host asks for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from attribune.fetch.errors import ComeBackLater


class RateLimiter:
    """Gives each host its own time slots. Safe to use from several threads.

    ``interval``: seconds between two requests to a host. ``longest``: the longest wait that a host may ask for.
    """

    def __init__(
        self,
        *,
        interval: float,
        longest: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = interval
        self._longest = longest
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._closed: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, *, concerns: str) -> float:
        """Sleep until the host's next slot and take it; return the seconds slept.

        Raises ComeBackLater where the host asked for more peace than the longest wait.
        """
        with self._lock:
            now = self._clock()
            closed = self._closed.get(host, now)
            if closed - now > self._longest:
                raise ComeBackLater(
                    f"{host} asked to be left alone for {closed - now:,.0f} more seconds; try again after that",
                    concerns=concerns,
                )
            slot = max(now, closed, self._next.get(host, now))
            self._next[host] = slot + self._delays.get(host, self._interval)
        if slot > now:
            self._sleep(slot - now)
        return slot - now

    def slow(self, host: str, delay: float) -> None:
        """Heed a Crawl-delay: never faster than the interval, never slower than the longest wait."""
        with self._lock:
            self._delays[host] = delay = max(self._interval, min(delay, self._longest))
            if host in self._next:
                self._next[host] += delay - self._interval

    def pause(self, host: str, seconds: float) -> None:
        """Heed a Retry-After: the host isn't asked for so long."""
        with self._lock:
            self._closed[host] = max(self._closed.get(host, 0.0), self._clock() + seconds)
