"""Quotation marks: what they enclose, in every convention news uses, with offsets into the text as it stands.

>>> text = "“I told him ‘no’,” she said."
>>> [(text[q.start : q.end], q.depth, q.state) for q in quotations(text)]
[('“I told him ‘no’,”', 0, 'closed'), ('‘no’', 1, 'closed')]

A paragraph ends at a line break. A quotation that is open there goes on if the next paragraph begins with its mark
again; if not, it is ``unclosed`` and ends there. A line break in hard-wrapped text (see :func:`is_wrap`) ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from attribune.records import Block, Span
from attribune.text.marks import MARK, MAY_MARK, TEX, THIN_SPACES, TWIN, Mark, describe, openers
from attribune.text.pairing import (
    APOSTROPHE,
    CLOSE,
    COST_CONTINUED,
    COST_UNCLOSED,
    OPEN,
    Stack,
    choose_actions,
    closes,
)
from attribune.text.prefilter import find_marks, matches

WRAP_MIN, WRAP_MAX = 40, 120  # lengths of a line that may be hard-wrapped: mail and wire use 60 to 80
_BREAK = re.compile(r"\r\n|\n")
_CLOSING = "\"”“'’»«"
_ENDS_A_PARAGRAPH = ".!?…:;\"”“'’»«)]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation: the text that one pair of marks encloses.

    ``start`` and ``end`` include the marks; an unclosed quotation ends where its paragraph (or the quotation around it)
    ends. ``parts`` are the words, one span a paragraph, without marks, reopened marks and outer white space.
    ``depth`` counts the quotations around it; ``marks`` is the opening glyph.
    """

    start: int
    end: int
    parts: tuple[Span, ...]
    depth: int
    state: Literal["closed", "unclosed"]
    marks: str


@dataclass(slots=True)
class _Open:
    start: int
    part: int
    glyph: str
    depth: int
    order: int
    parts: list[Span] = field(default_factory=list)
    broken: bool = False  # another quotation with its glyph stood inside it in this paragraph


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Return the quotations of ``text[start:end]`` by their start, nested ones after their parent; never raises."""
    return read_marks(text, start, end)[0]


def strays(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Return where marks stand that belong to no quotation and are no apostrophe, prime or inch sign."""
    return read_marks(text, start, end)[1]


def read_marks(
    text: str, start: int = 0, end: int | None = None, *, between: Mapping[int, int] | None = None
) -> tuple[list[Quotation], list[int]]:
    """Return both :func:`quotations` and :func:`strays` in one pass.

    ``between`` has passages without marks, from each one's beginning to its end, which may stand between two paragraphs
    of one quotation: a picture's caption.

    Who reads an article asks its :class:`attribune.text.document.Document`, which has both and pairs the marks once.
    """
    start, end, _ = slice(start, end).indices(len(text))
    piece = text[start:end]  # nothing outside may be seen, not even by a look-behind
    reader = _Reader(piece, start, between or {})
    for low, high, mark_spans in _paragraphs(piece, 0, len(piece)):
        reader.paragraph(low, high, mark_spans)
    reader.finish()
    return [quotation for _, quotation in sorted(reader.finished, key=lambda item: item[0])], reader.strays


def is_wrap(text: str, at: int, line_start: int, end: int) -> bool:
    """True if the line break at ``at`` only wraps a line: a full line without final punctuation, then more words."""
    if not WRAP_MIN <= at - line_start <= WRAP_MAX or at + 1 >= end:
        return False
    following = text[at + 2 : at + 3] if text.startswith("\r\n", at) else text[at + 1]
    last = text[at - 1]
    if last in _CLOSING and text[at - 2] == ",":  # “…,” | said Reed
        last = ","
    return not (following.isspace() or not following or last.isspace() or last in _ENDS_A_PARAGRAPH)


def unwrapped(text: str, blocks: Iterable[Block]) -> str:
    """Return a text with the line breaks inside a block that only wrap lines as spaces; all offsets stay."""
    borders = {block.end for block in blocks} | {block.start - 1 for block in blocks}
    pieces: list[str] = []
    line = done = 0
    for match in _BREAK.finditer(text):
        start, end = match.span()
        if start not in borders and end - 1 not in borders and is_wrap(text, start, line, len(text)):
            pieces += (text[done:start], " " * (end - start))
            done = end
        line = end
    return "".join(pieces) + text[done:] if pieces else text


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield paragraphs that hold marks: start, end, and where the marks are."""
    low = line = start
    mark_spans: list[tuple[int, int]] = []
    for match in matches(MARK, text, end, find_marks(MAY_MARK, text, start, end)):
        if match.lastgroup is None:
            mark_spans.append(match.span())
            continue
        at = match.start()
        if mark_spans and not is_wrap(text, at, line, end):
            yield low, at, mark_spans
            mark_spans = []
        line = match.end()
        if not mark_spans:
            low = line
    if mark_spans:
        yield low, end, mark_spans


class _Reader:
    """Holds the quotations that are open from one paragraph to the next."""

    def __init__(self, text: str, base: int, between: Mapping[int, int]) -> None:
        self.text, self.base, self.end, self.between = text, base, len(text), between
        self.open: list[_Open] = []
        self.finished: list[tuple[int, Quotation]] = []
        self.strays: list[int] = []
        self.order = 0
        self.paragraph_end = 0

    def paragraph(self, low: int, high: int, mark_spans: list[tuple[int, int]]) -> None:
        """Read one paragraph: reopen what goes on, decide the marks, close what doesn't go on."""
        marks = self._split_twins(describe(self.text, mark_spans, low, high))
        marks = marks[self._reopen(marks, low) :]
        following = self._next_mark(high)
        stack = tuple(item.glyph for item in self.open)
        for mark, action in zip(marks, choose_actions(marks, stack, _end_cost(following)), strict=True):
            self._act(mark, action)
        self.paragraph_end = high
        goes_on = bool(self.open) and not self.open[0].broken and _reopens(following, self.open[0].glyph)
        if not goes_on:
            self._leave_open(0, high)
        for item in self.open:
            item.parts.append(self._trim(item.part, high))

    def finish(self) -> None:
        """End what is still open."""
        self._leave_open(0, self.paragraph_end)

    def _reopen(self, marks: list[Mark], low: int) -> int:
        """Return how many marks at the head of this paragraph reopen quotations; the others are left unclosed."""
        count, at = 0, low
        for item, mark in zip(self.open, marks, strict=False):
            gap = self.text[at : mark.start]
            if not _reopens(mark.glyph, item.glyph) or gap.strip(THIN_SPACES if count else None):
                break
            item.part, item.broken = mark.end, False
            count, at = count + 1, mark.end
        self._leave_open(count, self.paragraph_end, has_part=True)
        return count

    def _split_twins(self, marks: list[Mark]) -> list[Mark]:
        """Return two straight single marks side by side are one double mark, unless single ones are to be closed."""
        if not any(mark.glyph == TWIN for mark in marks):
            return marks
        out: list[Mark] = []
        singles = sum(item.glyph in "'`" for item in self.open)
        double = any(item.glyph in (TEX, TWIN) for item in self.open) or any(
            mark.glyph == TEX or (mark.glyph == TWIN and mark.left in "bok" and mark.right in "wx") for mark in marks
        )
        for mark in marks:
            if mark.glyph in "'`" and mark.left in "bok" and mark.right in "wx":
                singles += 1
            if mark.glyph != TWIN or double or singles < 2:
                out.append(mark)
                continue
            half = mark.start + 1
            out.append(Mark(mark.start, half, "'", mark.left, mark.right))
            out.append(Mark(half, mark.end, "'", mark.left, mark.right))
            singles -= 2
        return out

    def _next_mark(self, high: int) -> str:
        """Return the glyph the next paragraph begins with, if it is a mark with words right after it."""
        at = high
        while at < self.end and (self.text[at].isspace() or self.base + at in self.between):
            at = at + 1 if self.text[at].isspace() else self.between[self.base + at] - self.base
        match = MARK.match(self.text, at, self.end)
        if match is None:
            return ""
        after = self.text[match.end() : match.end() + 1] if match.end() < self.end else ""
        return "" if not after or (after.isspace() and match[0] not in "«»‹›") else match[0]

    def _act(self, mark: Mark, action: int) -> None:
        if action == OPEN:
            for item in self.open:
                item.broken = item.broken or item.glyph == mark.glyph
            self.open.append(_Open(mark.start, mark.end, mark.glyph, len(self.open), self.order))
            self.order += 1
        elif action == CLOSE:
            index = closes(mark.glyph, tuple(item.glyph for item in self.open))
            assert index is not None
            self._leave_open(index + 1, mark.start)
            item = self.open.pop()
            item.parts.append(self._trim(item.part, mark.start))
            self._emit(item, mark.end, "closed")
        elif action != APOSTROPHE:
            self.strays.append(self.base + mark.start)

    def _leave_open(self, keep: int, high: int, has_part: bool = False) -> None:
        """End all but the outermost ``keep`` open quotations, unclosed, at ``high``."""
        while len(self.open) > keep:
            item = self.open.pop()
            if not has_part:
                item.parts.append(self._trim(item.part, high))
            self._emit(item, item.parts[-1][1], "unclosed")

    def _emit(self, item: _Open, end: int, state: Literal["closed", "unclosed"]) -> None:
        base = self.base
        quotation = Quotation(
            start=base + item.start,
            end=base + end,
            parts=tuple((base + low, base + high) for low, high in item.parts),
            depth=item.depth,
            state=state,
            marks=item.glyph,
        )
        self.finished.append((item.order, quotation))

    def _trim(self, low: int, high: int) -> Span:
        while high > low and self.text[high - 1].isspace():
            high -= 1
        while low < high and self.text[low].isspace():
            low += 1
        return (low, high)


def _reopens(glyph: str, opened: str) -> bool:
    return glyph in openers()[opened].reopeners


def _end_cost(following: str) -> Callable[[Stack], float]:
    """Return what a paragraph costs that ends with a stack open, when the next one begins with ``following``."""

    def cost(stack: Stack) -> float:
        if stack and _reopens(following, stack[0]):
            return COST_CONTINUED * len(stack)
        return COST_UNCLOSED * len(stack)

    return cost
