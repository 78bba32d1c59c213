"""Quotation marks around copied words that one of two texts has."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attribune.records import Span
from attribune.trace.passages.alignment import Aligned
from attribune.trace.texts.folded_article import FoldedArticle

LEAST_MARKED = 4  # letters and digits of a single word in marks
ONE_QUOTATION = 60  # letters and digits between two runs of one quotation whose words were changed, too


def marks_changed(one: FoldedArticle, two: FoldedArticle, passage: Aligned) -> Iterator[tuple[str, Span, Span]]:
    """Yield what became of the marks, and both spans, of words in closed marks in one text and in none in the other."""
    runs: list[tuple[int, int, int, int, bool]] = []
    for block in sorted((*passage.chain, *passage.moved), key=lambda block: block.later):
        shift, end = block.later - block.earlier, block.later + block.length
        for ours, theirs, added in ((one.quoted, two.closed, True), (one.closed, two.quoted, False)):
            moved = [(low + shift, high + shift) for low, high in _within(ours, block.earlier, end - shift)]
            for low, high, in_later in _difference(moved, _within(theirs, block.later, end), block.later, end):
                if in_later == added:
                    runs.append((low - shift, high - shift, low, high, added))
    joined: list[tuple[int, int, int, int, bool]] = []
    for run in sorted(runs, key=lambda run: run[2]):
        last = joined[-1] if joined else None
        if last and last[4] == run[4] and 0 <= run[0] - last[1] <= ONE_QUOTATION and run[2] - last[3] <= ONE_QUOTATION:
            joined[-1] = (last[0], run[1], last[2], run[3], run[4])
        else:
            joined.append(run)
    for a, b, c, d, added in joined:
        earlier, later = one.span(a, b), two.span(c, d)
        if " " in one.text[slice(*earlier)].strip() or b - a >= LEAST_MARKED:
            yield ("marks added" if added else "marks dropped"), earlier, later


def _difference(ours: Sequence[Span], theirs: Sequence[Span], low: int, high: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches of ``low:high`` that lie in one list of spans alone, and whether that is the second."""
    cuts = sorted({low, high, *(at for span in (*ours, *theirs) for at in span if low < at < high)})
    inside = [(start, end, _holds(ours, start), _holds(theirs, start)) for start, end in itertools.pairwise(cuts)]
    for start, end, first, second in inside:
        if first != second:
            yield start, end, second


def _within(spans: Sequence[Span], low: int, high: int) -> Sequence[Span]:
    """Return those of the spans, disjoint and in order, that share a character with ``low:high``."""
    return spans[bisect_right(spans, low, key=lambda span: span[1]) : bisect_left(spans, (high, high))]


def _holds(spans: Sequence[Span], at: int) -> bool:
    number = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return number >= 0 and at < spans[number][1]
