"""Line numbers in the margin of court transcripts and pleadings: they count from one on every page.

They are no words of anybody, and would stand in the middle of what a witness says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from attribune.articles.pdf.lines import NUMBERED, Line

# Lists and tables are numbered, too, but go on counting on the next page, or have other lines around them.
FEWEST_LINES = 10  # counted on each of
FEWEST_PAGES = 2  # pages at least, before any line number is taken for one
SHARE = 0.8  # of a page's lines that are counted, where the numbers stand on the lines of the text
_NUMBER = re.compile(r"\d{1,2}(?=\s|\Z)", re.A)


def without_line_numbers(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Return the lines without their numbers, and how many numbers that were."""
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        pages.setdefault(line.page, []).append(at)
    counted = [found for numbers in pages.values() if (found := _counted(lines, numbers))]
    if sum(len(found) >= FEWEST_LINES for found in counted) < FEWEST_PAGES:
        return list(lines), 0
    marked = {at for found in counted for at in found}
    kept = [_unnumbered(line) if at in marked else line for at, line in enumerate(lines)]
    return [line for line in kept if line.text], len(marked)


def _counted(lines: Sequence[Line], numbers: Iterable[int]) -> list[int]:
    """Return the lines of a page that are counted from one, or none where they are too few of its lines."""
    best: list[int] = []
    run: list[int] = []
    total = 0
    for at in numbers:
        total += 1
        found = _NUMBER.match(lines[at].text)
        if found and int(found[0]) == 1:
            run = [at]
        elif found and run and int(found[0]) == len(run) + 1:
            run.append(at)
        best = max(best, run, key=len)
    bare = sum(lines[at].inner is None for at in best)
    return list(best) if bare == len(best) or len(best) - bare >= SHARE * (total - bare) else []


def _unnumbered(line: Line) -> Line:
    found = NUMBERED.match(line.text)
    if found is None:
        return replace(line, text="")
    return replace(
        line, text=line.text[found.end() :], left=line.left if line.inner is None else line.inner, inner=None
    )
