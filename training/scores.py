"""Exact span F1 while training: the same count as the published protocol (spans of a role, as sets)."""

from __future__ import annotations

import numpy as np

from attribune.nets.decode import likely_spans
from attribune.nets.labels import ROLES, spans_of, tags_of
from training.data import Gold

WARMTH, LEAST = 1.5, 0.4  # as the run time decodes; benchmarks/decoding.py measures others


def decoded(scores: np.ndarray, lengths: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """The tags of each window (windows × units)."""
    found = likely_spans(scores, lengths, moves, warmth=WARMTH, least=LEAST)
    tags = np.zeros(scores.shape[:2], np.int64)
    units, given, number = tags_of(found.first, found.last, found.role)
    tags[found.window[number], units] = given
    return tags


def exact(golds: list[Gold], predicted: list[np.ndarray]) -> dict[str, float]:
    """F1 of each role, in points, and their mean."""
    found: dict[str, float] = {}
    for role, name in enumerate(ROLES):
        right = wanted = given = 0
        for article, tags in zip(golds, predicted, strict=True):
            true = {s for s in article.spans if s[2] == role}
            ours = {s for s in spans_of(tags) if s[2] == role}
            right, wanted, given = right + len(true & ours), wanted + len(true), given + len(ours)
        found[name] = 200 * right / max(1, wanted + given)
    found["mean"] = sum(found.values()) / 3
    return found
