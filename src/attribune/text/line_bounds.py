"""Where the lines of a text begin and end, found once: else a search for the ends of one long line reads it whole."""

from __future__ import annotations

import re
from bisect import bisect_left

from attribune.records import Span

_BREAK = re.compile("\n")


def lines_of(text: str) -> list[Span]:
    """Return the lines of a text that aren't blank."""
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    return lines


class LineBounds:
    """The line breaks of one text."""

    def __init__(self, text: str) -> None:
        self._breaks = [match.start() for match in _BREAK.finditer(text)]
        self._size = len(text)

    def around(self, start: int, end: int) -> Span:
        """Return the span from the beginning of the line at ``start`` to the end of the one at ``end``."""
        before, behind = bisect_left(self._breaks, start), bisect_left(self._breaks, end)
        low = self._breaks[before - 1] + 1 if before else 0
        return low, self._breaks[behind] if behind < len(self._breaks) else self._size
