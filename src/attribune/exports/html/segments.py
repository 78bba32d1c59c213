"""Cutting a text at every border of the spans laid over it, so that overlapping marks never break the markup."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attribune.exports.neutral import BLANK
from attribune.records import Article, Span

# What counts as a paragraph when somebody says where a quotation stands.
BODY = frozenset({"paragraph", "list_item", "blockquote", "pull_quote", "embed", "transcript_turn"})


@dataclass(frozen=True, slots=True)
class Segment:
    """``text[start:end]`` and the numbers of the marks over it, in order. Empty spans come as empty segments."""

    start: int
    end: int
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph to show: the block's kind and the stretch of text it stands for. Rows cover the whole text."""

    kind: str
    start: int
    end: int
    depth: int = 0


def segments(start: int, end: int, spans: Sequence[Span]) -> Iterator[Segment]:
    """``start:end`` cut at every border of ``spans``; a mark's number is its place in ``spans``.

    Spans may nest, overlap or stick out; what lies outside ``start:end`` is cut off.
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    points: dict[int, list[int]] = {}
    for number, (low, high) in enumerate(spans):
        if low == high:
            if start <= low <= end:
                points.setdefault(low, []).append(number)
        elif max(low, start) < min(high, end):
            opening.setdefault(max(low, start), []).append(number)
            closing.setdefault(min(high, end), []).append(number)
    borders = sorted({start, end, *opening, *closing, *points})
    active: set[int] = set()
    for at, border in enumerate(borders):
        active.difference_update(closing.get(border, ()))
        if border in points:
            yield Segment(border, border, tuple(sorted({*points[border], *active})))
        active.update(opening.get(border, ()))
        if at + 1 < len(borders):
            yield Segment(border, borders[at + 1], tuple(sorted(active)))


def rows(article: Article) -> list[Row]:
    """Return the article in paragraphs, by its blocks where it has them, else by its lines. They cover all the text."""
    text = article.text
    cuts: list[Row] = []
    at = 0
    for block in sorted(article.blocks, key=lambda b: (b.start, -b.end)):
        if block.start < at or block.end <= block.start or block.end > len(text):
            continue
        start = block.start
        if text[at:start].strip(BLANK):
            line = text.rfind("\n", at, start) + 1
            start = max(at, line) if text[max(at, line) : start].strip(BLANK) else start
            cuts += _lines(text, at, start)
        cuts.append(Row(block.kind, start, block.end, block.depth))
        at = block.end
    cuts += _lines(text, at, len(text))
    return cuts


class Places:
    """Names the place of a span in an article as a person would: "title", "paragraph 5", "heading".

    Stored text needn't have the file's lines, so that a line number would mislead.
    """

    def __init__(self, article: Article) -> None:
        self._starts: list[int] = []
        self._names: list[str] = []
        number = 0
        for row in rows(article):
            number += row.kind in BODY
            self._starts.append(row.start)
            self._names.append(f"paragraph {number}" if row.kind in BODY else row.kind.replace("_", " "))

    def at(self, offset: int) -> str:
        """Return the place of a code point of the text."""
        return self._names[max(0, bisect_right(self._starts, offset) - 1)] if self._names else "an empty draft"


def _lines(text: str, start: int, end: int) -> list[Row]:
    rows_found: list[Row] = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip(BLANK):
            rows_found.append(Row("paragraph", at, stop))
        at = stop + 1
    return rows_found
