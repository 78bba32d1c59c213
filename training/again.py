"""A second encoder that learns from the first: gold and belief mixed, unlabelled text too, some pieces hidden.

What the first encoder believes is smoother than gold tags on which human pairs agree to 70 of 100, and a net that
learns from both generalises better than its teacher (see the ablations in docs/design/nets.md).
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import numpy as np
import torch

from attribune.nets.layout import PieceTable
from training.crf import Chain
from training.data import Gold
from training.distil import Lesson
from training.links import Pairs, link_loss
from training.scores import exact
from training.teach import LINK_WEIGHT, Teacher, _optimizer, batches, tagged, unit_outputs, vocabulary

HIDDEN = 0.08


def loss_of(model: Teacher, lesson: Lesson, rows: np.ndarray, chosen: list) -> torch.Tensor:
    """Cross entropy against gold and belief through the (fixed) chain, and of the links where they are known."""
    scores, vectors, mask = unit_outputs(model, lesson.units, chosen, rows)
    target = torch.zeros(scores.shape)
    places = []
    for i, w in enumerate(chosen):
        target[i, : w.end - w.start] = torch.from_numpy(lesson.beliefs[w.start : w.end].astype(np.float32))
        if lesson.golds:
            number = int(lesson.units.document[w.start])
            places.append((lesson.golds[number], w.start - lesson.offsets[number], w.end - lesson.offsets[number]))
    likelihood = model.chain.log_partition(scores, mask) - model.chain.expected_score(scores, target, mask, None)
    loss = likelihood.sum() / mask.sum()
    return loss + LINK_WEIGHT * link_loss(Pairs.of(places), vectors, model.linker) if places else loss


def teach_again(
    chain: Chain, lessons: list[Lesson], dev: list[Gold], out: Path, *, epochs: int, rate: float, seed: int
) -> Teacher:
    """Train from the starting weights; ``out`` gets the state of the epoch that reads ``dev`` best."""
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
    plans = []
    for _ in range(epochs):
        plan = [
            (n, [w for _, w in b]) for n, part in enumerate(lessons) for b in batches(part.units, costs[n], chooser)
        ]
        chooser.shuffle(plan)
        plans.append(plan)
    optimizer, schedule = _optimizer(model, sum(map(len, plans)), rate)
    began, best = time.perf_counter(), -1.0
    for epoch, plan in enumerate(plans):
        model.train()
        running = 0.0
        for step, (number, chosen) in enumerate(plan):
            loss = loss_of(model, lessons[number], rows[number], chosen)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running += (float(loss.detach()) - running) / min(step + 1, 50)
            if step % 100 == 0:
                print(
                    f"epoch {epoch} step {step}/{len(plan)} loss {running:.4f} {time.perf_counter() - began:.0f}s",
                    flush=True,
                )
        figures = exact(dev, tagged(model, [g.units for g in dev], table))
        if figures["mean"] > best:
            best = figures["mean"]
            torch.save(model.state_dict(), out)
        print(f"epoch {epoch} dev {figures} {time.perf_counter() - began:.0f}s", flush=True)
    return model
