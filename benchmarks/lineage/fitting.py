"""The weights of an edge's confidence: a logistic regression on tuning seeds of both generators."""

from __future__ import annotations

from typing import Any

import numpy as np

from attribune.trace import run
from attribune.trace.lineage.calibration import Scale, share_unordered, signs_of
from attribune.trace.lineage.dating import in_order
from attribune.trace.lineage.parents import Above, Candidate, Parent, Signs, likely_parents
from attribune.trace.processes import Processes
from attribune.trace.stage_cache import StageCache
from attribune.trace.texts.prepared_texts import InMemory, PreparedTexts, places_shared, views_of
from benchmarks.lineage.generator import Made

RIDGE = 1.0
ROUNDS = 40


def rows_of(made: Made, cache: StageCache) -> list[tuple[Signs, bool]]:
    """The signs of each likely parent, and whether it is one."""
    shelf = InMemory(in_order(made.articles))
    articles, seeds = shelf.articles(range(len(shelf.keys))), places_shared(shelf, cache, run._silent, Processes())
    texts = PreparedTexts(views_of(articles, shelf.keys, cache), shelf.keys, shelf.sizes, *seeds)
    tracer = run._Tracer(articles, run._silent, cache, texts, Processes())
    seen: list[list[Any]] = []

    def all_parents(
        candidates: list[Candidate], size: int, own: Any, above: Above, rivals: list[Candidate]
    ) -> list[Parent]:
        likely = likely_parents(candidates, size, own, above, rivals)
        seen.append(likely)
        return [Parent(one.text, 1.0, one.explained) for one in likely]

    children: list[int] = []
    lineage = tracer._lineage
    real: Any = vars(run)["parents"]

    def noted(found: Any) -> Any:
        edges, pairs = lineage(found)
        children.extend(sorted(edges))
        return edges, pairs

    tracer._lineage = noted  # type: ignore[method-assign]
    vars(run)["parents"] = all_parents  # the tracer's own call, noted
    try:
        tracer.trace(run._nobody)
    finally:
        vars(run)["parents"] = real
    ids = [article.id for article in articles]
    return [
        (one.signs, (ids[one.text], ids[child]) in made.edges)
        for child, likely in zip(children, seen, strict=True)
        for one in likely
    ]


def fitted(rows: list[tuple[Signs, bool]]) -> tuple[float, Signs]:
    """The constant and the weights of the signs of single edges."""
    weights = _logistic(np.array([(1.0, *signs) for signs, _ in rows]), [right for _, right in rows])
    return float(weights[0]), Signs(*(round(float(one), 2) for one in weights[1:]))


def scale_rows(made: Made, cache: StageCache) -> list[tuple[Scale, bool]]:
    """What moves the confidence of each edge of a set, before it is moved, and whether the edge is right."""
    real: Any = vars(run)["calibrated"]
    try:
        vars(run)["calibrated"] = lambda trace: trace
        trace = run.trace_articles(made.articles, speakers=False, cache=cache)
    finally:
        vars(run)["calibrated"] = real
    share = share_unordered(trace)
    return [
        (signs_of(edge.confidence, share), (edge.parent, edge.child) in made.edges)
        for edge in trace.edges
        if not edge.parent.startswith("unseen-")
    ]


def fitted_scale(rows: list[tuple[Scale, bool]]) -> Scale:
    """The weights that move all edges of a trace."""
    weights = _logistic(np.array([signs for signs, _ in rows]), [right for _, right in rows])
    return Scale(*(round(float(one), 2) for one in weights))


def _logistic(x: Any, right: list[bool]) -> Any:
    """The weights of a logistic regression (Newton's method, ridge)."""
    y = np.array([float(one) for one in right])
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        share = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (share - y) + RIDGE * weights
        bend = (x * (share * (1 - share))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights
