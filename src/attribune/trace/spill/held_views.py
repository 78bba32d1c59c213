"""The texts of a group that has more of them than memory should hold, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribune.records import Article
from attribune.trace.stage_cache import StageCache
from attribune.trace.texts.folded_article import FoldedArticle
from attribune.trace.texts.prepared_texts import Shelf, views_of

MOST = 200_000_000  # characters of texts in memory, those that were asked for last
AT_ONCE = 1_000  # articles that are read together


class HeldViews:
    """Some articles of a shelf by their places among these."""

    def __init__(self, shelf: Shelf, numbers: Sequence[int], cache: StageCache) -> None:
        self._shelf, self._numbers, self._cache = shelf, numbers, cache
        self._held: dict[int, FoldedArticle] = {}
        self._size = 0

    def articles(self) -> Iterator[Article]:
        """Yield all articles in order; none of them is held."""
        for low in range(0, len(self._numbers), AT_ONCE):
            yield from self._shelf.articles(self._numbers[low : low + AT_ONCE])

    def __getitem__(self, place: int, /) -> FoldedArticle:
        view = self._held.pop(place, None)
        if view is None:
            number = self._numbers[place]
            (view,) = views_of(self._shelf.articles([number]), [self._shelf.keys[number]], self._cache)
            self._size += len(view.text)
        self._held[place] = view  # the last in order is the last that was asked for
        while self._size > MOST and len(self._held) > 1:
            self._size -= len(self._held.pop(next(iter(self._held))).text)
        return view
