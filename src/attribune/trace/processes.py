"""Calls of the stages, made here or in processes beside this one: the results are the same, in the order of the calls.

A call is a function of a module with values that can be pickled, and its result depends on these alone. Only a few
calls are under way at a time, so that little is in memory.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Self

from attribune.workers import Call, Ended, Workers, serving

PARALLEL = 6_000_000  # characters of all texts from which on processes gain more than they cost to start
MOST = 8  # processes; each holds some texts
WAITING = 2  # calls for each process that are under way


class Processes:
    """As many processes as there are cores, from ``PARALLEL`` characters on. Use as a context manager."""

    def __init__(self, characters: int = 0) -> None:
        self.count = min(os.cpu_count() or 1, MOST) if characters >= PARALLEL and not serving() else 1
        self._workers = Workers(self.count) if self.count > 1 else None

    def map(self, function: str, calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """Yield what ``module:function`` returns for each of the ``calls``, in their order.

        What a process didn't return because it ended, as where memory is short, is worked out here.
        """
        module, _, name = function.partition(":")
        here = getattr(import_module(module), name)
        if self._workers is None:
            for values in calls:
                yield here(*values)
            return
        waiting: deque[tuple[Call, tuple[Any, ...]]] = deque()
        for values in calls:
            waiting.append((self._workers.call(function, *values), values))
            if len(waiting) > WAITING * self.count:
                yield _result(*waiting.popleft(), here)
        while waiting:
            yield _result(*waiting.popleft(), here)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._workers is not None:
            self._workers.close()


def _result(call: Call, values: tuple[Any, ...], here: Any) -> Any:
    try:
        return call.result()
    except Ended:
        return here(*values)
