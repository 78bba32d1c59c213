"""Soft labels from the shipped encoder: the probability of each tag at each unit, through its chain.

Beliefs are taken from the very files that ship (8-bit weights, their card's transitions) by the run time's own
windows, so that whoever has the package and the texts can make them again.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from attribune.nets.inference import tier
from attribune.nets.labels import TAGS
from attribune.nets.model_files import card
from attribune.nets.tokens import Stream
from attribune.nets.windows import Window
from training.crf import Chain

TOGETHER = 64  # windows of like length whose marginals are computed in one go


def shipped_chain(name: str) -> Chain:
    """Return the chain of a shipped net, from its card."""
    chain = Chain()
    chain.weights.data = torch.from_numpy(np.maximum(card(name).moves, -30).copy())  # forbidden moves are masked anyway
    return chain


def soft_labels(units: Stream) -> npt.NDArray[np.float16]:
    """Units × tags: the marginal probabilities of the encoder's chain."""
    net, chain = tier("best"), shipped_chain("best")
    prepared = net.prepare(units)
    labels = np.zeros((len(units), TAGS), np.float16)
    cut = sorted(net.cut(units), key=lambda w: w.end - w.start)
    for first in range(0, len(cut), TOGETHER):
        part = cut[first : first + TOGETHER]
        scores = torch.zeros(len(part), part[-1].end - part[-1].start, TAGS)
        for row, window in zip(scores, part, strict=True):
            row[: window.end - window.start] = torch.from_numpy(net.run(units, [window], prepared)[0, :, :TAGS])
        for chances, window in zip(marginals(chain, scores, part), part, strict=True):
            core = slice(window.core_start - window.start, window.core_end - window.start)
            labels[window.core_start : window.core_end] = chances[core]
    return labels


def marginals(chain: Chain, scores: torch.Tensor, part: list[Window]) -> npt.NDArray[np.float32]:
    """Return windows × units × tags: the gradient of log Z is the probability of each tag at each place."""
    scores.requires_grad_(True)
    mask = torch.arange(scores.shape[1]) < torch.tensor([w.end - w.start for w in part])[:, None]
    chain.log_partition(scores, mask).sum().backward()
    assert scores.grad is not None
    chances: npt.NDArray[np.float32] = scores.grad.numpy()
    return chances


def load_soft_labels(units: Stream, path: Path) -> npt.NDArray[np.float16]:
    """Return the beliefs in ``path``, made and written there where it is missing."""
    if path.exists():
        labels: npt.NDArray[np.float16] = np.load(path)
        if len(labels) == len(units):
            return labels
    labels = soft_labels(units)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, labels)
    return labels
