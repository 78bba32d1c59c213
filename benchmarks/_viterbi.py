"""The likeliest tag sequence (Viterbi): what decoding span by span is compared with."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from attribune.nets.labels import FORBIDDEN, TAGS, may_end, may_start

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def viterbi(scores: Floats, lengths: Ints, moves: Floats) -> Ints:
    """Return the best allowed tag sequence of each window (windows × units; 0 past a window's length).

    ``scores`` is windows × units × tags, ``moves[a, b]`` the score of tag b after tag a (forbidden ones far below 0).
    """
    count, length, _ = scores.shape
    best = scores[:, 0] + np.where(may_start(), 0, FORBIDDEN).astype(np.float32)
    last = np.where(may_end(), 0, FORBIDDEN).astype(np.float32)
    back = np.zeros((length, count, TAGS), np.int8)
    finals = np.zeros((count, TAGS), np.float32)
    finals[lengths == 1] = best[lengths == 1]
    columns = np.ascontiguousarray(moves.T)[None]
    for at in range(1, length):
        reached = best[:, None, :] + columns  # windows × to × from
        choice = reached.argmax(-1)
        back[at] = choice
        best = np.take_along_axis(reached, choice[..., None], -1)[..., 0] + scores[:, at]
        ended = lengths == at + 1
        if ended.any():
            finals[ended] = best[ended]
    return _trace(back, finals + last, lengths)


def _trace(back: npt.NDArray[np.int8], finals: Floats, lengths: Ints) -> Ints:
    length, count, _ = back.shape
    tags = np.zeros((count, length), np.int64)
    current = finals.argmax(-1)
    rows = np.arange(count)
    for at in range(length - 1, -1, -1):
        inside = at < lengths
        tags[:, at] = np.where(inside, current, 0)
        if at:
            current = np.where(inside, back[at][rows, current], current)
    return tags
