"""Lines of one page of a PDF, as PDFium orders them, with their places.

The lines of text that is turned are given places as if the page were turned so that they stand upright.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from attribune.articles.document.omissions import HIDDEN, counted
from attribune.articles.pdf.visible_glyphs import RECOGNISED, Ink

_HYPHENS = "-\u2010\u00ad"
_BROKEN = (0x02, 0xFFFE)  # what PDFium makes of a hyphen that breaks a word, and of the line's end behind it
NEXT_LINE = 0.8  # type sizes, along and across, from which a sign is on another line
NUMBERED = re.compile(r"\d{1,2}\s+(?=\S)", re.A)
_GAPS = (10, 13, 32)
Place = tuple[int, int, str]  # start and end, counted from the end of the line, and the reason
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text with its place, in points from a fixed corner of its page; in turned text they may be negative.

    ``broken``: a hyphen stands behind it, which ``text`` leaves out. ``quarters``: quarter turns, clockwise.
    ``inner``: where the words behind a number at its beginning begin. ``places``: where what is seen is uncertain,
    counted from the end of ``text``, which stays where it is when a number is taken from the beginning.
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
    places: tuple[Place, ...] = ()


@dataclass(slots=True)
class _Open:
    """The signs of a line so far with their numbers, and what was left out between them: (where, words)."""

    signs: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    gaps: list[tuple[int, str]] = field(default_factory=list)


def page_lines(text: Any, page: int, codes: Sequence[int], seen: Ink) -> list[Line]:
    """Return the lines of one page, whose signs are ``codes``, in reading order; without those that aren't seen."""
    lines: list[Line] = []
    for quarters, same in groupby(_lines(text, page, codes, seen), key=lambda line: line.quarters):
        found = list(same)
        rising = sum(after.bottom > before.bottom for before, after in pairwise(found))
        # PDFium goes from left to right through turned text, which may be from the last line to the first.
        lines += reversed(found) if quarters % 2 and 2 * rising > len(found) - 1 else found
    return lines


def _lines(text: Any, page: int, found: Sequence[int], seen: Ink) -> Iterator[Line]:
    codes = [*found, 10, 10]
    shown, ends, rare = _shown(text, codes, seen)
    start, hidden = 0, list[str]()
    for end in ends:
        if hidden or rare[start : end + 1].any():
            yield from _pieces(text, page, codes, range(start, end + 1), seen, hidden)
        else:
            line = _Open(list(shown[start:end]), list(range(start, end)))
            made = _line(text, line, page, codes[end] in _BROKEN, seen)
            if made is not None:
                yield made
        start = end + 1


def _shown(text: Any, codes: Sequence[int], seen: Ink) -> tuple[str, list[int], Any]:
    """Return the signs as they are shown, where lines end, and which signs must be looked at one by one.

    Those are the ones that aren't seen, that stand above or below their line, or alone on another line than is told.
    """
    import numpy as np

    coded = np.array(codes, dtype=np.uint32)
    ends, rare = np.isin(coded, (10, 13, *_BROKEN)), np.zeros(len(codes), dtype=bool)
    rare[list(seen.unseen)] = rare[list(seen.shifted)] = True
    blank = (coded > 0) & (coded <= 32)
    signs = np.where(blank, 32, np.where((coded == 0) | ((coded >= 0xD800) & (coded <= 0xDFFF)), 0xFFFD, coded))
    alone = np.zeros(len(codes), dtype=bool)
    alone[2:-1] = blank[1:-2] & ~ends[1:-2] & ~ends[:-3] & ~ends[2:-1] & (coded[2:-1] != 32)
    alone[2:-1] &= np.isin(coded[3:], _GAPS)
    for number in np.flatnonzero(alone & ~rare).tolist():
        rare[number] = _is_lower(text, number)
    return signs.astype("<u4").tobytes().decode("utf-32-le"), np.flatnonzero(ends[:-1]).tolist(), rare


def _pieces(text: Any, page: int, codes: Sequence[int], places: range, seen: Ink, hidden: list[str]) -> Iterator[Line]:
    """Yield the lines of what PDFium gives as one, sign by sign. ``hidden``: words left out
    before it, then behind it.
    """
    line = _Open()
    for index in places:
        code = codes[index]
        broken = code in _BROKEN
        ends = code in (10, 13) or broken
        spaced = hidden and code in (32, 0xA0) and (not line.signs or line.signs[-1] == " ")
        if index in seen.unseen or spaced:
            if index not in seen.off:
                hidden.append(_sign(code))
            continue
        if hidden:
            line.gaps.append((len(line.signs), "".join(hidden)))
            if line.signs or not ends:
                hidden.clear()
        signs = line.signs
        alone = not ends and codes[index + 1] in _GAPS and code != 32 and len(signs) > 1 and signs[-1] == " "
        beyond = alone and _is_lower(text, index)
        if not ends and not beyond:
            signs.append(seen.shifted.get(index) or _sign(code))
            line.numbers.append(index)
            continue
        made = _line(text, line, page, broken, seen)
        if made is not None:
            yield made
        if signs:
            hidden.clear()
        line = _Open([_sign(code)], [index]) if beyond else _Open()


def _is_lower(text: Any, index: int) -> bool:
    """True if a sign behind a space is on another line than the one before; PDFium misses it where it is alone."""
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


def _line(text: Any, line: _Open, page: int, broken: bool, seen: Ink) -> Line | None:
    """Return a line with its box and type size, or None where it is blank. ``broken`` says that a hyphen ends it."""
    from pypdfium2 import raw

    words = "".join(line.signs)
    stripped = words.strip()
    if not stripped:
        return None
    lead = len(words) - len(words.lstrip())
    first, last = line.numbers[lead], line.numbers[len(words.rstrip()) - 1]
    quarters = round(float(raw.FPDFText_GetCharAngle(text, first)) / (math.pi / 2)) % 4
    left, bottom, _, _ = _upright(text.get_charbox(first, loose=True), quarters)
    _, _, right, top = _upright(text.get_charbox(last, loose=True), quarters)
    numbered = NUMBERED.match(stripped)
    inner = text.get_charbox(line.numbers[lead + numbered.end()], loose=True) if numbered else None
    size = float(raw.FPDFText_GetFontSize(text, first)) or 1.0
    height = top - bottom
    if height > 0 and not 0.5 < size / height < 2:  # scaled by the page's matrix: the box tells the size seen
        size = height
    places = _places(line, lead, len(stripped), seen)
    if stripped[-1] in _HYPHENS and stripped[-2:-1].isalpha():
        stripped, broken = stripped[:-1], True
        places = tuple((max(start - 1, 0), max(end - 1, 0), reason) for start, end, reason in places)
    return Line(
        text=stripped, broken=broken, page=page, left=left, right=right, bottom=bottom, size=round(size, 1),
        quarters=quarters, inner=_upright(inner, quarters)[0] if inner else None, places=places,
    )  # fmt: skip


def _places(line: _Open, lead: int, size: int, seen: Ink) -> tuple[Place, ...]:
    """Return where words were left out of a line, and where others may be seen."""
    found: list[Place] = []
    for at, words in line.gaps:
        count = len(words.split())
        if count:
            back = size - min(max(at - lead, 0), size)
            found.append((back, back, f"{counted(count)} left out, {HIDDEN}"))
    if seen.recognised:
        found.append((size, 0, RECOGNISED))
    doubts = (
        [(at - lead, seen.doubts[number]) for at, number in enumerate(line.numbers) if number in seen.doubts]
        if seen.doubts
        else []
    )
    for reason, same in groupby(doubts, key=lambda doubt: doubt[1]):
        reached = [min(max(at, 0), size - 1) for at, _ in same]
        found.append((size - reached[0], size - reached[-1] - 1, reason))
    return tuple(found)


def _upright(box: Box, quarters: int) -> Box:
    """Return a box on the page turned back by quarter turns, clockwise as PDFium counts the angles of signs."""
    left, bottom, right, top = box
    if quarters == 1:
        return -top, left, -bottom, right
    if quarters == 2:
        return -right, -top, -left, -bottom
    return (bottom, -right, top, -left) if quarters == 3 else box
