"""Which pairs of texts can have a passage in common, told from the letters around the few places that they share.

Nearly all pairs share one fingerprint, of a phrase that many write, and are shorter than a passage in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from attribune.trace.passages.alignment import LEAST
from attribune.trace.passages.candidates import Seeds, changes
from attribune.trace.passages.fingerprints import RUN

FEW = 2  # shared places of a pair that is looked at; with more there is mostly a passage


class Letters:
    """The folded letters of texts, one byte of each, as they only rule out. With a ``folder`` they lie in a file."""

    def __init__(self, count: int, folder: Path | None = None) -> None:
        self._path = folder / "letters" if folder is not None else None
        self._held = list[Any]()
        self._size = 0
        self._starts = np.full(count, -1, dtype=np.int64)
        self._ends = np.zeros(count, dtype=np.int64)

    def add(self, numbers: Sequence[Sequence[int]], letters: Sequence[bytes]) -> None:
        """Add the letters of some texts, each with all numbers of it."""
        for owners, each in zip(numbers, letters, strict=True):
            self._starts[owners] = self._size
            self._size += len(each)
            self._ends[owners] = self._size
        if self._path is None:
            self._held += [np.frombuffer(each, dtype=np.uint8) for each in letters]
        else:
            with self._path.open("ab") as file:
                file.writelines(letters)

    def may_share(self, seeds: Seeds) -> Any:
        """Return for each pair of ``seeds`` False where all runs through its places are no passage."""
        begins = seeds.begins()
        sizes = np.diff(np.r_[begins, len(seeds)])
        known = (self._starts[seeds.earlier[begins]] >= 0) & (self._starts[seeds.later[begins]] >= 0)
        asked = known & (sizes <= FEW)
        found = ~asked
        few = seeds.of_pairs(asked)
        if len(few):
            found[asked] = np.add.reduceat(self._lengths(few), few.begins()) >= LEAST
        return found

    def _lengths(self, seeds: Seeds) -> Any:
        """Return how many letters agree around each place, no more than ``LEAST`` on a side; of one run only once."""
        if self._path is None:
            codes = np.concatenate([np.zeros(0, dtype=np.uint8), *self._held])
        else:
            codes = np.memmap(self._path, dtype=np.uint8, mode="r")
        one, two = self._starts[seeds.earlier] + seeds.earlier_places, self._starts[seeds.later] + seeds.later_places
        before = np.minimum(seeds.earlier_places, seeds.later_places)
        after = np.minimum(self._ends[seeds.earlier] - one, self._ends[seeds.later] - two) - RUN
        back = _agreeing(codes, one, two, before, -1)
        length = RUN + back + _agreeing(codes, one + RUN - 1, two + RUN - 1, after, 1)
        again = ~(changes(seeds.earlier) | changes(seeds.later))
        again[1:] &= (np.diff(two - one) == 0) & (np.diff(two) <= back[1:])
        return np.where(again, 0, length)


def _agreeing(codes: Any, one: Any, two: Any, limit: Any, way: int) -> Any:
    """Return how many letters agree beyond two places, at most ``limit``, and as many as a passage needs."""
    reach = np.zeros(len(one), dtype=np.int64)
    left = np.arange(len(one))
    for step in range(1, LEAST - RUN + 1):
        left = left[limit[left] >= step]
        left = left[codes[one[left] + way * step] == codes[two[left] + way * step]]
        reach[left] = step
    return reach
