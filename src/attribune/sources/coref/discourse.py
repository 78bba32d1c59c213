"""The stage of one article: who has been mentioned where, in which sentence, and whether as a speaker."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attribune.records import Span
from attribune.text.document import Document
from attribune.text.spans import union

_MOST_BEFORE = 401  # mentions looked back over for those that may be meant
# A sentence's end as far as pronouns need it; abbreviations that stand before names don't end one.
_BREAK = re.compile(
    r"[!?.\n](?:(?<=\n)\n*"  # a set first: what begins with one is found fast
    r"|(?:(?<=[!?])|(?<=\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)"
    r"(?<!\bGen\.)(?<!\bSt\.)(?<!\bJr\.)(?<!\b[A-Z]\.))[\"”’')\]]*\s+)"
)


class Referent(NamedTuple):
    """One mention of an entity (by number) outside quotations. ``speaks``: it heads a statement's source.

    A tuple, since thousands are made, sorted and searched for one article.
    """

    start: int
    end: int
    number: int
    speaks: bool
    pronoun: bool
    reported: bool  # it stands in what somebody is reported to have said
    sentence: int
    block: int
    opens: bool  # its sentence begins with it


class Scene:
    """Where things are in one article. Referents are added in any order and looked at backwards from a place."""

    def __init__(self, document: Document, reported: Iterable[Span]) -> None:
        self.text = document.text
        self.starts, self.block_of, self.in_quotes = document.block_starts, document.block_of, document.in_quotation
        self._breaks = [match.end() for match in _BREAK.finditer(self.text)]
        self._reported = union(reported)
        self._reported_starts = [s for s, _ in self._reported]
        self._referents: list[Referent] = []
        self.oblique: dict[Span, bool] = {}  # whether a mention is no subject, as :mod:`.pronouns` reads it

    def sentence_of(self, at: int) -> int:
        """Return a number for the sentence at ``at``; neighbours differ by one."""
        return bisect_right(self._breaks, at)

    def opens_sentence(self, at: int) -> bool:
        """True if a sentence or block begins at ``at``, but for an opening mark."""
        return at - self.sentence_start(at) <= 1

    def sentence_start(self, at: int) -> int:
        """Return where the sentence at ``at`` begins, or its block, if that is nearer."""
        return self._begin(self.sentence_of(at), self.block_of(at))

    def _begin(self, sentence: int, block: int) -> int:
        return max(self._breaks[sentence - 1] if sentence else 0, self.starts[block] if self.starts else 0)

    def sentences_before(self, at: int, count: int) -> Iterator[Span]:
        """Up to ``count`` sentences before the one at ``at``, the nearest first, in its block and the one before."""
        number = bisect_right(self._breaks, at) - 1
        low = self.starts[max(self.block_of(at) - 1, 0)] if self.starts else 0
        for last in range(number, max(number - count, -1), -1):
            start = self._breaks[last - 1] if last else 0
            if start < low:
                return
            yield (start, self._breaks[last])

    def reported(self, at: int) -> bool:
        """True if ``at`` stands in the content of a statement."""
        number = bisect_right(self._reported_starts, at) - 1
        return number >= 0 and at < self._reported[number][1]

    def referent(self, span: Span, number: int, *, speaks: bool, pronoun: bool) -> Referent:
        """Return a mention of entity ``number`` at ``span``, with what is to be known of the place."""
        at, end = span
        sentence, block = bisect_right(self._breaks, at), self.block_of(at)
        opens = at - self._begin(sentence, block) <= 1
        return Referent(at, end, number, speaks, pronoun, self.reported(at), sentence, block, opens)

    def fill(self, referents: Iterable[Referent]) -> None:
        """Take many referents at once."""
        self._referents = sorted([*self._referents, *referents])

    def add(self, referent: Referent) -> None:
        """Take one more referent."""
        insort(self._referents, referent)

    def before(self, at: int) -> Iterator[Referent]:
        """Yield the referents that end before ``at``, nearest first."""
        referents = self._referents
        for number in range(bisect_left(referents, (at,)) - 1, -1, -1):
            if referents[number].end <= at:
                yield referents[number]

    def numbers_before(self, at: int) -> Iterator[int]:
        """Yield the numbers of the entities mentioned before ``at``, each once, the nearest first."""
        seen: set[int] = set()
        for referent in islice(self.before(at), _MOST_BEFORE):
            if referent.number not in seen:
                seen.add(referent.number)
                yield referent.number


def smallest_around(spans: Sequence[tuple[int, int, int]], at: int, reach: int, skip: int) -> int | None:
    """Return the number of the smallest of the sorted (start, end, number) ``spans`` that holds
    ``at``, but for ``skip``.
    """
    best: tuple[int, int] | None = None
    low = bisect_right(spans, (at, 1 << 60, 0))
    for start, end, number in reversed(spans[max(0, low - reach) : low]):
        if number != skip and start <= at < end and (best is None or end - start < best[0]):
            best = (end - start, number)
    return best[1] if best else None
