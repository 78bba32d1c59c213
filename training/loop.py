"""The loop that trains a net: planned batches, a rising and falling rate, and the running average of the weights.

The average is what is measured and kept: it reads new text better than the last step's weights (Polyak and Juditsky
1992; Izmailov et al. 2018), and costs a pass over the weights every ``AVERAGE_EVERY`` steps.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

Batch = TypeVar("Batch")
Model = TypeVar("Model", bound=nn.Module)

FRESH = ("net.tags", "net.links", "net.shapes", "net.quotes", "chain", "linker")  # parts that start from nothing
AVERAGE_EVERY, AVERAGE_KEEPS = 10, 0.97  # the average looks back over some three hundred steps
SAY_EVERY = 50
LEAST_RATE = 0.02  # of the highest, at the end


@dataclass(frozen=True, slots=True)
class Steps:
    """How far to go at each step: the optimizer, its rate over the steps, and the longest gradient that isn't cut."""

    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    longest: float


def fit(
    model: Model,
    plans: list[list[Batch]],
    loss_of: Callable[[Batch], Tensor],
    measure: Callable[[Model], dict[str, float]],
    out: Path,
    steps: Steps,
) -> Model:
    """Train on one plan an epoch; returns the average of the epoch whose ``measure`` has the highest ``mean``.

    After each epoch everything that is needed to go on is written to ``out``; a run that finds it goes on from there.
    """
    optimizer, schedule = steps.optimizer, steps.schedule
    average = copy.deepcopy(model)
    best: dict[str, Any] = {"mean": -1.0, "state": average.state_dict()}
    first = 0
    if out.exists():
        best_weights = torch.load(out, weights_only=True)
        if best_weights["plans"] != [len(plan) for plan in plans]:
            raise SystemExit(f"{out} is of a run on other texts: remove it, or give another folder with --work")
        first, best = best_weights["epoch"], best_weights["best"]
        for part, state in zip((model, average, optimizer, schedule), best_weights["states"], strict=True):
            part.load_state_dict(state)
    began, steps_done = time.perf_counter(), 0
    for epoch in range(first, len(plans)):
        model.train()
        running = 0.0
        for step, batch in enumerate(plans[epoch]):
            loss = loss_of(batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), steps.longest)
            optimizer.step()
            schedule.step()
            steps_done += 1
            if steps_done % AVERAGE_EVERY == 0:
                _average(average, model, min(AVERAGE_KEEPS, steps_done / (steps_done + 100)))
            running += (float(loss.detach()) - running) / min(step + 1, SAY_EVERY)
            if step % SAY_EVERY == 0:
                spent = time.perf_counter() - began
                print(f"epoch {epoch} step {step}/{len(plans[epoch])} loss {running:.4f} {spent:.0f}s", flush=True)
        figures = measure(average)
        if figures["mean"] > best["mean"]:
            best = {"mean": figures["mean"], "state": copy.deepcopy(average.state_dict())}
        states = [part.state_dict() for part in (model, average, optimizer, schedule)]
        best_weights = {"epoch": epoch + 1, "best": best, "states": states, "plans": [len(plan) for plan in plans]}
        torch.save(best_weights, out)
        score_words = " ".join(f"{name} {value:.2f}" for name, value in figures.items())
        print(f"epoch {epoch} dev {score_words} {time.perf_counter() - began:.0f}s", flush=True)
    average.load_state_dict(best["state"])
    return average


def _average(average: nn.Module, model: nn.Module, keeps: float) -> None:
    with torch.no_grad():
        for old, new in zip(average.parameters(), model.parameters(), strict=True):
            old.lerp_(new, 1 - keeps)


def encoder_steps(model: nn.Module, count: int, rate: float) -> Steps:
    """Fresh parts learn ten times as fast as pretrained ones; up in a twelfth of the steps, then straight down."""
    trained = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    new = [p for n, p in trained if n.startswith(FRESH)]
    old = [p for n, p in trained if not n.startswith(FRESH)]
    groups = [{"params": old, "lr": rate}, {"params": new, "lr": 10 * rate, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm = max(1, count // 12)

    def slope(step: int) -> float:
        return (step + 1) / warm if step < warm else max(LEAST_RATE, (count - step) / (count - warm))

    return Steps(optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, slope), 1.0)


def small_steps(model: nn.Module, count: int, rate: float) -> Steps:
    """For a net that starts from nothing: one rate for all, up in a hundred steps and down along a cosine."""
    optimizer = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=rate, weight_decay=0.01, fused=True
    )

    def slope(step: int) -> float:
        down = (1 + math.cos(math.pi * min(1.0, step / count))) / 2
        return min(1.0, (step + 1) / 100) * (LEAST_RATE + (1 - LEAST_RATE) * down)

    return Steps(optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, slope), 2.0)
