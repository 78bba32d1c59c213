"""Features of a pair of spans besides their vectors: distance, and what is between them.

The same features are used in training and at run time.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]

_STEPS = np.array([1, 2, 3, 4, 5, 7, 10, 15, 22, 32, 48, 80])
DISTANCES = 2 * (len(_STEPS) + 1)
BETWEEN = 4
PAIR_ROWS = DISTANCES + 2 * BETWEEN + 2


def pair_features(
    first: tuple[Ints, Ints], cue: tuple[Ints, Ints], between_first: Ints, between_cue: Ints, same_paragraph: Ints
) -> Ints:
    """Return rows of the learned table, four for each pair (last axis).

    ``first`` and ``cue`` are starts and ends of the two spans in units; ``between_*`` count the other spans of either
    role that begin between the two.
    """
    after = cue[0] >= first[1]
    gap = np.where(after, cue[0] - first[1], first[0] - cue[1])
    step = np.searchsorted(_STEPS, np.maximum(gap, 0), side="right")
    rows = [
        step + np.where(after, 0, len(_STEPS) + 1),
        DISTANCES + np.minimum(between_first, BETWEEN - 1),
        DISTANCES + BETWEEN + np.minimum(between_cue, BETWEEN - 1),
        DISTANCES + 2 * BETWEEN + same_paragraph,
    ]
    return np.stack(rows, axis=-1)
