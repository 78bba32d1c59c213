"""Running heads and page numbers of a PDF: lines at the edge of pages, set apart, alike but for their figures.

They are told by what stands at the same height on other pages: the same on more than half of them, or two heads that
take turns, or those of chapters; where only a part of the file has heads, by a line that comes again from page to page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attribune.articles.pdf.lines import Line

# Set by eye on letters, releases, papers and books written for it with three PDF libraries.
MOST_HEADS = 4  # lines, or parts of lines, at the top and at the bottom of a page that may be running heads
HEAD_GAP = 1.8  # type sizes between them and the text
HEAD_STEP = 1.3  # times the distance that three in four lines of the file don't go below: text may be set wide
SAME_LINE = 0.3  # type sizes; what stands closer is on one line
RECURRING = 0.5  # of the pages on which lines at one height stand that recur
FEWEST_PAGES = 2  # on which a line recurs
RUN = 3  # pages, each at most STEP behind the one before, from which a line is a running head of that part
STEP = 4  # pages: heads on every other page, one of them missing
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|p\.|seite)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|von)\s*\d{1,4})?\W{0,3}\Z", re.I
)
_DIGITS = re.compile(r"\d+")
Kind = tuple[str, int]


def running_heads(lines: Sequence[Line], pages: int) -> set[int]:
    """Numbers of the lines that are running heads or page numbers; on one page nothing recurs."""
    if pages < FEWEST_PAGES:
        return set()
    candidates = _candidates(lines, _least_gap(lines))
    places: dict[Kind, set[int]] = {}
    for number in candidates:
        places.setdefault(_masked(lines[number]), set()).add(lines[number].page)
    at_height: dict[int, set[int]] = {}
    for (_, height), found in places.items():
        if len(found) >= FEWEST_PAGES:
            at_height.setdefault(height, set()).update(found)
    heads = {number for number in candidates if _is_head(lines[number], places, at_height, pages)}
    return heads | {number for number in _candidates(lines, 0.0) if _NUMBER.match(lines[number].text)}


def _is_head(line: Line, places: dict[Kind, set[int]], at_height: dict[int, set[int]], pages: int) -> bool:
    kind = _masked(line)
    found = places[kind]
    if len(found) < FEWEST_PAGES:
        return False
    return len(at_height[kind[1]]) > RECURRING * pages or line.page in _in_runs(found)


def _in_runs(pages: Iterable[int]) -> set[int]:
    """Return the pages that are part of a run."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page - runs[-1][-1] <= STEP:
            runs[-1].append(page)
        else:
            runs.append([page])
    return {page for run in runs if len(run) >= RUN for page in run}


def _candidates(lines: Sequence[Line], least: float) -> list[int]:
    """Numbers of the lines that stand at the edge of their page, set apart by ``least`` points or more."""
    found: list[int] = []
    for numbers in _by_height(lines):
        found += dict.fromkeys([*_apart(lines, numbers, least), *_apart(lines, numbers[::-1], least)])
    return found


def _by_height(lines: Sequence[Line]) -> list[list[int]]:
    """Return the numbers of each page's lines, from the lowest up."""
    pages: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        pages.setdefault(line.page, []).append(number)
    return [sorted(numbers, key=lambda number: lines[number].bottom) for numbers in pages.values()]


def _least_gap(lines: Sequence[Line]) -> float:
    """Return the gap that sets a line apart in this file, by how far its lines stand from each other."""
    steps = sorted(
        step
        for numbers in _by_height(lines)
        for below, above in pairwise(numbers)
        if (step := lines[above].bottom - lines[below].bottom) > SAME_LINE * lines[below].size
    )
    return HEAD_STEP * steps[len(steps) // 4] if steps else 0.0


def _apart(lines: Sequence[Line], numbers: Sequence[int], least: float) -> Sequence[int]:
    """Return the first lines from a page's edge inward, up to the gap that sets them apart; none without a gap."""
    for at, (outer, inner) in enumerate(pairwise(numbers[: MOST_HEADS + 1]), 1):
        size = max(lines[outer].size, lines[inner].size)
        if abs(lines[outer].bottom - lines[inner].bottom) > max(HEAD_GAP * size, least):
            return numbers[:at]
    return numbers if len(numbers) <= 1 else ()


def _masked(line: Line) -> tuple[str, int]:
    """Return what is the same about a running head on every page: its words without figures, and its height."""
    return _DIGITS.sub("0", line.text.lower()), round(line.bottom / 8)
