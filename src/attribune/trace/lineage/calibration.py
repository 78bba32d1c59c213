"""How far the confidence of edges is worth what it says, told by how exact the times of all articles are.

Where the times of many pairs don't say which article was first, other times are wrong, and parents are missing. One
article can't tell this, and all together can. The confidence of each edge is first worked out from the article and its
candidates (``parents.py``), and then moved, in the same direction for all, by this share.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt
from typing import NamedTuple

from attribune.records import Edge, Trace
from attribune.trace.lineage.dating import published

MOST_UNORDERED = 0.25  # share beyond which more says nothing more: a collection may have days only, all of them right
LEAST = 0.001  # of a confidence, from below and above


class Scale(NamedTuple):
    """What moves the log odds of an edge: a logistic regression's weights, fitted with those of ``parents.py``."""

    constant: float
    odds: float
    doubt: float  # the square root of the share without an order
    doubted: float  # the same times the log odds


SCALE = Scale(constant=-0.16, odds=1.58, doubt=-0.58, doubted=-1.81)


def calibrated(trace: Trace, share: float | None = None) -> Trace:
    """Return a trace whose edges say how often such edges are right where times are as exact as here.

    ``share`` is that of all articles (:func:`share_unordered`) where the trace is a part.
    """
    share = share_unordered(trace) if share is None else share
    return replace(trace, edges=tuple(_moved(edge, share) for edge in trace.edges))


def share_unordered(trace: Trace) -> float:
    """Return the share of the pairs of articles with a copied passage whose times don't say which was first."""
    return share_of(*pairs_ordered(trace))


def share_of(ordered: int, pairs: int) -> float:
    """Return the share of pairs without an order; none where there are no pairs."""
    return 1 - ordered / pairs if pairs else 0.0


def pairs_ordered(trace: Trace) -> tuple[int, int]:
    """Return how many pairs of articles with a copied passage times put in an order, and how many there are."""
    times = {one.article: published(one.published) for one in trace.articles}
    pairs = {
        (match.earlier.article, match.later.article)
        for match in trace.matches
        if match.kind in ("copy", "common_source")
    }
    return sum(bool((a := times[one]) and (b := times[two]) and a.before(b)) for one, two in pairs), len(pairs)


def signs_of(confidence: float, share: float) -> Scale:
    """Return what the weights of :data:`SCALE` are multiplied with."""
    inside = min(max(confidence, LEAST), 1 - LEAST)
    odds, doubt = log(inside / (1 - inside)), sqrt(min(share, MOST_UNORDERED))
    return Scale(1.0, odds, doubt, doubt * odds)


def _moved(edge: Edge, share: float) -> Edge:
    if edge.parent.startswith("unseen-"):
        return edge
    odds = sum(weight * sign for weight, sign in zip(SCALE, signs_of(edge.confidence, share), strict=True))
    return replace(edge, confidence=round(1 / (1 + exp(-odds)), 3))
