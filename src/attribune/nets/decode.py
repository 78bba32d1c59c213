"""From scores to spans: not the one likeliest tag sequence, but every span that is likely enough to be exactly right.

The likeliest sequence is right as a whole or not at all, which is the wrong thing to ask for when each span counts on
its own: summed over all sequences, the same net's spans are right more often (docs/design/nets.md has the ablation).
All windows of a call are worked on at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from attribune.nets.labels import BEGIN, END, FORBIDDEN, INSIDE, ROLES, SINGLE, may_end, may_start

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SCALED_EVERY = 8  # units after which sums are scaled, so that none of them leaves the range of a double
_TINY = 1e-290


@dataclass(frozen=True, slots=True)
class Likely:
    """Spans found in some windows, by window and begin: the window's number, first unit, one past the last, role.

    ``chance`` is the probability that exactly this span stands there. Spans of a window don't overlap.
    """

    window: Ints
    first: Ints
    last: Ints
    role: Ints
    chance: Floats


def likely_spans(scores: Floats, lengths: Ints, moves: Floats, *, temperature: float, least: float) -> Likely:
    """Return the spans whose probability is above ``least``; of two that overlap the likelier.

    ``scores`` is windows × units × tags (what stands past a window's length isn't read), ``moves[a, b]`` the score of
    tag b after tag a. ``temperature`` divides all scores: a net is surer of itself than it should be.
    """
    moves = np.where(moves > FORBIDDEN / 2, moves / temperature, FORBIDDEN).astype(np.float32)
    scores = scores / np.float32(temperature)
    before, after, whole = _chains(scores, lengths, moves)
    at_unit = before + after - whole[:, None, None]  # log of the probability of each tag
    chains = before, after, at_unit, whole
    by_role = [_of_role(role, scores, moves, chains, np.log(least)) for role in range(len(ROLES))]
    window, first, last, role, chance = (np.concatenate(column) for column in zip(*by_role, strict=True))
    chosen = _without_overlaps(window, first, last, chance)
    return Likely(window[chosen], first[chosen], last[chosen], role[chosen], chance[chosen])


def _chains(scores: Floats, lengths: Ints, moves: Floats) -> tuple[Doubles, Doubles, Doubles]:
    """Logs of the forward and the backward sums at each unit and tag, and of the sum over all sequences.

    Both sums are one recursion, the backward one over each window's units from its end and the moves turned round.
    """
    count, length, _ = scores.shape
    rows = np.arange(count)
    mirrored = np.maximum(lengths - 1 - np.arange(length)[:, None], 0)  # the unit as far from the window's end
    top = scores.max(-1).T
    likely = np.exp(scores.transpose(1, 0, 2) - top[..., None], dtype=np.float64)
    both = np.stack([likely, likely[mirrored, rows]], axis=1)
    steps = np.exp(moves, dtype=np.float64)
    onward = np.stack([steps, steps.T])
    sums = np.empty_like(both)
    sums[0] = np.stack([may_start(), may_end()])[:, None]
    scale = np.zeros((length, count))
    for at in range(1, length):
        np.matmul(sums[at - 1] * both[at - 1], onward, out=sums[at])
        if at % SCALED_EVERY == 0:
            total = sums[at].sum(-1, keepdims=True) + _TINY
            sums[at] /= total
            scale[at] = np.log(total[0, :, 0])
    return _logs(sums[:, 0] * likely, sums[mirrored, 1, rows], np.cumsum(scale + top, axis=0), lengths)


def _logs(before: Doubles, after: Doubles, scale: Doubles, lengths: Ints) -> tuple[Doubles, Doubles, Doubles]:
    """Return windows × units × tags again. The backward sums are scaled so that each unit's tags sum to the whole."""
    last = before[lengths - 1, np.arange(len(lengths))]
    whole = np.log((last * may_end()).sum(-1) + _TINY) + scale[lengths - 1, np.arange(len(lengths))]
    at_unit = np.log((before * after).sum(-1) + _TINY) + scale
    forward = np.log(before + _TINY) + scale[..., None]
    behind = np.log(after + _TINY) + (whole - at_unit)[..., None]
    behind[np.arange(len(after))[:, None] >= lengths] = FORBIDDEN  # past a window's end there is nothing
    return forward.transpose(1, 0, 2), behind.transpose(1, 0, 2), whole


def _of_role(
    role: int, scores: Floats, moves: Floats, chains: tuple[Doubles, Doubles, Doubles, Doubles], least_log: float
) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """Return candidates of one role.

    A span is at most as likely as its begin and as its end, so few pairs are looked at.
    """
    before, after, at_unit, whole = chains
    begin, inside, end, single = (1 + 4 * role + position for position in (BEGIN, INSIDE, END, SINGLE))
    alone = at_unit[..., single]
    window, first = np.nonzero(alone > least_log)
    begins, ends = at_unit[..., begin] > least_log, at_unit[..., end] > least_log
    pairs_first, pairs_last = _pairs(begins, ends)
    at, i, j = pairs_first[0], pairs_first[1], pairs_last
    steps = scores[..., inside] + moves[inside, inside]
    total = np.cumsum(steps, axis=1, dtype=np.float64)
    middle = moves[begin, inside] - moves[inside, inside] + (total[at, j - 1] - total[at, i]) + moves[inside, end]
    between = np.where(j == i + 1, moves[begin, end], middle)
    logs = before[at, i, begin] + between + scores[at, j, end] + after[at, j, end] - whole[at]
    good = logs > least_log
    chance = np.exp(np.minimum(np.concatenate([alone[window, first], logs[good]]), 0)).astype(np.float32)
    windows, firsts = np.concatenate([window, at[good]]), np.concatenate([first, i[good]])
    return windows, firsts, np.concatenate([first + 1, j[good] + 1]), np.full(len(chance), role), chance


def _pairs(begins: npt.NDArray[np.bool_], ends: npt.NDArray[np.bool_]) -> tuple[tuple[Ints, Ints], Ints]:
    """Return every begin with every later end of its window."""
    window, first = np.nonzero(begins)
    end_window, end = np.nonzero(ends)
    length = begins.shape[1]
    keys = end_window * length + end
    low = np.searchsorted(keys, window * length + first, side="right")
    high = np.searchsorted(keys, (window + 1) * length)
    counts = high - low
    begin_of = np.repeat(np.arange(len(first)), counts)
    offset = np.arange(len(begin_of)) - np.repeat(np.cumsum(counts) - counts, counts)
    return (window[begin_of], first[begin_of]), end[low[begin_of] + offset]


def _without_overlaps(window: Ints, first: Ints, last: Ints, chance: Floats) -> Ints:
    """Return numbers of the spans kept, in order of place: where two overlap the likelier one stands."""
    order = np.lexsort((first, window))
    chosen: list[int] = []
    for number in order.tolist():
        if chosen and window[chosen[-1]] == window[number] and last[chosen[-1]] > first[number]:
            if chance[number] <= chance[chosen[-1]]:
                continue
            chosen.pop()
        chosen.append(number)
    return np.array(chosen, np.int64)
