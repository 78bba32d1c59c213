"""Words, numbers and marks with their offsets. Lossless: tokens and the white space between are the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["word", "number", "mark"]

# Apostrophes and hyphens stay inside a word (don't, O'Brien, well-known); separators inside a number (15,000, 3.5).
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?\b|\d+)"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|[^\W_]+(?:[\u00ad\u200b\u200d]?['’ʼ\u2010\u2011-]?[^\W_]+)*(?:['’](?=\s|$))?)"
    r"|(?P<mark>\.\.\.+|[^\w\s]|_)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """``text[start:end]``, and whether it is a word, a number or a mark."""

    start: int
    end: int
    kind: TokenKind


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of ``text[start:end]`` in order; what lies between two of them is white space only."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield Token(match.start(), match.end(), match.lastgroup)  # type: ignore[arg-type]
