"""Offsets in a text ↔ lines and characters, as an editor counts them: in UTF-16, UTF-8 or code points."""

from __future__ import annotations

from bisect import bisect_right

from attribune.check.draft import line_starts


class Positions:
    """A text's positions. Lines end as the protocol says: with a line feed, a carriage return, or both."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self._text, self._encoding = text, encoding
        self._starts = line_starts(text)

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the character of an offset, both from 0."""
        line = bisect_right(self._starts, offset) - 1
        return line, self._units(self._text[self._starts[line] : offset])

    def offset(self, line: int, character: int) -> int:
        """Return the offset of a position; behind the end of a line it is the line's end."""
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        words, at, units = self._text[start:end].rstrip("\r\n"), 0, 0
        while at < len(words) and units < character:
            units += self._units(words[at])
            at += 1
        return start + at

    def _units(self, text: str) -> int:
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + (sum(sign > "\uffff" for sign in text) if self._encoding == "utf-16" else 0)
