"""Running heads and page numbers of a PDF: lines at the edge of pages, set apart, alike but for their figures.

They are told by what stands at the same height on other pages: the same on more than half of them, or two heads that
take turns, or those of chapters; where only a part of the file has heads, by a line that comes again from page to page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attribune.articles.pdf_lines import Line

# Set by eye on letters, releases, papers and books written for it with three PDF libraries.
MOST_HEADS = 4  # lines, or parts of lines, at the top and at the bottom of a page that may be running heads
HEAD_GAP = 1.8  # type sizes between them and the text
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
    candidates = _candidates(lines)
    places: dict[Kind, set[int]] = {}
    for number in candidates:
        places.setdefault(_masked(lines[number]), set()).add(lines[number].page)
    at_height: dict[int, set[int]] = {}
    for (_, height), found in places.items():
        if len(found) >= FEWEST_PAGES:
            at_height.setdefault(height, set()).update(found)
    return {number for number in candidates if _is_head(lines[number], places, at_height, pages)}


def _is_head(line: Line, places: dict[Kind, set[int]], at_height: dict[int, set[int]], pages: int) -> bool:
    if _NUMBER.match(line.text):
        return True
    kind = _masked(line)
    found = places[kind]
    if len(found) < FEWEST_PAGES:
        return False
    return len(at_height[kind[1]]) > RECURRING * pages or line.page in _in_runs(found)


def _in_runs(pages: Iterable[int]) -> set[int]:
    """The pages that are part of a run."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page - runs[-1][-1] <= STEP:
            runs[-1].append(page)
        else:
            runs.append([page])
    return {page for run in runs if len(run) >= RUN for page in run}


def _candidates(lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines that stand at the edge of their page, set apart."""
    edges: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        edges.setdefault(line.page, []).append(number)
    found: list[int] = []
    for numbers in edges.values():
        by_height = sorted(numbers, key=lambda number: lines[number].bottom)
        found += dict.fromkeys([*_apart(lines, by_height), *_apart(lines, by_height[::-1])])
    return found


def _apart(lines: Sequence[Line], numbers: Sequence[int]) -> Sequence[int]:
    """The first lines from a page's edge inward, up to the gap that sets them apart; none without a gap."""
    for at, (outer, inner) in enumerate(pairwise(numbers[: MOST_HEADS + 1]), 1):
        if abs(lines[outer].bottom - lines[inner].bottom) > HEAD_GAP * max(lines[outer].size, lines[inner].size):
            return numbers[:at]
    return numbers if len(numbers) <= 1 else ()


def _masked(line: Line) -> tuple[str, int]:
    """What is the same about a running head on every page: its words without figures, and its height."""
    return _DIGITS.sub("0", line.text.lower()), round(line.bottom / 8)
