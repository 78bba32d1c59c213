"""One article as the stages see it: its folded letters and digits, its quotations, and the way back to its text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Protocol
from weakref import ref

import numpy as np

from attribune.articles.limits import has_too_many_marks
from attribune.records import Article, Span
from attribune.text.quotes import Quotation, quotations
from attribune.text.sentences import sentences
from attribune.trace.texts.characters import Characters, fold_characters


@dataclass(frozen=True)
class FoldedArticle:
    """An article with what tracing asks of it, made when it is first asked for."""

    article: Article
    quoted: tuple[Span, ...]  # the parts of outer quotations, over the folded characters, in order, none of them empty
    closed: tuple[Span, ...] = ()  # those whose closing mark is there

    def __reduce__(self) -> Any:
        """Pickle the text and its quotations: all that stages in other processes look at."""
        return _bare, (self.text, self.quoted, self.closed)

    @property
    def text(self) -> str:
        """The article's text, into which all spans lead."""
        return self.article.text

    def take(self, characters: Characters, number: int) -> None:
        """Take over the text's folding from that of many texts, of which it is this one."""
        row = slice(int(characters.starts[number]), int(characters.ends[number]))
        origin = characters.origin[row]
        self.__dict__["size"] = len(origin)
        self.__dict__["_packed"] = _pack(origin, len(self.text))
        self.__dict__["_codes"] = characters.codes[row]

    @cached_property
    def _packed(self) -> Any:
        """A bit for each character of the text, set where it is folded to one letter or digit; else the origin."""
        self.take(fold_characters([self.text]), 0)
        return self.__dict__["_packed"]

    @cached_property
    def origin(self) -> Any:
        """The offset in the text of each folded character. Held of the texts that were asked last."""
        packed = self._packed
        _recent.append(ref(self))
        while len(_recent) > MOST_RECENT:
            oldest = _recent.popleft()()
            if oldest is not None:
                oldest.__dict__.pop("origin", None)
        return _unpacked(packed, len(self.text))

    @cached_property
    def letters(self) -> str:
        """The folded characters."""
        if "_codes" not in self.__dict__:
            self.take(fold_characters([self.text]), 0)
        letters: str = self.__dict__.pop("_codes").tobytes().decode("utf-32-le", "replace")
        return letters

    @cached_property
    def size(self) -> int:
        """How many letters and digits the text folds to."""
        return len(self.origin)

    def span(self, start: int, end: int) -> Span:
        """Return the span of text of the folded characters ``start:end``."""
        if start >= end:
            at = int(self.origin[start - 1]) + 1 if start else 0
            return at, at
        return int(self.origin[start]), int(self.origin[end - 1]) + 1

    def folded(self, span: Span) -> Span:
        """Return the folded characters that stand in a span of text."""
        low, high = np.searchsorted(self.origin, span)
        return int(low), int(high)

    @cached_property
    def _lines(self) -> list[int]:
        """Where the lines of the text begin, the last of them behind its end: a line break always ends a sentence."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    @cached_property
    def _sentences(self) -> dict[int, list[Span]]:
        """The sentences of the lines that were asked for."""
        return {}

    def sentence(self, at: int) -> Span:
        """Return the sentence that holds an offset of the text, or the next one after it."""
        for line in range(bisect_right(self._lines, at) - 1, len(self._lines) - 1):
            if line not in self._sentences:
                self._sentences[line] = sentences(self.text, self._lines[line], self._lines[line + 1] - 1)
            found = self._sentences[line]
            number = bisect_left(found, at, key=lambda span: span[1] - 1)
            if number < len(found):
                return found[number]
        return at, len(self.text)

    def quoted_within(self, start: int, end: int) -> int:
        """Return how many of the folded characters ``start:end`` stand in quotation marks."""
        at = max(0, bisect_left(self.quoted, (start, start)) - 1)
        total = 0
        for low, high in self.quoted[at:]:
            if low >= end:
                break
            total += max(0, min(high, end) - max(low, start))
        return total


def _bare(text: str, quoted: tuple[Span, ...], closed: tuple[Span, ...]) -> FoldedArticle:
    return FoldedArticle(Article(id="", text=text, sha256=""), quoted, closed)


MOST_RECENT = 4_096  # texts whose origins are held as arrays, thirty times as large as bits
_recent: deque[ref[FoldedArticle]] = deque()


def _pack(origin: Any, length: int) -> Any:
    """Return where folded characters come from as bits, or as it is where a character was folded to several."""
    if len(origin) and (np.diff(origin) == 0).any():
        return np.array(origin)
    bits = np.zeros(length, dtype=bool)
    bits[origin] = True
    return np.packbits(bits)


def _unpacked(packed: Any, length: int) -> Any:
    if packed.dtype != np.uint8:
        return packed
    return np.flatnonzero(np.unpackbits(packed, count=length)).astype(np.int32)


class Views(Protocol):
    """Articles by number."""

    def __getitem__(self, number: int, /) -> FoldedArticle: ...


def quoted_parts(text: str, origin: Any) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the parts of a text's outer quotations as spans over its folded characters (at offsets ``origin``).

    First all, then those of quotations whose closing mark is there. A text with too many marks to be prose has none.
    """
    if has_too_many_marks(text):
        return (), ()
    outer = [quotation for quotation in quotations(text) if quotation.depth == 0]
    if not outer:
        return (), ()
    closed = [quotation for quotation in outer if quotation.state == "closed"]
    return _folded_parts(outer, origin), _folded_parts(closed, origin)


def _folded_parts(found: Sequence[Quotation], origin: Any) -> tuple[Span, ...]:
    parts = sorted(part for quotation in found for part in quotation.parts)
    folded = np.searchsorted(origin, np.array(parts).reshape(-1, 2))
    return tuple((low, high) for low, high in folded.tolist() if low < high)
