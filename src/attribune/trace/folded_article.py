"""One article as the stages see it: its folded letters and digits, its quotations, and the way back to its text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from attribune.articles.limits import has_too_many_marks
from attribune.records import Article, Span
from attribune.text.quotes import Quotation, quotations
from attribune.text.sentences import sentences
from attribune.trace.characters import fold_characters


@dataclass(frozen=True)
class FoldedArticle:
    """An article with what tracing asks of it, made when it is first asked for."""

    article: Article
    quoted: tuple[Span, ...]  # the parts of outer quotations, over the folded characters, in order, none of them empty
    closed: tuple[Span, ...] = ()  # those whose closing mark is there

    @property
    def text(self) -> str:
        """The article's text, into which all spans lead."""
        return self.article.text

    @cached_property
    def _characters(self) -> tuple[Any, str]:
        characters = fold_characters([self.text])
        row = slice(int(characters.starts[0]), int(characters.ends[0]))
        return np.array(characters.origin[row]), characters.codes[row].tobytes().decode("utf-32-le", "replace")

    @property
    def origin(self) -> Any:
        """The offset in the text of each folded character."""
        return self._characters[0]

    @property
    def letters(self) -> str:
        """The folded characters."""
        return self._characters[1]

    @property
    def size(self) -> int:
        """How many letters and digits the text folds to."""
        return len(self.origin)

    def span(self, start: int, end: int) -> Span:
        """The span of text of the folded characters ``start:end``."""
        if start >= end:
            at = int(self.origin[start - 1]) + 1 if start else 0
            return at, at
        return int(self.origin[start]), int(self.origin[end - 1]) + 1

    def folded(self, span: Span) -> Span:
        """The folded characters that stand in a span of text."""
        low, high = np.searchsorted(self.origin, span)
        return int(low), int(high)

    @cached_property
    def _sentences(self) -> list[Span]:
        return sentences(self.text)

    def sentence(self, at: int) -> Span:
        """The sentence that holds an offset of the text, or the next one after it."""
        number = bisect_left(self._sentences, at, key=lambda span: span[1] - 1)
        return self._sentences[number] if number < len(self._sentences) else (at, len(self.text))

    def quoted_within(self, start: int, end: int) -> int:
        """Return how many of the folded characters ``start:end`` stand in quotation marks."""
        at = max(0, bisect_left(self.quoted, (start, start)) - 1)
        total = 0
        for low, high in self.quoted[at:]:
            if low >= end:
                break
            total += max(0, min(high, end) - max(low, start))
        return total


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
