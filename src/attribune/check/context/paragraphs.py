"""The paragraphs of an article in which somebody may speak again of a thing, found by their telling words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from attribune.check.circumstances.adjuncts import content
from attribune.check.context.contrary import contrary_cue
from attribune.check.context.frames import lemma
from attribune.records import Span
from attribune.text.document import Document
from attribune.text.sentences import sentences

MOST_PARAGRAPHS = 400  # of an article that are searched
MOST_LOOKED_AT = 32  # of these that are looked at for one quotation
LONGEST = 2_000  # code points of a paragraph that are read
NEAR = 400  # code points behind words in which "she said she might" is about them
# "It was forty, not fourteen"; "not fourteen but forty".
_ONE = re.compile(r"(?P<new>[\w’'-]{1,40}),\s(?:and\s)?not\s(?:an?\s|the\s)?(?P<old>[\w’'-]{1,40})", re.IGNORECASE)
_TWO = re.compile(r"\bnot\s(?:an?\s|the\s)?(?P<old>[\w’'-]{1,40}),?\sbut\s(?:an?\s|the\s)?(?P<new>[\w’'-]{1,40})", re.I)
RATHER = (_ONE, _TWO)


class Signs(NamedTuple):
    """What may show that a sentence corrects other words: the lemmas of "forty, not fourteen", (old, new), and the
    first cues. ``cue`` may go on into the next sentence, which ends at ``high``."""

    number: int
    rather: tuple[tuple[str, str], ...]
    cue: re.Match[str] | None
    anew: re.Match[str] | None
    again: re.Match[str] | None
    high: int


class Paragraph:
    """A paragraph of evidence, with what is looked for in it, each found once for all quotations."""

    def __init__(self, text: str, span: Span) -> None:
        self.span, self._text = span, text

    @cached_property
    def content(self) -> frozenset[str]:
        """The telling words, as lemmas."""
        return content(self._text[slice(*self.span)])

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences, as spans of the article."""
        return sentences(self._text, *self.span)

    @cached_property
    def signs(self) -> list[Signs]:
        """What may show that sentences correct other words; no row for a sentence without any."""
        found = []
        for number, span in enumerate(self.sentences):
            sentence, high = self._text[slice(*span)], self.sentences[number + 1 :][:1] or [span]
            rather = tuple((lemma(m["old"]), lemma(m["new"])) for one in RATHER for m in one.finditer(sentence))
            cue = contrary_cue("corrects").search(self._text, span[0], high[0][1])
            cue = cue if cue is not None and cue.start() < span[1] else None
            anew, again = (contrary_cue(name).search(self._text, *span) for name in ("anew", "again"))
            if rather or cue or anew or again:
                found.append(Signs(number, rather, cue, anew, again, high[0][1]))
        return found

    @cached_property
    def corrects(self) -> bool:
        """True if somebody speaks here of what they said before, and otherwise."""
        return any(contrary_cue(name).search(self._text, *self.span) for name in ("corrects", "anew"))


class Paragraphs:
    """The paragraphs of a text, as lines, found by their telling words."""

    def __init__(self, document: Document) -> None:
        lines = (m.span() for m in re.finditer(r"[^\n]++", document.text))
        self._all = [
            Paragraph(document.text, (start, min(end, start + LONGEST)))
            for start, end in islice(lines, MOST_PARAGRAPHS)
        ]
        self._starts = [part.span[0] for part in self._all]
        self._by_word: dict[str, list[int]] = {}
        for number, part in enumerate(self._all):
            for word in part.content:
                self._by_word.setdefault(word, []).append(number)
        self._correcting = [
            number for number, part in enumerate(self._all)
            if part.corrects or any(one.search(document.text, *part.span) for one in RATHER)
        ]  # fmt: skip

    def at(self, offset: int) -> Paragraph | None:
        """Return the paragraph that holds an offset."""
        number = bisect_right(self._starts, offset) - 1
        return self._all[number] if number >= 0 and offset < self._all[number].span[1] else None

    def about(self, wanted: frozenset[str], begin: int) -> Iterator[Paragraph]:
        """Yield the paragraphs that end behind an offset and have one of some telling words: the first of them, so
        that the work for one quotation is bounded."""
        first = max(0, bisect_right(self._starts, begin) - 1)
        near = range(first, min(len(self._all), bisect_right(self._starts, begin + NEAR)))
        found = set(near[:MOST_LOOKED_AT]) if begin else set()
        for numbers in (self._correcting, *(self._by_word.get(word, []) for word in wanted)):
            low = bisect_left(numbers, first)
            found.update(numbers[low : low + MOST_LOOKED_AT])
        likely = (self._all[number] for number in sorted(found)[:MOST_LOOKED_AT])
        return (part for part in likely if part.span[1] > begin)
