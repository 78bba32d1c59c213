"""Counted work: how many steps a comparison may take before it is given up as undecided.

A step is about one turn of a loop. The count depends on the texts alone, never on the machine, so that the same texts
get the same verdict everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Calibrated on PolNeAR dev: a quotation against its own article, as it stands and with a word put in, takes 300 steps
# in the middle, 3,300 at the 99th hundredth and 12,600 at most. A million steps take 0.2 to 0.6 s on one slow core.
LEAST_STEPS = 1_000_000  # for two texts of any length
STEPS_A_CHARACTER = 8  # more for each character of the quotation and of the source
SCANNED = 256  # characters that a search in a text passes in the time of one step
TOO_MUCH_WORK = (
    "comparing it takes more steps than are allowed: its words stand in too many places or differ in too many; "
    "check a shorter piece of it"
)


class TooMuchWork(Exception):
    """A comparison would take more steps than it may."""


class Work:
    """Steps that may still be taken; ``parent`` counts them too, for several comparisons together."""

    def __init__(self, steps: int, parent: Work | None = None) -> None:
        self.left = steps
        self._parent = parent

    def spend(self, steps: int) -> None:
        """Take so many steps. Raises TooMuchWork, and takes none, where fewer are left."""
        if steps > self.left:
            raise TooMuchWork
        if self._parent is not None:
            self._parent.spend(steps)
        self.left -= steps


_CURRENT: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def limited(work: Work) -> Iterator[None]:
    """Count the steps of all comparisons inside against ``work``; they raise TooMuchWork when it is used up."""
    token = _CURRENT.set(work)
    try:
        yield
    finally:
        _CURRENT.reset(token)


@contextmanager
def limited_by_size(size: int) -> Iterator[None]:
    """Count the steps inside against what texts of ``size`` characters may take, and against what counts already."""
    with limited(Work(LEAST_STEPS + STEPS_A_CHARACTER * size, _CURRENT.get())):
        yield


def spend(steps: int) -> None:
    """Take so many steps of what counts here; without a limit nothing is counted. Raises TooMuchWork."""
    work = _CURRENT.get()
    if work is not None:
        work.spend(steps)
