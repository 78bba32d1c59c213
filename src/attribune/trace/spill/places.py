"""The places that candidate pairs share, found part by part: fingerprints meet by a prefix of their hash.

The places of the pairs are then brought together by their later texts, of which each keeps its likeliest earlier ones.
So of all fingerprints one part is in memory at a time, and the pairs are those of one part, whatever the number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from attribune.trace.passages.candidates import Seeds, counted_twice, few_places, joined_places, likeliest
from attribune.trace.passages.fingerprints import Postings, joined
from attribune.trace.spill.rows import Rows
from attribune.trace.texts.characters import mixed

FLUSH = 1 << 20  # fingerprints held before they are brought to their parts
_POSTINGS = (np.uint64, np.int32, np.int32)
_SEEDS = (np.int32,) * 5


def _forget(_seeds: Seeds) -> None:
    return None


class SharedPlaces:
    """Finds the places that pairs of ``count`` texts share. Files of a ``folder`` hold what isn't looked at."""

    def __init__(self, count: int, repeats: int, parts: int = 1, folder: Path | None = None, name: str = "") -> None:
        self._count, self._repeats, self._parts = count, repeats, parts
        self._postings = Rows(_POSTINGS, folder, f"{name}-postings")
        self._seeds = Rows(_SEEDS, folder, f"{name}-seeds")
        self._held, self._size = list[Postings](), 0

    def add(self, postings: Postings) -> None:
        """Add fingerprints of some texts."""
        self._held.append(postings)
        self._size += len(postings)
        if self._size > FLUSH:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            every = joined(self._held)
            self._postings.add(part_of(every.hashes, self._parts), (every.hashes, every.texts, every.places))
        self._held, self._size = [], 0

    def found(self, may_share: Callable[[Seeds], Any], left_out: Callable[[Seeds], None] = _forget) -> Seeds:
        """Return the places, sorted, of the pairs that ``may_share`` is True of; ``left_out`` is given the others."""
        self._flush()
        for part in range(self._parts):
            postings = Postings(*self._postings.take(part))
            seeds = joined_places(few_places(counted_twice(postings), self._repeats))
            columns = seeds.earlier, seeds.later, seeds.earlier_places, seeds.later_places, seeds.frequency
            self._seeds.add(seeds.later.astype(np.int64) * self._parts // max(1, self._count), columns)
        ranges = list[Seeds]()
        for seeds in self._by_later():
            kept = may_share(seeds)
            left_out(seeds.of_pairs(~kept))
            ranges.append(seeds.of_pairs(kept))
        every = Seeds(*(np.concatenate([getattr(one, name) for one in ranges]) for name in _NAMES))
        return every if len(ranges) == 1 else every.chosen(np.argsort(every.earlier, kind="stable"))

    def _by_later(self) -> Iterator[Seeds]:
        for part in range(self._parts):
            yield likeliest(Seeds(*self._seeds.take(part)))


_NAMES = ("earlier", "later", "earlier_places", "later_places", "frequency")


def part_of(hashes: Any, parts: int) -> Any:
    """Return the part of each hash, by its prefix.

    Winnowing prefers small hashes, so their prefixes are taken after they were mixed.
    """
    return (((mixed(hashes) >> np.uint64(32)) * np.uint64(parts)) >> np.uint64(32)).astype(np.int64)
