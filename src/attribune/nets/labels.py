"""The tag set: one tag a unit, since in the training data roles never overlap.

Begin, inside, end, single for each role, and outside. Which tag may follow which is fixed here; how likely is learned.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

ROLES = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(3)
TAGS = 13
OUTSIDE = 0
BEGIN, INSIDE, END, SINGLE = range(4)
FORBIDDEN = -1e4


def tag(role: int, place: int, length: int) -> int:
    """Return the tag of unit number ``place`` in a span of ``length`` units."""
    position = SINGLE if length == 1 else BEGIN if place == 0 else END if place == length - 1 else INSIDE
    return 1 + 4 * role + position


def tags_of(first: Ints, last: Ints, role: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the units of some spans (``last`` is one past), one span after another.

    Their tags; the number of their span.
    """
    length = last - first
    behind = np.cumsum(length)  # where each span ends among the units of all
    number = np.repeat(np.arange(len(first)), length)
    units = np.arange(len(number)) + (first - behind + length)[number]
    tags = 1 + 4 * role[number] + INSIDE
    tags[behind - length] += BEGIN - INSIDE
    tags[behind - 1] += END - INSIDE
    tags[behind[length == 1] - 1] += SINGLE - (BEGIN + END - INSIDE)
    return units, tags, number


@cache
def allowed() -> npt.NDArray[np.bool_]:
    """``allowed()[a, b]``: tag b may follow tag a."""
    table = np.zeros((TAGS, TAGS), bool)
    for a in range(TAGS):
        for b in range(TAGS):
            open_a = a > 0 and (a - 1) % 4 in (BEGIN, INSIDE)
            goes_on_b = b > 0 and (b - 1) % 4 in (INSIDE, END)
            same = a > 0 and b > 0 and (a - 1) // 4 == (b - 1) // 4
            table[a, b] = (open_a and goes_on_b and same) or (not open_a and not goes_on_b)
    return table


def may_start() -> npt.NDArray[np.bool_]:
    """Return tags a window may begin with."""
    row: npt.NDArray[np.bool_] = allowed()[OUTSIDE]
    return row


def may_end() -> npt.NDArray[np.bool_]:
    """Return tags a window may end with."""
    column: npt.NDArray[np.bool_] = allowed()[:, OUTSIDE]
    return column


def spans_of(tags: Ints) -> list[tuple[int, int, int]]:
    """Return spans (first unit, one past the last, role) of a tag sequence; forgiving where a cut broke one."""
    inside = np.flatnonzero(tags)
    if not len(inside):
        return []
    role, position = np.divmod(tags[inside] - 1, 4)
    goes_on = np.zeros(len(inside), bool)
    goes_on[1:] = (
        (inside[1:] == inside[:-1] + 1)
        & (role[1:] == role[:-1])
        & ((position[1:] == INSIDE) | (position[1:] == END))
        & ((position[:-1] == INSIDE) | (position[:-1] == BEGIN))
    )
    first = np.flatnonzero(~goes_on)
    last = np.append(first[1:], len(inside)) - 1
    return list(zip(inside[first].tolist(), (inside[last] + 1).tolist(), role[first].tolist(), strict=True))
