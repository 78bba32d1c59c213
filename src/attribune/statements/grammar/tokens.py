"""A sentence as pieces: words, marks and blanked quotations, with their offsets and what class each word is of."""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import word_class
from attribune.records import Span

MASK = "\x01"  # stands for one quoted character; a control character never looks like a word
_PIECE = re.compile(r"[^\W_]+(?:['’.&/‑-]+[^\W_]+)*['’]?|\x01[\x01.\n]*|--+|[^\s\w]|_", re.UNICODE)
BREAKS = frozenset(",;:—–()-[]…") | {"--"}


class Pieces:
    """The pieces of ``text[start:end]``: ``words`` in lower case with straight apostrophes, ``starts``, ``ends``.

    A blanked quotation is one piece, written as ``MASK``.
    """

    __slots__ = ("_ends", "_start", "_starts", "_written", "text", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self._start = text, start
        self._starts: list[int] | None = None  # made when first needed: most sentences hold no cue
        self._ends: list[int] = []
        self._written: list[str] = _PIECE.findall(text, start, end)
        words = list(map(str.lower, self._written))
        plain = text[start:end]
        if "’" in plain:
            words = [word.replace("’", "'") for word in words]
        self.words = [MASK if word[0] == MASK else word for word in words] if MASK in plain else words

    def _locate(self) -> list[int]:
        """Find where the pieces stand: one after the other, since nothing but white space lies between them."""
        starts, at = [], self._start
        for piece in self._written:
            at = self.text.index(piece, at)
            starts.append(at)
            at += len(piece)
            self._ends.append(at)
        self._starts = starts
        return starts

    @property
    def starts(self) -> list[int]:
        """Where the pieces begin, offsets into the whole text."""
        return self._locate() if self._starts is None else self._starts

    @property
    def ends(self) -> list[int]:
        """Where the pieces end, offsets into the whole text."""
        if self._starts is None:
            self._locate()
        return self._ends

    def __len__(self) -> int:
        return len(self.words)

    def capital(self, at: int) -> bool:
        """True if the piece is written with a capital."""
        return self.text[self.starts[at]].isupper()

    def adverb(self, at: int) -> bool:
        """True if the piece looks like an adverb: "bluntly", but not "family" or "Reilly"."""
        word = self.words[at]
        return word.endswith("ly") and len(word) > 4 and not self.capital(at) and word not in listed("not_adverb")

    def span(self, first: int, stop: int) -> Span:
        """The span of the pieces ``first`` to ``stop`` (exclusive), without marks at its edges."""
        while stop > first and self.words[stop - 1] in EDGES:
            stop -= 1
        while first < stop and self.words[first] in EDGES:
            first += 1
        if first >= stop:
            return (0, 0)
        return (self.starts[first], self.ends[stop - 1])


EDGES = frozenset({",", ";", ":", "—", "–", "--", ".", "-"})


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a class of ``word_classes.tsv``."""
    return word_class("grammar/word_classes.tsv", name)
