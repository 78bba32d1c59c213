"""Lines of one page of a PDF, as PDFium orders them, with their places.

The lines of text that is turned are given places as if the page were turned so that they stand upright.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

_HYPHENS = "-\u2010\u00ad"
_BROKEN = (0x02, 0xFFFE)  # what PDFium makes of a hyphen that breaks a word, and of the line's end behind it
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text with its place, in points from a fixed corner of its page; in turned text they may be negative.

    ``broken``: a hyphen stands behind it, which ``text`` leaves out. ``quarters``: quarter turns, clockwise.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    broken: bool = False
    quarters: int = 0


def page_lines(text: Any, page: int) -> list[Line]:
    """The lines of one page in the order in which they are read."""
    lines: list[Line] = []
    for quarters, same in groupby(_lines(text, page), key=lambda line: line.quarters):
        found = list(same)
        rising = sum(after.bottom > before.bottom for before, after in pairwise(found))
        # PDFium goes from left to right through turned text, which may be from the last line to the first.
        lines += reversed(found) if quarters % 2 and 2 * rising > len(found) - 1 else found
    return lines


def _lines(text: Any, page: int) -> Iterator[Line]:
    from pypdfium2 import raw

    signs: list[str] = []
    start = 0
    count = raw.FPDFText_CountChars(text)
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(text, index) if index < count else 10
        broken = code in _BROKEN
        if code not in (10, 13) and not broken:
            signs.append(_sign(code))
            continue
        line = _line(text, "".join(signs), start, page, broken)
        if line is not None:
            yield line
        signs, start = [], index + 1


def _sign(code: int) -> str:
    if code == 0 or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(code) if code >= 32 else " "


def _line(text: Any, words: str, start: int, page: int, broken: bool) -> Line | None:
    """A line with its box and type size, or None where it is blank.

    ``start`` is PDFium's number of its first sign; ``broken`` says that a hyphen ends it.
    """
    from pypdfium2 import raw

    stripped = words.strip()
    if not stripped:
        return None
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip()) - 1
    quarters = round(float(raw.FPDFText_GetCharAngle(text, first)) / (math.pi / 2)) % 4
    left, bottom, _, _ = _upright(text.get_charbox(first, loose=True), quarters)
    _, _, right, top = _upright(text.get_charbox(last, loose=True), quarters)
    size = float(raw.FPDFText_GetFontSize(text, first)) or 1.0
    height = top - bottom
    if height > 0 and not 0.5 < size / height < 2:  # scaled by the page's matrix: the box tells the size seen
        size = height
    if stripped[-1] in _HYPHENS and stripped[-2:-1].isalpha():
        stripped, broken = stripped[:-1], True
    return Line(
        text=stripped, broken=broken, page=page, left=left, right=right, bottom=bottom, size=round(size, 1),
        quarters=quarters,
    )  # fmt: skip


def _upright(box: Box, quarters: int) -> Box:
    """A box on the page turned back by quarter turns, clockwise as PDFium counts the angles of signs."""
    left, bottom, right, top = box
    if quarters == 1:
        return -top, left, -bottom, right
    if quarters == 2:
        return -right, -top, -left, -bottom
    return (bottom, -right, top, -left) if quarters == 3 else box
