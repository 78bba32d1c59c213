"""Exact span F1 while training: the same count as the published protocol (spans of a role, as sets)."""

from __future__ import annotations

import numpy as np

from attribune.nets.decode import likely_spans
from attribune.nets.labels import ROLES, spans_of, tags_of
from training.data import Gold

TEMPERATURE, LEAST = 1.5, 0.4  # as the run time decodes; benchmarks/decoding.py measures others


def decoded(scores: np.ndarray, lengths: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Return the tags of each window (windows × units)."""
    spans = likely_spans(scores, lengths, moves, temperature=TEMPERATURE, least=LEAST)
    tags = np.zeros(scores.shape[:2], np.int64)
    units, guessed_tags, number = tags_of(spans.first, spans.last, spans.role)
    tags[spans.window[number], units] = guessed_tags
    return tags


def exact(golds: list[Gold], predicted: list[np.ndarray]) -> dict[str, float]:
    """F1 of each role, in points, and their mean."""
    scores: dict[str, float] = {}
    for role, name in enumerate(ROLES):
        right = wanted = guesses = 0
        for article, tags in zip(golds, predicted, strict=True):
            true = {s for s in article.spans if s[2] == role}
            ours = {s for s in spans_of(tags) if s[2] == role}
            right, wanted, guesses = right + len(true & ours), wanted + len(true), guesses + len(ours)
        scores[name] = 200 * right / max(1, wanted + guesses)
    scores["mean"] = sum(scores.values()) / 3
    return scores
