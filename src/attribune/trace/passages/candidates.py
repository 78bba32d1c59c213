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

    def chosen(self, rows: Any) -> Seeds:
        """Return some rows: an array of their numbers or of truth values, or a slice."""
        columns = self.earlier, self.later, self.earlier_places, self.later_places, self.frequency
        return Seeds(*(column[rows] for column in columns))

    def of_pairs(self, which: Any) -> Seeds:
        """Return the places of some pairs: ``which`` is True for these."""
        return self.chosen(np.repeat(which, np.diff(np.r_[self.begins(), len(self)])))

    def begins(self) -> Any:
        """Return where the places of each pair of texts begin."""
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero(changes(self.earlier) | changes(self.later))

    def pairs(self, begins: Any) -> list[tuple[int, int]]:
        """Return the earlier and the later text of each pair."""
        return list(zip(self.earlier[begins].tolist(), self.later[begins].tolist(), strict=True))

    def mean_frequencies(self, begins: Any) -> Any:
        """Return of each pair how many texts have its fingerprints: the harmonic mean."""
        if not len(self):
            return np.zeros(0)
        return np.diff(np.r_[begins, len(self)]) / np.add.reduceat(1.0 / self.frequency, begins)


def few_places(postings: Postings, repeats: int) -> Postings:
    """Return the first places of each fingerprint in each text, sorted by hash, text and place."""
    order = np.lexsort((postings.places, postings.texts, postings.hashes))
    hashes, texts, places = postings.hashes[order], postings.texts[order], postings.places[order]
    fresh_text = changes(hashes) | changes(texts)
    rank = np.arange(len(hashes)) - np.flatnonzero(fresh_text)[np.cumsum(fresh_text) - 1] if len(hashes) else hashes
    few = rank < repeats
    return Postings(hashes[few], texts[few], places[few])


def frequencies(postings: Postings) -> Any:
    """Return for each of sorted postings how many texts have its hash."""
    if not len(postings):
        return np.zeros(0, dtype=np.int64)
    groups = np.cumsum(changes(postings.hashes)) - 1
    fresh_text = changes(postings.hashes) | changes(postings.texts)
    return np.bincount(groups, weights=fresh_text).astype(np.int64)[groups]


def joined_places(postings: Postings) -> Seeds:
    """Return the places of sorted postings that two texts share, in no order: of common ones stars."""
    texts, places, frequency = postings.texts, postings.places, frequencies(postings)
    one, two = _pairs(postings.hashes, frequency)
    different = texts[one] != texts[two]
    one, two = one[different], two[different]
    return Seeds(texts[one], texts[two], places[one], places[two], frequency[one])


def counted_twice(postings: Postings) -> Postings:
    """Return the postings whose hash's bucket is met at least twice; hashes that stand once share one now and then."""
    hashes = postings.hashes
    bits = min(MOST_FILTER_BITS, max(FILTER_BITS, len(hashes).bit_length() + 2))
    seen = np.zeros(1 << bits, dtype=bool)
    again = np.zeros(1 << bits, dtype=bool)

    def pieces() -> Iterator[Any]:  # the buckets of all hashes at once would be as large as these
        for low in range(0, len(hashes), PIECE):
            yield (hashes[low : low + PIECE] >> np.uint64(64 - bits)).astype(np.int64)

    for piece in map(np.sort, pieces()):
        again[piece[seen[piece]]] = True
        again[piece[1:][piece[1:] == piece[:-1]]] = True
        seen[piece] = True
    kept = np.flatnonzero(np.concatenate([np.zeros(0, dtype=bool), *(again[piece] for piece in pieces())]))
    return Postings(hashes[kept], postings.texts[kept], postings.places[kept])


def changes(values: Any) -> Any:
    """True where a sorted array has another value than before."""
    fresh = np.ones(len(values), dtype=bool)
    fresh[1:] = values[1:] != values[:-1]
    return fresh


def _pairs(hashes: Any, frequency: Any) -> tuple[Any, Any]:
    """Indices of two postings of one hash: of rare ones all pairs, of common ones each with the first."""
    if not len(hashes):
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    groups = np.cumsum(changes(hashes)) - 1
    sizes = np.bincount(groups)
    ends = np.cumsum(sizes)
    places = np.arange(len(groups))
    large = frequency > COMMON
    following = np.where(large | (frequency < 2), 0, ends[groups] - places - 1)
    one = np.repeat(places, following)
    two = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(following) - following, following)
    rays = np.flatnonzero(large)
    centres = (ends - sizes)[groups[rays]]
    return np.concatenate([one, centres]), np.concatenate([two, rays])


def likeliest(seeds: Seeds) -> Seeds:
    """Keep of each later text the ``EARLIER`` earlier ones that share the rarest fingerprints with it, and sort."""
    one, two, one_places, two_places = seeds.earlier, seeds.later, seeds.earlier_places, seeds.later_places
    order = np.lexsort((two_places, one_places, two, one))
    one, two, one_places, two_places, frequency = (
        x[order] for x in (one, two, one_places, two_places, seeds.frequency)
    )
    if not len(one):
        return Seeds(one, two, one_places, two_places, frequency)
    begins = np.flatnonzero(changes(one) | changes(two))
    pair = np.cumsum(changes(one) | changes(two)) - 1
    weight = np.add.reduceat(1.0 / frequency, begins)
    later = two[begins]
    ranked = np.lexsort((one[begins], -weight, later))
    fresh = changes(later[ranked])
    rank = np.arange(len(ranked)) - np.flatnonzero(fresh)[np.cumsum(fresh) - 1]
    kept = np.zeros(len(begins), dtype=bool)
    kept[ranked[rank < EARLIER]] = True
    stays = kept[pair]
    return Seeds(one[stays], two[stays], one_places[stays], two_places[stays], frequency[stays])
