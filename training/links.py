"""Learning which spans belong together: content picks its cue, a cue picks its source or none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from attribune.nets.labels import CONTENT, CUE, SOURCE
from attribune.nets.pairs import PAIR_ROWS, pair_features
from training.data import Gold


class Linker(nn.Module):
    """The part of linking that isn't in the vectors: a table over pair features, and the score of "no source"."""

    def __init__(self) -> None:
        super().__init__()
        self.content_cue = nn.Parameter(torch.zeros(PAIR_ROWS))
        self.cue_source = nn.Parameter(torch.zeros(PAIR_ROWS))
        self.no_source = nn.Parameter(torch.zeros(()))


@dataclass(slots=True)
class Pairs:
    """Spans of a batch, flattened: window, units within it, role; and the right choice of each chooser."""

    window: np.ndarray
    start: np.ndarray
    end: np.ndarray
    role: np.ndarray
    paragraph: np.ndarray
    partner: np.ndarray  # of a content: its cue; of a cue: its source; -1 none, -2 outside this window

    @staticmethod
    def of(batch: list[tuple[Gold, int, int]]) -> Pairs:
        """Return the gold spans of windows (article, first unit, one past the last)."""
        rows: list[tuple[int, int, int, int, int, int]] = []
        for number, (article, first, last) in enumerate(batch):
            inside = [s for s in article.spans if s[0] >= first and s[1] <= last]
            index = {span: len(rows) + i for i, span in enumerate(inside)}
            for span in inside:
                role = span[2]
                partner = article.content_cue.get(span) if role == CONTENT else article.cue_source.get(span)
                chosen = -1 if partner is None else index.get(partner, -2)
                paragraph = int(article.units.paragraph[span[0]])
                rows.append((number, span[0] - first, span[1] - first, role, paragraph, chosen))
        columns = np.array(rows, np.int64).reshape(-1, 6).T
        return Pairs(*columns)


def link_loss(pairs: Pairs, vectors: Tensor, linker: Linker) -> Tensor:
    """Cross entropy of both choices. ``vectors`` is windows × units × four link vectors."""
    if not len(pairs.window):
        return vectors.sum() * 0
    pooled = _pooled(pairs, vectors)
    content_query, cue_key, cue_query, source_key = pooled.chunk(4, -1)
    a = _choice(pairs, CONTENT, CUE, content_query, cue_key, linker.content_cue, None)
    b = _choice(pairs, CUE, SOURCE, cue_query, source_key, linker.cue_source, linker.no_source)
    return a + b


def _pooled(pairs: Pairs, vectors: Tensor) -> Tensor:
    sums = F.pad(vectors.cumsum(1), (0, 0, 1, 0))
    window, start, end = (torch.from_numpy(x) for x in (pairs.window, pairs.start, pairs.end))
    return (sums[window, end] - sums[window, start]) / (end - start)[:, None]


def _choice(
    pairs: Pairs, chooser: int, chosen: int, query: Tensor, key: Tensor, table: Tensor, none: Tensor | None
) -> Tensor:
    choosers, right = np.flatnonzero(pairs.role == chooser), np.flatnonzero(pairs.role == chosen)
    partner = pairs.partner[choosers]
    keep = (partner >= 0) if none is None else (partner >= -1)
    choosers, partner = choosers[keep], partner[keep]
    if not len(choosers) or not len(right):
        return query.sum() * 0
    scores = (query[choosers] @ key[right].T) * query.shape[1] ** -0.5
    scores = scores + table[torch.from_numpy(_features(pairs, choosers, right, chooser))].sum(-1)
    is_far = np.abs(pairs.paragraph[choosers][:, None] - pairs.paragraph[right][None]) > 1
    is_far |= pairs.window[choosers][:, None] != pairs.window[right][None]
    scores = scores.masked_fill(torch.from_numpy(is_far), -1e4)
    place = {int(r): i for i, r in enumerate(right)}
    if none is not None:
        scores = torch.cat([scores, none.expand(len(choosers), 1)], 1)
    wanted = torch.tensor([place[int(p)] if p >= 0 else len(right) for p in partner])
    return F.cross_entropy(scores, wanted)


def _features(pairs: Pairs, choosers: np.ndarray, right: np.ndarray, chooser: int) -> np.ndarray:
    rank = {role: np.zeros(len(pairs.role), np.int64) for role in range(3)}
    for role in range(3):
        rank[role] = np.cumsum(pairs.role == role)  # spans are in text order within a window
    own, other = rank[chooser], rank[CUE if chooser == CONTENT else SOURCE]
    a, b = choosers[:, None], right[None]
    between_own = np.abs(own[b] - own[a]) - np.where(b > a, 0, 1)
    between_other = np.abs(other[b] - other[a]) - np.where(b > a, 1, 0)
    same = (pairs.paragraph[a] == pairs.paragraph[b]).astype(np.int64)
    return pair_features(
        (pairs.start[a], pairs.end[a]), (pairs.start[b], pairs.end[b]),
        np.maximum(between_own, 0), np.maximum(between_other, 0), same,
    )  # fmt: skip
