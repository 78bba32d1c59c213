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


def may_be_same(seeds: Seeds, postings: Postings) -> Any:
    """Return for each pair of ``seeds`` False where no quotation of one can be the same utterance as one of the other.

    ``postings`` are all fingerprints of the quotations, by text and place. Where texts agree up to the mark at an end
    of a quotation they may agree beyond it, in a next quotation whose own fingerprints are too common to be seeds.
    """
    begins = seeds.begins()
    if not len(seeds):
        return np.zeros(0, dtype=bool)
    rows = (postings.texts.astype(np.int64) << 32) | postings.places
    part = np.cumsum(np.diff(rows, prepend=-2) != 1) - 1  # the windows of one quotation stand side by side
    sizes = np.bincount(part)
    ends = np.cumsum(sizes)
    pair = np.repeat(np.arange(len(begins)), np.diff(np.r_[begins, len(seeds)]))
    one, two = (
        np.searchsorted(rows, (texts.astype(np.int64) << 32) | places)
        for texts, places in ((seeds.earlier, seeds.earlier_places), (seeds.later, seeds.later_places))
    )
    order = np.lexsort((two, two - one, pair))
    one, two, pair = one[order], two[order], pair[order]
    fresh = changes(pair) | changes(two - one) | changes(part[one]) | changes(part[two])
    fresh[1:] |= np.diff(two) != 1
    heads = np.flatnonzero(fresh)
    tails = np.r_[heads[1:], len(one)] - 1
    mine, theirs, owner = part[one[heads]], part[two[heads]], pair[heads]
    before = np.minimum(one[heads] - (ends - sizes)[mine], two[heads] - (ends - sizes)[theirs])
    after = np.minimum(ends[mine] - 1 - one[tails], ends[theirs] - 1 - two[tails])
    back = _agreeing(postings.hashes, one[heads], two[heads], before, -1)
    on = _agreeing(postings.hashes, one[tails], two[tails], after, 1)
    length = tails - heads + back + on + QUOTED_RUN
    shortest = np.minimum(sizes[mine], sizes[theirs]) + QUOTED_RUN - 1
    found = np.zeros(len(begins), dtype=bool)
    found[owner[(length >= SURELY) | (back == before) | (on == after)]] = True
    by_part = np.lexsort((theirs, mine, owner))
    first = np.flatnonzero(changes(owner[by_part]) | changes(mine[by_part]) | changes(theirs[by_part]))
    enough = np.add.reduceat(length[by_part], first) >= ALIKE * shortest[by_part][first]
    found[owner[by_part][first[enough]]] = True
    return found


def _agreeing(hashes: Any, one: Any, two: Any, limit: Any, way: int) -> Any:
    """Return how many fingerprints agree beyond two places, at most ``limit``; ``limit`` itself where it's many."""
    reach = np.zeros(len(one), dtype=np.int64)
    left = np.flatnonzero(limit > 0)
    for step in range(1, SURELY):
        left = left[limit[left] >= step]
        left = left[hashes[one[left] + way * step] == hashes[two[left] + way * step]]
        reach[left] = step
    return np.where(reach == SURELY - 1, limit, reach)
