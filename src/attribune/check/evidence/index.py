"""Candidates: which evidence articles might hold a quotation. A score that only finds, never decides.

Words are compared in folded form. An article counts for the quotation's words and pairs of neighbouring words
that it shares, each weighted by how rare it is in the evidence (inverse document frequency), because in a
large folder common words stand in every article and only rare pairs tell where to look.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from unicodedata import normalize

from attribune.check.quote import spend
from attribune.records import Article
from attribune.text.fold import DOUBLE_MARKS, INVISIBLE, SINGLE_MARKS

PAIR_WEIGHT = 3.0  # a shared pair of neighbouring words says more than two single words; calibrated on PolNeAR train
_WORD = re.compile(r"\w+")
_MARKS = re.compile(f"[{re.escape(SINGLE_MARKS + DOUBLE_MARKS)}]")  # found by a scan, where translating is a step each
_UNSEEN = re.compile(f"[{re.escape(INVISIBLE)}]")


def words(text: str) -> list[str]:
    """Return the folded words of a text; apostrophes and hyphens separate, as they do in the index. No map back is
    needed
    here, and so this is several times faster than :func:`attribune.text.fold.fold`."""
    if not text.isascii():
        text = normalize("NFKC", _UNSEEN.sub("", _MARKS.sub(" ", text)))
    return _WORD.findall(text.casefold())


Beyond = tuple[int, int, dict[str, int]]


def _standing(key: object, loaded: int, share: float, seen: Counter[str]) -> float:
    """In how many articles a word or pair stands, of those not loaded, too.

    ``share``: articles not loaded, for one that is. A pair stands in no more articles than either of its words.
    """
    if isinstance(key, tuple):
        return max(loaded, min(loaded * (1 + share), *(seen[word] for word in key)))
    return max(loaded, seen[str(key)])


def keys(article: Article) -> tuple[frozenset[object], frozenset[object]]:
    """Return an article's words and its pairs of neighbouring words."""
    there = words(article.text)
    return frozenset(there), frozenset(itertools.pairwise(there))


class Index:
    """What the evidence articles share with a known set of quotations. Built once for a draft.

    ``beyond``: of each corpus from which only a part of its articles was loaded, how many were, how many it has, and
    in how many of them a word stands; words are weighted by how rare they are in all. ``known`` keeps the words of
    articles, by their numbers, for the next draft.
    """

    def __init__(
        self, articles: Sequence[Article], quotes: Iterable[str], *, beyond: Sequence[Beyond] = (),
        known: dict[int, tuple[frozenset[object], frozenset[object]]] | None = None,
    ) -> None:  # fmt: skip
        wanted = [words(quote) for quote in quotes]
        vocabulary = {word for quote in wanted for word in quote}
        pairs = {pair for quote in wanted for pair in itertools.pairwise(quote)}
        self._postings: dict[object, list[int]] = {}
        for number, article in enumerate(articles):
            if known is None:
                there = words(article.text)
                shared = (*vocabulary.intersection(there), *pairs.intersection(itertools.pairwise(there)))
            else:
                singles, twos = known[number] if number in known else known.setdefault(number, keys(article))
                shared = (*vocabulary & singles, *pairs & twos)
            for key in shared:
                self._postings.setdefault(key, []).append(number)
        more = sum(total - loaded for loaded, total, _ in beyond)
        share = more / max(1, sum(loaded for loaded, _, _ in beyond))
        seen = sum((Counter(known) for _, _, known in beyond), Counter[str]())
        self._weight = {
            key: (PAIR_WEIGHT if isinstance(key, tuple) else 1.0)
            * log(1 + (len(articles) + more + 1) / _standing(key, len(numbers), share, seen))
            for key, numbers in self._postings.items()
        }
        self._heaviest = max(self._weight.values(), default=1.0)

    def candidates(self, quote: str, limit: int) -> list[tuple[int, float]]:
        """Return the numbers of the ``limit`` most promising articles with their share (0 to 1)
        of the quotation's weight.
        """
        there = words(quote)
        wanted: dict[object, None] = dict.fromkeys([*there, *itertools.pairwise(there)])
        whole = sum(self._weight.get(key, self._heaviest) for key in wanted) or 1.0
        scores: dict[int, float] = {}
        spend(len(wanted) + sum(len(self._postings.get(key, ())) for key in wanted))
        score = scores.get
        for key in wanted:
            weight = self._weight.get(key, 0.0)
            for number in self._postings.get(key, ()):
                scores[number] = score(number, 0.0) + weight
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [(number, score / whole) for number, score in best]


class Only(Index):
    """An index that gives one article for every quotation."""

    def __init__(self, number: int) -> None:
        self._number = number

    def candidates(self, quote: str, limit: int) -> list[tuple[int, float]]:
        """Return the article, as one that may have the whole quotation."""
        return [(self._number, 1.0)]
