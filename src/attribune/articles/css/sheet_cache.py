"""The sheets of the last pages, read and sorted: pages of one site share them. Bounded by the sheets' length."""

from __future__ import annotations

import threading
from collections import OrderedDict

from attribune.articles.css.index import Index
from attribune.articles.css.sheet_set import SheetSet
from attribune.articles.css.sheets import Sheet, Written

MAX_CACHED_CSS = 6_000_000  # characters of sheets that are kept for the next pages
MOST_SHEET_SETS = 60  # pages with different sets of sheets


class SheetCache:
    """The parsed and indexed sheets of one thread."""

    def __init__(self) -> None:
        self._indexes: OrderedDict[tuple[Written, bool], Index] = OrderedDict()
        self._sheet_sets: OrderedDict[tuple[tuple[Index, ...], bool], SheetSet] = OrderedDict()
        self._size = 0

    def sheet_set(self, sheets: list[tuple[Sheet, Written]], quirks: bool) -> SheetSet:
        """Return what the sheets of a page say together."""
        indexes = [self._of(sheet, written, quirks) for sheet, written in sheets]
        key = (tuple(indexes), quirks)
        cached = self._sheet_sets.get(key)
        if cached is None:
            cached = self._sheet_sets[key] = SheetSet(indexes, quirks)
            if len(self._sheet_sets) > MOST_SHEET_SETS:
                self._sheet_sets.popitem(last=False)
        else:
            self._sheet_sets.move_to_end(key)
        self._shrink()
        return cached

    def _of(self, sheet: Sheet, written: Written, quirks: bool) -> Index:
        key = (written, quirks)
        index = self._indexes.get(key)
        if index is None:
            index = self._indexes[key] = Index(sheet, quirks)
            self._size += len(written.css)
        else:
            self._indexes.move_to_end(key)
        return index

    def _shrink(self) -> None:
        """Let go of the sheets that were met longest ago, and of all that was found of them."""
        removed = set()
        while self._size > MAX_CACHED_CSS and len(self._indexes) > 1:
            (written, _), index = self._indexes.popitem(last=False)
            self._size -= len(written.css)
            removed.add(index)
        if removed:
            for key in [key for key in self._sheet_sets if not removed.isdisjoint(key[0])]:
                del self._sheet_sets[key]

    def sheet(self, written: Written) -> Sheet | None:
        """Return the sheet with that text where it is known."""
        index = self._indexes.get((written, False)) or self._indexes.get((written, True))
        return index.sheet if index is not None else None


_LOCAL = threading.local()


def thread_cache() -> SheetCache:
    """Return what this thread keeps."""
    mine: SheetCache | None = getattr(_LOCAL, "kept", None)
    if mine is None:
        mine = _LOCAL.kept = SheetCache()
    return mine
