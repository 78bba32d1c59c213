"""The sheets of the last pages, read and sorted: pages of one site share them. Bounded by the sheets' length."""

from __future__ import annotations

import threading
from collections import OrderedDict

from attribune.articles.css.index import Index
from attribune.articles.css.sheets import Sheet, Written
from attribune.articles.css.together import Together

KEPT_CSS = 6_000_000  # characters of sheets that are kept for the next pages
MOST_TOGETHER = 60  # pages with different sets of sheets


class Kept:
    """What one thread keeps."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Written, bool], Index] = OrderedDict()
        self._together: OrderedDict[tuple[tuple[Index, ...], bool], Together] = OrderedDict()
        self._size = 0

    def together(self, sheets: list[tuple[Sheet, Written]], quirks: bool) -> Together:
        """What the sheets of a page say together."""
        indexes = [self._of(sheet, written, quirks) for sheet, written in sheets]
        key = (tuple(indexes), quirks)
        known = self._together.get(key)
        if known is None:
            known = self._together[key] = Together(indexes, quirks)
            if len(self._together) > MOST_TOGETHER:
                self._together.popitem(last=False)
        else:
            self._together.move_to_end(key)
        self._shrink()
        return known

    def _of(self, sheet: Sheet, written: Written, quirks: bool) -> Index:
        key = (written, quirks)
        index = self._kept.get(key)
        if index is None:
            index = self._kept[key] = Index(sheet, quirks)
            self._size += len(written.css)
        else:
            self._kept.move_to_end(key)
        return index

    def _shrink(self) -> None:
        """Let go of the sheets that were met longest ago, and of all that was found of them."""
        gone = set()
        while self._size > KEPT_CSS and len(self._kept) > 1:
            (written, _), index = self._kept.popitem(last=False)
            self._size -= len(written.css)
            gone.add(index)
        if gone:
            for key in [key for key in self._together if not gone.isdisjoint(key[0])]:
                del self._together[key]

    def sheet(self, written: Written) -> Sheet | None:
        """The sheet with that text where it is known."""
        index = self._kept.get((written, False)) or self._kept.get((written, True))
        return index.sheet if index is not None else None


_KEPT = threading.local()


def kept() -> Kept:
    """Return what this thread keeps."""
    mine: Kept | None = getattr(_KEPT, "kept", None)
    if mine is None:
        mine = _KEPT.kept = Kept()
    return mine
