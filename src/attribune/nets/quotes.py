"""Quotation state of each unit: outside, inside, or itself an opening or closing mark.

The fast net sees a few dozen words at a time and the encoder has lost the case of letters and the direction of
quotation marks, so both are told. State restarts at every paragraph, as news style opens each
paragraph of a long quotation anew.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from attribune.nets.vocabulary import (
    MARK_BREAK,
    MARK_CLOSE,
    MARK_NONE,
    MARK_OPEN,
    MARK_SINGLE_CLOSE,
    MARK_SINGLE_OPEN,
    MARK_SINGLE_STRAIGHT,
    MARK_STRAIGHT,
)

Ints = npt.NDArray[np.int32]

OUTSIDE, INSIDE, OPENING, CLOSING, INSIDE_SINGLE, OPENING_SINGLE, CLOSING_SINGLE = range(7)
STATES = 7


def quotation_states(marks: Ints, starts: Ints, ends: Ints) -> Ints:
    """Return the state of every unit, from its class of mark and whether it touches its neighbours."""
    states = np.zeros(len(marks), np.int32)
    places = np.flatnonzero(marks != MARK_NONE)
    opened, single = -1, -1
    classes = marks[places].tolist()
    for at, mark in zip(places.tolist(), classes, strict=True):
        if mark == MARK_BREAK:
            if opened >= 0:
                states[opened + 1 : at] = INSIDE
            opened = single = -1
        elif mark == MARK_OPEN or (mark == MARK_STRAIGHT and opened < 0):
            if opened < 0:
                opened, single = at, -1
                states[at] = OPENING
        elif mark in (MARK_CLOSE, MARK_STRAIGHT):
            if opened >= 0:
                states[opened + 1 : at] = INSIDE
            states[at] = CLOSING
            opened = -1
        elif opened < 0:
            single = _single(states, single, at, mark, starts, ends)
    return states


def _single(states: Ints, single: int, at: int, mark: int, starts: Ints, ends: Ints) -> int:
    """Return one single mark outside double ones.

    An opening that never closes leaves no trace (an apostrophe: '90s).
    """
    touches_left = at > 0 and ends[at - 1] == starts[at]
    opens = mark == MARK_SINGLE_OPEN or (mark == MARK_SINGLE_STRAIGHT and not touches_left)
    if opens:
        return at
    if single >= 0 and mark in (MARK_SINGLE_CLOSE, MARK_SINGLE_STRAIGHT):
        states[single] = OPENING_SINGLE
        states[single + 1 : at] = INSIDE_SINGLE
        states[at] = CLOSING_SINGLE
    return -1
