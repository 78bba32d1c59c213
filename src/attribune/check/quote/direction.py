"""Characters that may change the order in which a text is shown."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from .text import DIRECTION_CONTROLS, DIRECTION_MARKS, INVISIBLE, MAX_MARKS
from .types import Span

LONG = 1_000  # code points of a text from which on it isn't gone through again
DIRECTION_CHARACTER = re.compile(f"[{''.join(DIRECTION_MARKS)}{DIRECTION_CONTROLS}]")


def _direction_characters(text: str) -> tuple[int, ...]:
    """Return the places of the characters that control the order in which text is shown."""
    return () if text.isascii() else _of_long(text) if len(text) > LONG else _of(text)


def _of(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in DIRECTION_CHARACTER.finditer(text))


_of_long = lru_cache(maxsize=16)(_of)  # of articles; thousands of quotations would take their places


class _Reordering(NamedTuple):
    """What in a paragraph may change the order: a character that reaches all of it, marks, and isolated runs."""

    anywhere: int | None
    marks: tuple[int, ...]
    apart: tuple[Span, ...]


def find_reordering_character(text: str, start: int, end: int, *, whole: bool) -> int | None:
    """Return the place of a character that may show ``text[start:end]`` in another order, or None.

    Three cases are harmless: nothing in the paragraph is written from right to left; a mark stands beside a letter of
    its own direction; an isolated run is closed outside the words.
    """
    if not _direction_characters(text):
        return None
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    found = _find_reordering(text, low, len(text) if high < 0 else high)
    if found.anywhere is not None:
        return found.anywhere
    if whole:
        return min([*found.marks[:1], *(first for first, _ in found.apart[:1])], default=None)
    mark = bisect_left(found.marks, start)
    if mark < len(found.marks) and found.marks[mark] < end:
        return found.marks[mark]
    run = bisect_left(found.apart, start, key=lambda span: span[1])
    return found.apart[run][0] if run < len(found.apart) and found.apart[run][0] < end else None


@lru_cache(maxsize=64)
def _find_reordering(text: str, low: int, high: int) -> _Reordering:
    there = _direction_characters(text)
    here = there[bisect_left(there, low) : bisect_left(there, high)]
    kinds = {unicodedata.bidirectional(c) for c in set(text[low:high])} if here else set[str]()
    if not kinds & {"R", "AL", "AN", "RLO", "LRO", "RLE", "RLI"}:
        return _Reordering(None, (), ())
    opened, marks, apart = list[int](), list[int](), list[Span]()
    for at in here:
        kind = unicodedata.bidirectional(text[at])
        if text[at] in DIRECTION_MARKS:
            if not _has_neighbour_of_its_direction(text, at, bool(kinds & {"EN", "AN"})):
                marks.append(at)
        elif kind in ("LRI", "RLI", "FSI"):
            opened.append(at)
        elif kind == "PDI" and opened:
            first = opened.pop()
            while apart and apart[-1][0] > first:
                apart.pop()
            apart.append((first, at))
        elif kind not in ("PDF", "PDI"):
            return _Reordering(at, (), ())
    return _Reordering(opened[0] if opened else None, tuple(marks), tuple(apart))


def _has_neighbour_of_its_direction(text: str, at: int, figures: bool) -> bool:
    """True if the mark at ``at`` stands beside a letter of its own direction, so that it changes nothing."""
    own = DIRECTION_MARKS[text[at]]
    for step in (-1, 1):
        beside = at + step
        while (
            abs(beside - at) <= MAX_MARKS
            and 0 <= beside < len(text)
            and (text[beside] in INVISIBLE or text[beside] == text[at])
        ):
            beside += step
        kind = unicodedata.bidirectional(text[beside]) if 0 <= beside < len(text) else ""
        if kind == own or (own == "R" and kind == "AL" and not figures):
            return True
    return False
