"""From tagged units to relations: which content hangs on which cue, and which source speaks.

Content picks one of the cues near it; a cue picks one of the sources near it, or none. All spans of all texts at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from attribune.nets.labels import CONTENT, CUE, SOURCE
from attribune.nets.pairs import pair_features

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

NEAR = 5  # candidates looked at on each side; 99.9% of gold partners are among them
FAR = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """The learned weights of pairs: a table over pair features for each choice, and the score of "no source"."""

    content_cue: Floats
    cue_source: Floats
    no_source: float


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans in text order: first unit, one past the last, role, paragraph."""

    start: Ints
    end: Ints
    role: Ints
    paragraph: Ints


@dataclass(frozen=True, slots=True)
class Links:
    """For each span the number of the span it picked (-1: none) and the probability of that choice."""

    partner: Ints
    chance: Floats


def link(spans: Spans, vectors: Floats, weights: LinkWeights) -> Links:
    """Choose partners. ``vectors`` holds four link vectors a unit: content query, cue key, cue query, source key."""
    partner = np.full(len(spans.start), -1, np.int32)
    chance = np.ones(len(spans.start), np.float32)
    content_query, cue_key, cue_query, source_key = np.split(vectors, 4, axis=1)
    for chooser, chosen, query, key, table, none in (
        (CONTENT, CUE, content_query, cue_key, weights.content_cue, None),
        (CUE, SOURCE, cue_query, source_key, weights.cue_source, weights.no_source),
    ):
        left, right = np.flatnonzero(spans.role == chooser), np.flatnonzero(spans.role == chosen)
        if len(left) and len(right):
            pair = _pooled(spans, left, query), _pooled(spans, right, key)
            partner[left], chance[left] = _choose(spans, left, right, pair, table, none)
    return Links(partner, chance)


def _pooled(spans: Spans, chosen: Places, vectors: Floats) -> Floats:
    """Return the mean vector of each chosen span."""
    start = spans.start[chosen]
    length = spans.end[chosen] - start
    first = np.cumsum(length) - length
    inside = np.arange(int(length.sum())) + np.repeat(start - first, length)
    pooled: Floats = (np.add.reduceat(vectors[inside], first, axis=0) / length[:, None]).astype(np.float32)
    return pooled


def _choose(
    spans: Spans, left: Places, right: Places, pair: tuple[Floats, Floats], table: Floats, none: float | None
) -> tuple[Ints, Floats]:
    """Return the partner and its probability for each span of ``left``; ``pair`` are the vectors of both sides."""
    query, key = pair
    place = np.searchsorted(right, left)[:, None] + np.arange(-NEAR, NEAR)[None]
    there = (place >= 0) & (place < len(right))
    place = np.clip(place, 0, len(right) - 1)
    candidate = right[place]
    a = left[:, None]
    there &= np.abs(spans.paragraph[candidate] - spans.paragraph[a]) <= 1
    after = candidate > a
    rank = np.cumsum(spans.role == spans.role[left[0]])
    own = np.abs(rank[candidate] - rank[a]) - ~after
    steps = np.arange(-NEAR, NEAR)[None]
    other = np.where(after, steps, -1 - steps)
    same = (spans.paragraph[candidate] == spans.paragraph[a]).astype(np.int32)
    rows = pair_features(
        (spans.start[a], spans.end[a]), (spans.start[candidate], spans.end[candidate]),
        np.maximum(own, 0), np.broadcast_to(other, own.shape), same,
    )  # fmt: skip
    scores = np.einsum("id,ijd->ij", query, key[place]) * np.float32(query.shape[1] ** -0.5)
    scores = np.where(there, scores + table[rows].sum(-1), FAR)
    return _picked(scores.astype(np.float32), candidate, none)


def _picked(scores: Floats, candidate: Places, none: float | None) -> tuple[Ints, Floats]:
    if none is not None:
        scores = np.concatenate([scores, np.full((len(scores), 1), none, np.float32)], axis=1)
        candidate = np.concatenate([candidate, np.full((len(candidate), 1), -1, candidate.dtype)], axis=1)
    best = scores.argmax(1)
    rows = np.arange(len(scores))
    top = scores[rows, best]
    chance = 1 / np.exp(np.maximum(scores - top[:, None], -80)).sum(1)
    partner = np.where(top > FAR / 2, candidate[rows, best], -1)
    return partner.astype(np.int32), chance.astype(np.float32)
