"""A sentence as pieces: words, marks and blanked quotations, with their offsets and what class each word is of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from attribune.lexicon import word_class
from attribune.records import Span
from attribune.text.document import MASK as MASK
from attribune.text.document import Layers

BREAKS = frozenset(",;:—–()-[]…") | {"--"}


class Pieces:
    """The tokens of ``text[start:end]``, numbered from 0: ``words``, ``starts``, ``ends`` as in the text's layers.

    A blanked quotation is one piece, written as ``MASK``.
    """

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, layers: Layers, start: int, end: int) -> None:
        words, starts, ends = layers.tokens
        low, high = bisect_left(starts, start), bisect_right(ends, end)
        self.text = layers.text
        self.words, self.starts, self.ends = words[low:high], starts[low:high], ends[low:high]

    def __len__(self) -> int:
        return len(self.words)

    def capital(self, at: int) -> bool:
        """True if the piece is written with a capital."""
        return self.text[self.starts[at]].isupper()

    def adverb(self, at: int) -> bool:
        """True if the piece looks like an adverb: "bluntly", but not "family" or "Reilly"."""
        word = self.words[at]
        return word.endswith("ly") and len(word) > 4 and not self.capital(at) and word not in OF.not_adverb

    def span(self, first: int, stop: int) -> Span:
        """Return the span of the pieces ``first`` to ``stop`` (exclusive), without marks at its edges."""
        while stop > first and self.words[stop - 1] in EDGES:
            stop -= 1
        while first < stop and self.words[first] in EDGES:
            first += 1
        if first >= stop:
            return (0, 0)
        return (self.starts[first], self.ends[stop - 1])


EDGES = frozenset({",", ";", ":", "—", "–", "--", ".", "-"})


class WordClasses(NamedTuple):
    """The classes of ``word_classes.tsv`` as attributes: ``OF.determiner``."""

    alleging: frozenset[str]
    also_noun: frozenset[str]
    aspect: frozenset[str]
    auxiliary: frozenset[str]
    bare: frozenset[str]
    base: frozenset[str]
    before_bare_verb: frozenset[str]
    before_noun: frozenset[str]
    conjunction: frozenset[str]
    dangling: frozenset[str]
    determiner: frozenset[str]
    finite: frozenset[str]
    light: frozenset[str]
    moment: frozenset[str]
    not_adverb: frozenset[str]
    noun_in_capitals: frozenset[str]
    number: frozenset[str]
    object: frozenset[str]
    opener: frozenset[str]
    participle: frozenset[str]
    passing: frozenset[str]
    perceiving: frozenset[str]
    preposition: frozenset[str]
    pronoun: frozenset[str]
    question: frozenset[str]
    quoting: frozenset[str]
    relative: frozenset[str]
    subordinator: frozenset[str]
    takes_to: frozenset[str]


OF = WordClasses(*(word_class("grammar/word_classes.tsv", name) for name in WordClasses._fields))


def listed(name: str) -> frozenset[str]:
    """Return the words of a class whose name isn't fixed."""
    found: frozenset[str] = getattr(OF, name)
    return found
