"""From whom an article has its words: several parents, each for other passages.

A parent is an article that is surely earlier. An article is read as copied piece by piece, each piece from one of the
candidates: a letter that a candidate doesn't have costs one, an edit (a cut, an insertion, a change, a move) costs
``EVENT``, going over to another candidate ``SWITCH``. The cheapest reading (Viterbi, as in the copying model of Li and
Stephens 2003) names the parents. How much cheaper it is than the same with another candidate says how sure that is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, log1p
from typing import Any, NamedTuple

import numpy as np

from attribune.trace.folded_article import FoldedArticle
from attribune.trace.passages.alignment import Aligned

EVENT = 14.0  # letters and digits that one edit weighs: two or three words
SWITCH = 38.0  # what going over to another parent weighs: nearly three edits
CREDIT, LINK = 20.0, 40.0  # what a credit line or a link that names a candidate weighs
SPREAD = 10.0  # letters and digits by which a candidate is e times as likely as another
LEAST_UNUSED = 40  # letters and digits of a parent's beginning or end that count as a cut
LEAST_EXPLAINED = 60  # letters and digits that a parent must have of an article
PIECE, MOST_PIECES = 12, 600  # letters and digits of the pieces that have one parent each; longer ones of long texts


UNDONE = 2  # edits of a likely parent that its child doesn't have, from which on both had them from somebody else
LEAST_CONFIDENCE = 0.1  # of a parent that is named
# constant, log odds, several parents, share explained, comes back, edits, how many further parents
WEIGHTS = (-0.41, 0.43, 1.16, 3.72, -0.94, -0.71, -1.46)
ONE_EDIT = 3  # pieces over which one edit may be spread
Above = Mapping[int, Sequence["Parent"]]
_NOBODY: Above = {}


@dataclass(frozen=True, slots=True)
class Parent:
    """A likely parent: its number, how sure it is, and how many characters of the article it explains."""

    text: int
    confidence: float
    explained: int
    beyond: int | None = None  # where both have the words from an unseen article: the nearest earlier one that is seen


class _Likely(NamedTuple):
    """A parent before it is known how many there are."""

    text: int
    explained: int
    beyond: int | None
    signs: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier text: which characters of an article it has, and where among them the edits lie."""

    text: int
    cover: Any
    events: tuple[int, ...]
    bonus: float


def candidate(text: int, view: FoldedArticle, size: int, passages: Sequence[Aligned], bonus: float) -> Candidate:
    """Return a candidate for an article of ``size`` characters; ``view`` is the candidate's."""
    cover = np.zeros(size, dtype=bool)
    events: list[int] = []
    for passage in passages:
        for block in (*passage.chain, *passage.moved):
            cover[block.later : block.later + block.length] = True
        events += [block.later for block in passage.chain[1:]]
        events += [block.later for block in passage.moved]
        events.append(passage.later_span[0])
    events.remove(min(passage.later_span[0] for passage in passages))
    first = min(passages, key=lambda one: one.earlier_span)
    last = max(passages, key=lambda one: one.earlier_span[1])
    if first.earlier_span[0] > LEAST_UNUSED:
        events.append(first.later_span[0])
    if view.size - last.earlier_span[1] > LEAST_UNUSED:
        events.append(last.later_span[1] - 1)
    return Candidate(text, cover, tuple(events), bonus)


def parents(candidates: Sequence[Candidate], size: int, own: Any = None, above: Above = _NOBODY) -> list[Parent]:
    """Return the likeliest parents of an article, the one that explains most first.

    ``own``: the characters that it has from an earlier version of itself, or that are its outlet's own lines.
    ``above`` has the parents of earlier texts.
    """
    keep = np.ones(size, dtype=bool) if own is None else ~own
    left = [one for one in candidates if int((one.cover & keep).sum()) >= LEAST_EXPLAINED]
    if not left:
        return []
    costs, covered = _costs(left, size, keep)
    path = _cheapest(costs)
    turns = np.flatnonzero(np.r_[True, path[1:] != path[:-1]])
    found: list[_Likely] = []
    for state in sorted(set(path.tolist())):
        here = path == state
        explained = int(covered[here, state].sum())
        if explained < LEAST_EXPLAINED:
            continue
        each = costs[here].sum(axis=0)
        likely = np.exp(-np.minimum(60.0, (each - each[state]) / SPREAD))
        beyond = _beyond(costs[here], state, [one.text for one in left], above)
        turned = int((path[turns] == state).sum())
        edits = max(0.0, float(costs[here, state].sum()) / EVENT)
        signs = (_log_odds(float(1 / likely.sum())), min(1.0, explained / size), log1p(edits), float(turned > 1))
        found.append(_Likely(left[state].text, explained, beyond, signs))
    several = min(len(found), 3) - 1
    shown = [Parent(one.text, _confidence(one.signs, several), one.explained, one.beyond) for one in found]
    shown = [one for one in shown if one.confidence >= LEAST_CONFIDENCE]
    return sorted(shown, key=lambda one: (-one.explained, one.text))


def _log_odds(share: float) -> float:
    share = min(max(share, 0.01), 0.995)
    return log(share / (1 - share))


def _confidence(signs: tuple[float, float, float, float], several: int) -> float:
    """The share of such parents that are right: a logistic regression on the generator's seeds 1 to 4, clean and noisy.

    ``signs``: the log odds against the other candidates, the share of the article that the parent explains, the
    logarithm of the edits, and whether the reading comes back to it; ``several``: further parents, at most two.
    """
    given = (1.0, signs[0], float(several > 0), signs[1], signs[3], signs[2], float(several))
    return 1 / (1 + exp(-sum(weight * value for weight, value in zip(WEIGHTS, given, strict=True))))


def _beyond(costs: Any, state: int, texts: Sequence[int], above: Above) -> int | None:
    """The parent of a likely parent, where the article has its words and not the likely parent's edits of them.

    ``costs`` are of the pieces that the likely parent explains. An article that shares edits with another, and has
    undone others of the same, copied neither it nor its parent: both copied one that isn't seen.
    """
    for parent in above.get(texts[state], ()):
        if parent.text in texts:
            other = costs[:, texts.index(parent.text)]
            signs = _edits_apart(costs[:, state] - other)
            mixed = sum(one != two for one, two in pairwise(signs)) >= 2  # else it has a piece from each of the two
            if mixed and signs.count(1) >= UNDONE and signs.count(-1) >= UNDONE:
                return parent.text
    return None


def _edits_apart(differences: Any) -> list[int]:
    """1 where only the first has an edit, -1 where only the second has one; one edit seen in two pieces is none."""
    found: list[tuple[int, int]] = []
    for place in np.flatnonzero(np.abs(differences) > EVENT - 2).tolist():
        sign = 1 if differences[place] > 0 else -1
        if found and found[-1][1] == -sign and place - found[-1][0] <= ONE_EDIT:
            found.pop()
        else:
            found.append((place, sign))
    return [sign for _, sign in found]


def _costs(left: Sequence[Candidate], size: int, keep: Any) -> tuple[Any, Any]:
    """What each piece costs by each candidate, and how many of its characters the candidate has."""
    piece = max(PIECE, -(-size // MOST_PIECES))
    count = -(-size // piece)
    costs, covered = np.zeros((count, len(left))), np.zeros((count, len(left)))
    starts = np.arange(count) * piece
    for column, one in enumerate(left):
        covered[:, column] = np.add.reduceat((one.cover & keep).astype(np.int64), starts)
        costs[:, column] = np.add.reduceat((~one.cover & keep).astype(np.int64), starts) - one.bonus / count
        places = np.array([at for at in one.events if keep[min(at, size - 1)]], dtype=np.int64)
        np.add.at(costs[:, column], np.minimum(places, size - 1) // piece, EVENT)
    return costs, covered


def _cheapest(costs: Any) -> Any:
    """The candidate of each piece in the cheapest reading; of equal ones the earliest."""
    count, states = costs.shape
    back = np.zeros((count, states), dtype=np.int64)
    total = costs[0].copy()
    for row in range(1, count):
        best = int(total.argmin())
        stays = total <= total[best] + SWITCH
        back[row] = np.where(stays, np.arange(states), best)
        total = np.where(stays, total, total[best] + SWITCH) + costs[row]
    path = np.zeros(count, dtype=np.int64)
    path[-1] = int(total.argmin())
    for row in range(count - 1, 0, -1):
        path[row - 1] = back[row, path[row]]
    return path
