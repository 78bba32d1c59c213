"""Uncertain places of one article, looked up by passage: each block is cut into sentences once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from attribune.records import Article, Span
from attribune.text.sentences import sentences


class UncertainPlaces:
    """Where a reader of an article may see other words than its text has."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._places = article.uncertain
        self._ends = list(accumulate((place.end for place in self._places), max))
        self._block_starts = [block.start for block in article.blocks]
        self._cut: dict[Span, list[Span]] = {}

    def reason(self, span: Span) -> str | None:
        """Return why it is uncertain what a reader sees in the sentences that hold a passage; None where it isn't.

        A word hidden or left out anywhere in the sentence, at its edges too, can turn what the passage says.
        """
        if not self._places:
            return None
        start, end = self._around(span)
        first = bisect_left(self._ends, start)  # the first place that ends there or behind it
        within = bisect_right(self._places, end, key=lambda place: place.start)
        return self._places[first].reason if first < within else None

    def _around(self, span: Span) -> Span:
        """Return the sentences that hold the ends of a passage."""
        blocks = self._article.blocks
        number = bisect_right(self._block_starts, span[0]) - 1
        inside = number >= 0 and span[1] <= blocks[number].end
        bounds = (blocks[number].start, blocks[number].end) if inside else (0, len(self._article.text))
        if bounds not in self._cut:
            self._cut[bounds] = sentences(self._article.text, *bounds)
        cut = self._cut[bounds]
        first = bisect_right(cut, span[0], key=lambda one: one[0]) - 1
        last = bisect_left(cut, span[1], key=lambda one: one[1])
        start = cut[first][0] if first >= 0 and span[0] < cut[first][1] else span[0]
        return start, cut[last][1] if last < len(cut) and cut[last][0] < span[1] else span[1]
