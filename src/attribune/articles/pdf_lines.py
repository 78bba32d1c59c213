"""Lines of one page of a PDF, as PDFium orders them, with their places.

The lines of text that is turned are given places as if the page were turned so that they stand upright.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

_HYPHENS = "-\u2010\u00ad"
_BROKEN = (0x02, 0xFFFE)  # what PDFium makes of a hyphen that breaks a word, and of the line's end behind it
NEXT_LINE = 0.8  # type sizes, along and across, from which a sign is on another line
NUMBERED = re.compile(r"\d{1,2}\s+(?=\S)", re.A)
_GAPS = (10, 13, 32)
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text with its place, in points from a fixed corner of its page; in turned text they may be negative.

    ``broken``: a hyphen stands behind it, which ``text`` leaves out. ``quarters``: quarter turns, clockwise.
    ``inner``: where the words behind a number at its beginning begin.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    broken: bool = False
    quarters: int = 0
    inner: float | None = None


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

    codes = [raw.FPDFText_GetUnicode(text, index) for index in range(raw.FPDFText_CountChars(text))] + [10, 10]
    signs: list[str] = []
    start = 0
    for index, code in enumerate(codes[:-1]):
        broken = code in _BROKEN
        ends = code in (10, 13) or broken
        alone = not ends and codes[index + 1] in _GAPS and code != 32 and len(signs) > 1 and signs[-1] == " "
        beyond = alone and _is_lower(text, index)
        if not ends and not beyond:
            signs.append(_sign(code))
            continue
        line = _line(text, "".join(signs), start, page, broken)
        if line is not None:
            yield line
        signs, start = ([_sign(code)], index) if beyond else ([], index + 1)


def _is_lower(text: Any, index: int) -> bool:
    """Whether a sign behind a space is on another line than the one before; PDFium misses it where it is alone."""
    from pypdfium2 import raw

    before, here = _origin(text, index - 2), _origin(text, index)
    least = NEXT_LINE * float(raw.FPDFText_GetFontSize(text, index))
    return all(abs(one - other) > least for one, other in zip(before, here, strict=True))


def _origin(text: Any, index: int) -> tuple[float, float]:
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    return x.value, y.value


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
    numbered = NUMBERED.match(stripped)
    inner = text.get_charbox(first + numbered.end(), loose=True) if numbered else None
    size = float(raw.FPDFText_GetFontSize(text, first)) or 1.0
    height = top - bottom
    if height > 0 and not 0.5 < size / height < 2:  # scaled by the page's matrix: the box tells the size seen
        size = height
    if stripped[-1] in _HYPHENS and stripped[-2:-1].isalpha():
        stripped, broken = stripped[:-1], True
    return Line(
        text=stripped, broken=broken, page=page, left=left, right=right, bottom=bottom, size=round(size, 1),
        quarters=quarters, inner=_upright(inner, quarters)[0] if inner else None,
    )  # fmt: skip


def _upright(box: Box, quarters: int) -> Box:
    """A box on the page turned back by quarter turns, clockwise as PDFium counts the angles of signs."""
    left, bottom, right, top = box
    if quarters == 1:
        return -top, left, -bottom, right
    if quarters == 2:
        return -right, -top, -left, -bottom
    return (bottom, -right, top, -left) if quarters == 3 else box
