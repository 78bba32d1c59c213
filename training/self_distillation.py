"""A second encoder that learns from the first: gold and belief mixed, unlabelled text too, some pieces hidden.

What the first encoder believes is smoother than gold tags on which human pairs agree to 70 of 100, and a net that
learns from both generalises better than its teacher (see the ablations in docs/design/nets.md).
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from attribune.nets.layout import PieceTable
from attribune.nets.windows import Window, windows
from training.crf import Chain
from training.data import Gold
from training.distil import Lesson, loss_of
from training.loop import encoder_steps, fit
from training.teach import LIMITS, LINK_WEIGHT, Teacher, batches, reader_of, unit_outputs, vocabulary

HIDDEN = 0.08


def self_distil(
    chain: Chain, lessons: list[Lesson], dev: list[Gold], out: Path,
    *, epochs: int, rate: float, seed: int, share: float,
) -> Teacher:  # fmt: skip
    """Train from the starting weights on all of the first lesson and a ``share`` of the others, drawn each epoch anew.

    Returns the net of the epoch that reads ``dev`` best; ``out`` keeps the state of the run.
    """
    torch.manual_seed(seed)
    chooser = random.Random(seed)
    table = PieceTable(vocabulary())
    model = Teacher()
    model.net.load_start()
    model.hidden = HIDDEN
    model.chain.load_state_dict(chain.state_dict())
    model.chain.weights.requires_grad_(False)
    rows = [table.look_up(part.units) for part in lessons]
    costs = [table.costs(part.units) for part in lessons]
    plans = [_plan(lessons, costs, chooser, share) for _ in range(epochs)]

    def loss(batch: tuple[int, list[Window]]) -> Tensor:
        number, chosen = batch
        given = unit_outputs(model, lessons[number].units, chosen, rows[number])
        return loss_of(model, lessons[number], chosen, given, LINK_WEIGHT)

    return fit(model, plans, loss, reader_of(dev, table), out, encoder_steps(model, sum(map(len, plans)), rate))


def _plan(
    lessons: list[Lesson], costs: list[np.ndarray], chooser: random.Random, share: float
) -> list[tuple[int, list[Window]]]:
    made: list[tuple[int, list[Window]]] = []
    for number, (part, cost) in enumerate(zip(lessons, costs, strict=True)):
        cut = windows(part.units, cost, chooser.choice(LIMITS))
        if number:
            cut = [w for w in cut if chooser.random() < share]
        made.extend((number, batch) for batch in batches(cut, cost, chooser))
    chooser.shuffle(made)
    return made
