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

from attribune.trace.passages.alignment import Aligned
from attribune.trace.texts.folded_article import FoldedArticle

EVENT = 14.0  # letters and digits that one edit weighs: two or three words
SWITCH = 32.0  # what going over to another parent weighs: more than two edits
DELAY, USUAL = 2.0, 2.0  # what the time since a candidate weighs: little, so that it only decides between equal ones
TIE = 5.0  # letters and digits by which two candidates may differ and be equal
CREDIT, LINK = 20.0, 40.0  # what a credit line or a link that names a candidate weighs
SPREAD = 10.0  # letters and digits by which a candidate is e times as likely as another
LEAST_UNUSED = 40  # letters and digits of a parent's beginning or end that count as a cut
LEAST_EXPLAINED = 60  # letters and digits that a parent must have of an article
PIECE, MOST_PIECES = 12, 600  # letters and digits of the pieces that have one parent each; longer ones of long texts
UNDONE = 2  # edits of a likely parent that its child doesn't have, from which on both had them from somebody else
LEAST_CONFIDENCE = 0.25  # of a parent that is named
LEAST_FURTHER = 0.4  # of further parents: the best F1 takes what is more likely than half of that F1
NEAR_EDIT = 15  # letters and digits around an edit in which another candidate has the article's own words
MOST_CONTRARY, MOST_RIVAL = 4, 4.0  # beyond which more say nothing more
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


class Signs(NamedTuple):
    """What says how likely a parent is the right one; the weights are a logistic regression's (``SIGNS``)."""

    odds: float  # log odds against the other candidates for the same pieces
    share: float  # of the article that the parent explains
    edits: float  # the logarithm of one and the edits
    back: float  # 1 where the reading comes back to it
    contrary: float  # edits where another candidate has the article's words: as if both had them from elsewhere
    undone: float  # 1 where the article lacks edits of the parent
    above: float  # 1 where the parent's own parent is another parent of the article
    choice: float  # the logarithm of one and the candidates
    rival: float  # edits that an article of unknown order needs more than the parent, below zero if less
    rivals: float  # 1 where there is such an article
    several: float = 0.0  # 1 where there are further parents
    further: float = 0.0  # how many, at most two
    late: float = 0.0  # the logarithm of one and the hours since the parent
    ties: float = 0.0  # the logarithm of one and the other candidates for which the same pieces cost as much
    open: float = 0.0  # share of the article's possible sources whose time doesn't say whether they were first


class _Likely(NamedTuple):
    """A parent before it is known how many there are."""

    text: int
    explained: int
    beyond: int | None
    signs: Signs


# Fitted by ``./run bench lineage --fit`` on seeds 1 to 10 of both generators, clean and noisy.
CONSTANT = -1.33
SIGNS = Signs(odds=0.37, share=2.34, edits=-0.03, back=-0.83, contrary=-0.42, undone=-1.25, above=-1.31, choice=0.74,
              rival=0.35, rivals=-1.45, several=-0.17, further=-0.09, late=-0.54, ties=-1.04, open=-1.05)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier text: which characters of an article it has, and where among them the edits lie."""

    text: int
    cover: Any
    events: tuple[int, ...]
    bonus: float
    hours: float = 0.0


def candidate(
    text: int,
    view: FoldedArticle,
    size: int,
    passages: Sequence[Aligned],
    bonus: float,
    furniture: Any = None,
    hours: float = 0.0,
) -> Candidate:
    """Return a candidate for an article of ``size`` characters; ``view`` is the candidate's.

    ``furniture``: the candidate's characters that are its outlet's own lines. Leaving these out is no cut.
    ``hours``: how much earlier it is; of equal candidates a near one is likelier, as news is copied while it is new.
    """
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
    if _news(furniture, 0, first.earlier_span[0]) > LEAST_UNUSED:
        events.append(first.later_span[0])
    if _news(furniture, last.earlier_span[1], view.size) > LEAST_UNUSED:
        events.append(last.later_span[1] - 1)
    return Candidate(text, cover, tuple(events), bonus - DELAY * log1p(hours / USUAL), hours)


def _news(furniture: Any, start: int, end: int) -> int:
    """Return how many characters between two places are no outlet's own lines."""
    return end - start - (0 if furniture is None else int(furniture[start:end].sum()))


def parents(
    candidates: Sequence[Candidate],
    size: int,
    own: Any = None,
    above: Above = _NOBODY,
    rivals: Sequence[Candidate] = (),
) -> list[Parent]:
    """Return the likeliest parents of an article, the one that explains most first.

    ``own``: the characters that it has from an earlier version of itself, or that are its outlet's own lines.
    ``above`` has the parents of earlier texts. ``rivals`` share its words, and it can't be told which was first.
    """
    likely = likely_parents(candidates, size, own, above, rivals)
    shown = [Parent(one.text, _confidence(one.signs), one.explained, one.beyond) for one in likely]
    first = max((one.confidence for one in shown), default=0.0)
    shown = [one for one in shown if one.confidence >= (LEAST_CONFIDENCE if one.confidence == first else LEAST_FURTHER)]
    return sorted(shown, key=lambda one: (-one.explained, one.text))


def likely_parents(
    candidates: Sequence[Candidate], size: int, own: Any, above: Above, rivals: Sequence[Candidate]
) -> list[_Likely]:
    """Return the parents of the cheapest reading with their signs."""
    keep = np.ones(size, dtype=bool) if own is None else ~own
    left = [one for one in candidates if int((one.cover & keep).sum()) >= LEAST_EXPLAINED]
    if not left:
        return []
    costs, covered = _costs(left, size, keep)
    against = _costs(rivals, size, keep)[0] if rivals else np.zeros((len(costs), 0))
    path = _cheapest(costs)
    texts = [one.text for one in left]
    turns = path[np.flatnonzero(np.r_[True, path[1:] != path[:-1]])].tolist()
    found: list[_Likely] = []
    for state in sorted(set(turns)):
        here = path == state
        explained = int(covered[here, state].sum())
        if explained < LEAST_EXPLAINED:
            continue
        each = costs[here].sum(axis=0)
        likely = np.exp(-np.minimum(60.0, (each - each[state]) / SPREAD))
        beyond = _beyond(costs[here], state, texts, above)
        rival = float((against[here].sum(axis=0) - each[state]).min()) / EVENT if rivals else 0.0
        signs = Signs(
            odds=_log_odds(float(1 / likely.sum())),
            share=min(1.0, explained / size),
            edits=log1p(max(0.0, float(each[state]) / EVENT)),
            back=float(turns.count(state) > 1),
            contrary=float(_contrary(left, state, here, size)),
            undone=float(beyond is not None),
            above=float(
                any(one.text in texts and texts.index(one.text) in turns for one in above.get(texts[state], ()))
            ),
            choice=log1p(len(left)),
            rival=min(max(rival, -MOST_RIVAL), MOST_RIVAL),
            rivals=float(bool(rivals)),
            late=log1p(left[state].hours),
            ties=log1p(float((np.abs(each - each[state]) < TIE).sum() - 1)),
            open=len(rivals) / (len(rivals) + len(left)),
        )
        found.append(_Likely(texts[state], explained, beyond, signs))
    further = float(min(len(found), 3) - 1)
    return [one._replace(signs=one.signs._replace(several=float(further > 0), further=further)) for one in found]


def _contrary(left: Sequence[Candidate], state: int, here: Any, size: int) -> int:
    """Return how many edits of a candidate, in its pieces, another one doesn't have though it
    has the words around them.
    """
    piece, found = _piece(size), 0
    for place in left[state].events:
        low, high = place - NEAR_EDIT, place + NEAR_EDIT
        if low < 0 or high > size or not here[place // piece]:
            continue
        found += any(
            one.cover[low:high].all() and not any(low < at < high for at in one.events)
            for number, one in enumerate(left)
            if number != state
        )
    return min(found, MOST_CONTRARY)


def _log_odds(share: float) -> float:
    share = min(max(share, 0.01), 0.995)
    return log(share / (1 - share))


def _confidence(signs: Signs) -> float:
    """Return the share of such parents that are right."""
    return 1 / (1 + exp(-CONSTANT - sum(weight * value for weight, value in zip(SIGNS, signs, strict=True))))


def _beyond(costs: Any, state: int, texts: Sequence[int], above: Above) -> int | None:
    """Return the parent of a likely parent, where the article has its words and not the likely parent's edits of them.

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


def _piece(size: int) -> int:
    return max(PIECE, -(-size // MOST_PIECES))


def _costs(left: Sequence[Candidate], size: int, keep: Any) -> tuple[Any, Any]:
    """Return what each piece costs by each candidate, and how many of its characters the candidate has."""
    piece = _piece(size)
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
    """Return the candidate of each piece in the cheapest reading; of equal ones the earliest."""
    if costs.shape[1] == 1:
        return np.zeros(len(costs), dtype=np.int64)
    first, *rows = costs.tolist()  # of few numbers each, so lists are quicker than arrays
    total, turns = first, list[tuple[int, list[bool]] | None]()
    for row in rows:
        least = min(total)
        limit = least + SWITCH
        if max(total) <= limit:
            turns.append(None)
            total = [one + cost for one, cost in zip(total, row, strict=True)]
        else:
            turns.append((total.index(least), [one > limit for one in total]))
            total = [(one if one < limit else limit) + cost for one, cost in zip(total, row, strict=True)]
    path = [total.index(min(total))]
    for turn in reversed(turns):
        path.append(turn[0] if turn and turn[1][path[-1]] else path[-1])
    return np.array(path[::-1], dtype=np.int64)
