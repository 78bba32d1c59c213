"""Which pairs of texts can have a quotation in common, told from the fingerprints of their quotations alone.

In quotations every run of ``QUOTED_RUN`` letters has a fingerprint. So how far two quotations agree from a shared place
on is seen without their letters. Nearly all pairs share only a phrase that many quotations have, and needn't be read.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from attribune.trace.passages.candidates import Seeds, changes
from attribune.trace.passages.fingerprints import QUOTED_RUN, Postings
from attribune.trace.passages.quotations import ALIKE, SURELY


class QuotedRuns:
    """The fingerprints of all quotations, in the order of their places: half of each hash, as it only rules out."""

    def __init__(self) -> None:
        self._hashes, self._rows = [np.zeros(0, dtype=np.uint32)], [np.zeros(0, dtype=np.int64)]
        self._sizes = [np.zeros(0, dtype=np.int64)]

    def add(self, postings: Postings) -> None:
        """Add all those of some texts, by text and place."""
        rows = _row(postings.texts, postings.places)
        begins = np.flatnonzero(np.diff(rows, prepend=-2) != 1)  # those of one quotation stand side by side
        self._hashes.append(postings.hashes.astype(np.uint32))
        self._rows.append(rows[begins])
        self._sizes.append(np.diff(np.r_[begins, len(rows)]))

    def may_be_same(self, seeds: Seeds) -> Any:
        """Return for each pair of ``seeds`` False where no quotation of one can be the same utterance as one of the
        other.
        """
        if not len(seeds):
            return np.zeros(0, dtype=bool)
        for each in (self._hashes, self._rows, self._sizes):
            each[:] = [np.concatenate(each)]  # once, however often this is asked
        (hashes,), (rows,), (sizes,) = self._hashes, self._rows, self._sizes
        order = np.argsort(rows)
        return _may_be_same(seeds, hashes, rows[order], sizes[order], (np.cumsum(sizes) - sizes)[order])


def _row(texts: Any, places: Any) -> Any:
    return (texts.astype(np.int64) << 32) | places


def _may_be_same(seeds: Seeds, hashes: Any, rows: Any, sizes: Any, starts: Any) -> Any:
    """``rows`` say where quotations begin, ``sizes`` how many fingerprints each has, and ``starts`` where these are.

    Where texts agree up to the mark at an end of a quotation they may agree beyond it, in a next quotation whose own
    fingerprints are too common to be seeds.
    """
    begins = seeds.begins()
    pair = np.repeat(np.arange(len(begins)), np.diff(np.r_[begins, len(seeds)]))
    (one, mine), (two, theirs) = (
        _found(_row(texts, places), rows, starts)
        for texts, places in ((seeds.earlier, seeds.earlier_places), (seeds.later, seeds.later_places))
    )
    order = np.lexsort((two, two - one, pair))
    one, two, mine, theirs, pair = one[order], two[order], mine[order], theirs[order], pair[order]
    fresh = changes(pair) | changes(two - one) | changes(mine) | changes(theirs)
    fresh[1:] |= np.diff(two) != 1
    heads = np.flatnonzero(fresh)
    tails = np.r_[heads[1:], len(one)] - 1
    mine, theirs, owner = mine[heads], theirs[heads], pair[heads]
    before = np.minimum(one[heads] - starts[mine], two[heads] - starts[theirs])
    after = np.minimum((starts + sizes)[mine] - 1 - one[tails], (starts + sizes)[theirs] - 1 - two[tails])
    back = _agreeing(hashes, one[heads], two[heads], before, -1)
    on = _agreeing(hashes, one[tails], two[tails], after, 1)
    length = tails - heads + back + on + QUOTED_RUN
    shortest = np.minimum(sizes[mine], sizes[theirs]) + QUOTED_RUN - 1
    found = np.zeros(len(begins), dtype=bool)
    found[owner[(length >= SURELY) | (back == before) | (on == after)]] = True
    by_part = np.lexsort((theirs, mine, owner))
    first = np.flatnonzero(changes(owner[by_part]) | changes(mine[by_part]) | changes(theirs[by_part]))
    enough = np.add.reduceat(length[by_part], first) >= ALIKE * shortest[by_part][first]
    found[owner[by_part][first[enough]]] = True
    return found


def _found(rows: Any, begins: Any, starts: Any) -> tuple[Any, Any]:
    """Return where the fingerprints of places are, and the quotations in which they are."""
    part = np.searchsorted(begins, rows, side="right") - 1
    return starts[part] + rows - begins[part], part


def _agreeing(hashes: Any, one: Any, two: Any, limit: Any, way: int) -> Any:
    """Return how many fingerprints agree beyond two places, at most ``limit``; ``limit`` itself where it's many."""
    reach = np.zeros(len(one), dtype=np.int64)
    left = np.flatnonzero(limit > 0)
    for step in range(1, SURELY):
        left = left[limit[left] >= step]
        left = left[hashes[one[left] + way * step] == hashes[two[left] + way * step]]
        reach[left] = step
    return np.where(reach == SURELY - 1, limit, reach)
