"""To whom an article gives a quotation, read by rules when a family asks for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate

import numpy as np

from attribune.records import Article, Reading, Span
from attribune.trace.stage_cache import StageCache, key_of

HEEDED = ("text", "blocks", "embeds", "links", "authors", "title", "language")  # what speakers depend on
Speakers = Callable[[Article, Span], str | None]  # to whom an article gives the words at a span


class Contents:
    """The words of a reading's statements by place, each with the name of its speaker."""

    def __init__(self, reading: Reading | None = None) -> None:
        names = {source.id: source.name for source in reading.sources} if reading else {}
        statements = reading.statements if reading else ()
        found = [(s, e, names.get(one.speaker)) for one in statements if one.speaker for s, e in one.content]
        self._all = sorted(found, key=lambda one: one[0])
        self._ends = list(accumulate((end for _, end, _ in self._all), max))  # of each and of those before it

    def speaker_at(self, span: Span) -> str | None:
        """To whom the statements give the words at a span; None where they don't say."""
        inside = bisect_right(self._all, span[0], key=lambda one: one[0])  # from here on they begin in the span
        last = bisect_left(self._all, span[1], lo=inside, key=lambda one: one[0])
        touching = self._all[inside:last]
        if inside:  # of those that begin before, the first that reaches furthest: one may span all others
            furthest = bisect_left(self._ends, min(self._ends[inside - 1], span[1]), hi=inside)
            touching = [self._all[furthest], *touching]
        best = max(touching, key=lambda one: (min(one[1], span[1]) - max(one[0], span[0]), -one[0]), default=None)
        return best[2] if best is not None and min(best[1], span[1]) > max(best[0], span[0]) else None


def speaker_of(article: Article, span: Span) -> str | None:
    """To whom an article gives the words at a span; None where it doesn't say, or it can't be told."""
    return contents_of(article).speaker_at(span)


def contents_of(article: Article) -> Contents:
    """Return what rules read in an article; nothing where they can't."""
    return _contents_of(_Same(article))


class _Same:
    """An article as a key: equal to itself alone.

    It is asked for each of its quotations, and comparing its blocks with a copy's takes as long as there are blocks.
    """

    def __init__(self, article: Article) -> None:
        self.article = article

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.article is other.article

    def __hash__(self) -> int:
        return id(self.article)


@lru_cache(maxsize=256)
def _contents_of(one: _Same) -> Contents:
    return _contents(_Held(one.article))


class _Held:
    """An article as a key: equal to others of which the same is read, as copies of a wire story that many outlets have.

    Its hash is the text's, which is worked out once, and not that of all blocks.
    """

    def __init__(self, article: Article) -> None:
        self.article = article

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and (
            self.article is other.article
            or all(getattr(self.article, name) == getattr(other.article, name) for name in HEEDED)
        )

    def __hash__(self) -> int:
        return hash(self.article.text)


@lru_cache(maxsize=1024)
def _contents(held: _Held) -> Contents:
    from attribune.sources.reading import read_speakers

    try:
        return Contents(read_speakers(held.article))
    except Exception:  # too many marks, or a fault of the rules: whose words they are can't be told
        return Contents()


def kept_speakers(speakers: Speakers, marks: dict[str, bytes], cache: StageCache) -> Speakers:
    """Return a function that asks an article to whom it gives the words at a span only once for each of its marks."""

    def speaker(article: Article, span: Span) -> str | None:
        key = key_of(marks[article.id], np.array(span, dtype=np.int64).tobytes())
        kept = cache.lists("speaker", key)
        if kept is None:
            kept = [speakers(article, span)]
            cache.put_lists("speaker", key, kept)
        name: str | None = kept[0]
        return name

    return speaker
