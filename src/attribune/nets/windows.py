"""Cutting a stream into windows: whole paragraphs while they fit, a long paragraph with context at its cuts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from attribune.nets.tokens import Stream
from attribune.nets.vocabulary import BREAK

Ints = npt.NDArray[np.int32]

CONTEXT_SHARE = 8  # where a paragraph had to be cut, this part of a window on each side is context


@dataclass(frozen=True, slots=True)
class Window:
    """Units ``start:end`` go into the net; only what it says of ``core_start:core_end`` is kept."""

    start: int
    end: int
    core_start: int
    core_end: int


def windows(units: Stream, costs: Ints, limit: int) -> list[Window]:
    """Return windows whose summed ``costs`` stay within ``limit``; their cores cover the stream once, in order.

    Windows don't cross documents. ``costs`` are per unit (1, or the number of its pieces), at most a sixteenth of it.
    """
    total = np.concatenate([[0], np.cumsum(costs)])
    ends = np.flatnonzero(units.forms == BREAK) + 1
    windows_found: list[Window] = []
    start = at = 0
    for end in ends.tolist():
        new_document = at > start and units.document[at] != units.document[start]
        if at > start and (new_document or total[end] - total[start] > limit):
            windows_found.append(Window(start, at, start, at))
            start = at
        if total[end] - total[start] > limit:
            windows_found.extend(_cut(start, end, total, limit))
            start = end
        at = end
    if at > start:
        windows_found.append(Window(start, at, start, at))
    return windows_found


def _cut(start: int, end: int, total: Ints, limit: int) -> list[Window]:
    context = limit // CONTEXT_SHARE
    cuts = []
    core = start
    while core < end:
        first = max(start, int(np.searchsorted(total, total[core] - context)))
        last = min(end, int(np.searchsorted(total, total[first] + limit, side="right")) - 1)
        stop = end if last == end else int(np.searchsorted(total, total[last] - context))
        cuts.append(Window(first, last, core, max(stop, core + 1)))
        core = max(stop, core + 1)
    return cuts
