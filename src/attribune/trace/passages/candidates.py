"""Which articles may share a passage: a join over fingerprints, in the order of time.

Texts are numbered by time, so of two texts the lower number is the earlier. A count filter drops the fingerprints
that stand once, which are nine of ten, before anything is sorted. A fingerprint of up to ``COMMON`` texts joins each
two of them; one of more texts is linked as a star, each to the first text that has it: that is the likeliest source of
that wording, and the work stays linear in the copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from attribune.trace.passages.fingerprints import Postings

COMMON = 40  # texts that have a fingerprint; above it is linked as a star
REPEATS = 2  # places of one fingerprint in one text that are looked at
QUOTED_REPEATS = 8  # the same in quotations: an article quotes a striking phrase again and again
EARLIER = 24  # earlier texts that are aligned with one text, those that share the rarest fingerprints
FILTER_BITS = 24  # of the table that counts fingerprints; grows with them
MOST_FILTER_BITS = 28
PIECE = 1 << 16  # hashes that are counted together


@dataclass(frozen=True)
class Seeds:
    """Places that two texts share: text and place of the earlier and the later, sorted by these four."""

    earlier: Any
    later: Any
    earlier_places: Any
    later_places: Any
    frequency: Any  # how many texts have the fingerprint

    def __len__(self) -> int:
        return len(self.earlier)

    def begins(self) -> Any:
        """Return where the places of each pair of texts begin."""
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero(_changes(self.earlier) | _changes(self.later))

    def mean_frequencies(self, begins: Any) -> Any:
        """Return of each pair how many texts have its fingerprints: the harmonic mean."""
        if not len(self):
            return np.zeros(0)
        return np.diff(np.r_[begins, len(self)]) / np.add.reduceat(1.0 / self.frequency, begins)


def shared_places(postings: Postings, repeats: int = REPEATS) -> Seeds:
    """Return the places that candidate pairs share. Linear in the postings but for their sort."""
    kept = _counted_twice(postings.hashes)
    hashes, texts, places = (values[kept] for values in (postings.hashes, postings.texts, postings.places))
    order = np.lexsort((places, texts, hashes))
    hashes, texts, places = hashes[order], texts[order], places[order]
    fresh_text = _changes(hashes) | _changes(texts)
    rank = np.arange(len(hashes)) - np.flatnonzero(fresh_text)[np.cumsum(fresh_text) - 1] if len(hashes) else hashes
    few = rank < repeats
    hashes, texts, places, fresh_text = hashes[few], texts[few], places[few], fresh_text[few]
    groups = np.cumsum(_changes(hashes)) - 1 if len(hashes) else np.zeros(0, dtype=np.int64)
    frequency = np.bincount(groups, weights=fresh_text).astype(np.int64) if len(groups) else groups
    one, two = _pairs(groups, frequency)
    different = texts[one] != texts[two]
    one, two = one[different], two[different]
    return _likeliest(texts[one], texts[two], places[one], places[two], frequency[groups[one]])


def _counted_twice(hashes: Any) -> Any:
    """Return the indices of hashes whose bucket is met at least twice; hashes that stand once
    share one now and then.
    """
    bits = min(MOST_FILTER_BITS, max(FILTER_BITS, len(hashes).bit_length() + 2))
    seen = np.zeros(1 << bits, dtype=bool)
    again = np.zeros(1 << bits, dtype=bool)

    def pieces() -> Iterator[Any]:  # the buckets of all hashes at once would be as large as these
        for low in range(0, len(hashes), PIECE):
            yield (hashes[low : low + PIECE] >> np.uint64(64 - bits)).astype(np.int64)

    for piece in pieces():  # within one, what numpy writes last stays
        first = np.zeros(len(piece), dtype=bool)
        first[np.unique(piece, return_index=True)[1]] = True
        again[piece[seen[piece] | ~first]] = True
        seen[piece] = True
    return np.flatnonzero(np.concatenate([np.zeros(0, dtype=bool), *(again[piece] for piece in pieces())]))


def _changes(values: Any) -> Any:
    """True where a sorted array has another value than before."""
    fresh = np.ones(len(values), dtype=bool)
    fresh[1:] = values[1:] != values[:-1]
    return fresh


def _pairs(groups: Any, frequency: Any) -> tuple[Any, Any]:
    """Indices of two postings of one group: of small groups all pairs, of large ones each with the first."""
    if not len(groups):
        return groups, groups
    sizes = np.bincount(groups)
    ends = np.cumsum(sizes)
    places = np.arange(len(groups))
    large = frequency[groups] > COMMON
    following = np.where(large | (frequency[groups] < 2), 0, ends[groups] - places - 1)
    one = np.repeat(places, following)
    two = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(following) - following, following)
    rays = np.flatnonzero(large)
    centres = (ends - sizes)[groups[rays]]
    return np.concatenate([one, centres]), np.concatenate([two, rays])


def _likeliest(one: Any, two: Any, one_places: Any, two_places: Any, frequency: Any) -> Seeds:
    """Keep of each later text the ``EARLIER`` earlier ones that share the rarest fingerprints with it."""
    order = np.lexsort((two_places, one_places, two, one))
    one, two, one_places, two_places, frequency = (x[order] for x in (one, two, one_places, two_places, frequency))
    if not len(one):
        return Seeds(one, two, one_places, two_places, frequency)
    begins = np.flatnonzero(_changes(one) | _changes(two))
    pair = np.cumsum(_changes(one) | _changes(two)) - 1
    weight = np.add.reduceat(1.0 / frequency, begins)
    later = two[begins]
    ranked = np.lexsort((one[begins], -weight, later))
    fresh = _changes(later[ranked])
    rank = np.arange(len(ranked)) - np.flatnonzero(fresh)[np.cumsum(fresh) - 1]
    kept = np.zeros(len(begins), dtype=bool)
    kept[ranked[rank < EARLIER]] = True
    stays = kept[pair]
    return Seeds(one[stays], two[stays], one_places[stays], two_places[stays], frequency[stays])
