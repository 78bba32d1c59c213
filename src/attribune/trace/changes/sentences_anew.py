"""Sentences that aren't the same in both texts, however many words they share: one is cut, the other added.

Words can only have been exchanged in a sentence that both texts have. Which do is told by the runs that agree: those
of a sentence must be most of it, or most of the two sentences that share them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from attribune.records import Span
from attribune.trace.changes.edits import Edit
from attribune.trace.passages.alignment import Block
from attribune.trace.texts.folded_article import FoldedArticle

LEAST_RUN = 8  # letters and digits of a run that agrees, two words, below which it says nothing
STANDS = 0.7  # of a sentence that agrees, from which on the other text has it, whatever stands around it there
SAME = 0.6  # of two sentences that agrees, from which on they are one
SHORT = 25  # letters and digits; of two shorter sentences nobody can tell


class Anew(NamedTuple):
    """Sentences of one text that the other hasn't, and where they would stand there."""

    earlier: Span
    later: Span


def parted(
    one: FoldedArticle, two: FoldedArticle, edits: Sequence[Edit], chain: Sequence[Block], blocks: Sequence[Block]
) -> tuple[list[Edit], list[Anew]]:
    """Return the edits of sentences that both texts have, and what of other sentences was cut and what was added.

    ``edits`` are those of a ``chain``, which is one of the passage's; ``blocks`` are all that the passage has.
    """
    if not edits:
        return [], []
    agreement = _Agreement(one, two, edits, chain, blocks)
    kept = list[Edit]()
    gone: tuple[list[tuple[Span, int]], list[tuple[Span, int]]] = ([], [])  # spans, and their place in the other text
    for edit, places in zip(edits, agreement.places, strict=True):
        anew = [[s for s in agreement.touched(side, places[side]) if agreement.is_anew(side, s)] for side in (0, 1)]
        if not anew[0] and not anew[1]:
            kept.append(edit)
            continue
        for side in (0, 1):
            other = places[1 - side][0]
            spans = places[side], *(agreement.within(side, sentence) for sentence in anew[side])
            gone[side].extend((span, other) for span in spans if span[0] < span[1])
    found = [Anew(one.span(*span), (at,) * 2) for span, at in _joined(two, gone[0])]
    return kept, found + [Anew((at,) * 2, two.span(*span)) for span, at in _joined(one, gone[1])]


def _joined(other: FoldedArticle, spans: Sequence[tuple[Span, int]]) -> Iterator[tuple[Span, int]]:
    """Yield spans that touch as one, each with the offset of its place in the other text."""
    joined = list[tuple[Span, int]]()
    for span, at in sorted(spans):
        if joined and span[0] <= joined[-1][0][1]:
            joined[-1] = ((joined[-1][0][0], max(joined[-1][0][1], span[1])), joined[-1][1])
        else:
            joined.append((span, at))
    for span, at in joined:
        yield span, other.span(at, at)[0]


class _Agreement:
    """How much of the sentences around the edits agrees, and with which. All over folded characters."""

    def __init__(
        self,
        one: FoldedArticle,
        two: FoldedArticle,
        edits: Sequence[Edit],
        chain: Sequence[Block],
        blocks: Sequence[Block],
    ) -> None:
        self._views, self._blocks = (one, two), blocks
        first, last = chain[0], chain[-1]
        self._limits = (first.earlier, last.earlier + last.length), (first.later, last.later + last.length)
        self.places = [(one.folded(edit.earlier_span), two.folded(edit.later_span)) for edit in edits]
        self._agreed: tuple[defaultdict[Span, int], defaultdict[Span, int]] = (defaultdict(int), defaultdict(int))
        self._with: tuple[defaultdict[Span, defaultdict[Span, int]], ...] = (
            defaultdict(lambda: defaultdict(int)),
            defaultdict(lambda: defaultdict(int)),
        )
        begin, end = zip(*self._limits, strict=True)
        bounds = [((begin[0],) * 2, (begin[1],) * 2), *self.places, ((end[0],) * 2, (end[1],) * 2)]
        for before, after in pairwise(bounds):
            self._count((before[0][1], after[0][0]), (before[1][1], after[1][0]))

    def sentence(self, side: int, at: int) -> Span:
        """Return the whole sentence that holds a folded character, though some of it may lie outside the chain."""
        view = self._views[side]
        start, end = view.folded(view.sentence(int(view.origin[min(at, view.size - 1)])))
        return start, max(end, start + 1)

    def within(self, side: int, sentence: Span) -> Span:
        """Return the part of a sentence that lies in the chain."""
        low, high = self._limits[side]
        return max(low, sentence[0]), min(high, sentence[1])

    def touched(self, side: int, span: Span) -> list[Span]:
        """Return the first and the last of the sentences that a span of words lies in; what is between, it holds."""
        if span[0] >= span[1]:
            return []
        return list(dict.fromkeys((self.sentence(side, span[0]), self.sentence(side, span[1] - 1))))

    def _count(self, earlier: Span, later: Span) -> None:
        """Count a run that agrees for the sentences at its two ends."""
        if min(earlier[1] - earlier[0], later[1] - later[0]) < LEAST_RUN:
            return
        runs = earlier, later
        seen: list[list[tuple[Span, int]]] = [[], []]
        for side, (low, high) in enumerate(runs):
            for at in (low, high - 1):
                sentence = self.sentence(side, at)
                seen[side].append((sentence, min(high, sentence[1]) - max(low, sentence[0])))
            for sentence, length in dict.fromkeys(seen[side]):
                self._agreed[side][sentence] += length
        for (mine, length), (theirs, other) in dict.fromkeys(zip(*seen, strict=True)):
            self._with[0][mine][theirs] += min(length, other)
            self._with[1][theirs][mine] += min(length, other)

    def is_anew(self, side: int, sentence: Span) -> bool:
        """True if the other text hasn't a sentence, nor one that has it in it."""
        if self._stands(side, sentence):
            return False
        partner = self._partner(side, sentence)
        if partner is None:
            return True
        if sentence[1] - sentence[0] + partner[1] - partner[0] < 2 * SHORT:
            return False
        return not self._stands(1 - side, partner) or self._partner(1 - side, partner) != sentence

    def _partner(self, side: int, sentence: Span) -> Span | None:
        others = self._with[side][sentence]
        return max(others, key=lambda other: (others[other], other), default=None)

    def _stands(self, side: int, sentence: Span) -> bool:
        size = sentence[1] - sentence[0]
        partner = self._partner(side, sentence)
        if partner is None:
            return False
        beyond = self._beyond(side, sentence)
        both = self._with[side][sentence][partner] + min(beyond, self._beyond(1 - side, partner))
        agreed = self._agreed[side][sentence] + beyond
        return agreed >= STANDS * size or 2 * both >= SAME * (size + partner[1] - partner[0])

    def _beyond(self, side: int, sentence: Span) -> int:
        """Return how much of a sentence agrees outside the chain: what moved, or what this moved from."""
        low, high = self.within(side, sentence)
        if (low, high) == sentence:
            return 0
        shared = [(max(sentence[0], b[side]), min(sentence[1], b[side] + b.length)) for b in self._blocks]
        return sum(max(0, min(end, low) - start) + max(0, end - max(start, high)) for start, end in shared)
