"""Words, numbers and marks. Lossless: tokens and the white space between them are the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribune.records import Span

# A number keeps the separators inside it (15,000, 3.5, 1990s), a word its apostrophes, hyphens and the dots of an
# abbreviation (don't, O'Brien, well-known, U.S.).
_NUMBER = r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?\b|\d+"
_WORD = r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[\u00ad\u200b\u200d]?['’ʼ\u2010\u2011-]?[^\W_]+)*(?:['’](?=\s|$))?"
_MARK = r"\.\.\.+|[^\w\s]|_"

_pieces = re.compile(rf"\s+|{_NUMBER}|{_WORD}|{_MARK}").findall


def split_tokens(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the tokens of ``text[start:end]`` with the white space around them, in order: joined they are that text.

    Every piece of white space is one entry. The one to use where speed counts: nothing but strings is made.
    """
    return _pieces(text, start, len(text) if end is None else end)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield where the tokens of ``text[start:end]`` are, in order."""
    at = start
    for piece in split_tokens(text, start, end):
        if not piece.isspace():
            yield at, at + len(piece)
        at += len(piece)
