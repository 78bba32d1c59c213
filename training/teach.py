"""Training the encoder on gold tags and links."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from attribune.nets.labels import TAGS
from attribune.nets.layout import PieceTable, lay_out
from attribune.nets.tokens import Stream
from attribune.nets.windows import Window, windows
from attribune.nets.wordpiece import SEP
from training.crf import Chain
from training.data import Gold
from training.encoder import Encoder, start_folder
from training.links import Linker, Pairs, link_loss
from training.loop import encoder_steps, fit
from training.scores import decoded, exact

LIMITS = (110, 170, 230)  # pieces a window: varied, so that the net sees paragraphs with more and with less context
RUN_LIMIT = 200
PIECES_A_STEP = 2200
LINK_WEIGHT = 0.15
TAG_WEIGHT = 0.2  # plain cross entropy beside the chain's likelihood, so that single tags mean something too
MASK = 103
HALF = bool(torch.cpu.get_capabilities().get("avx512_bf16"))  # without it half precision is a hundred times slower


def vocabulary() -> dict[str, int]:
    lines = (start_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return {line: i for i, line in enumerate(lines) if line}


class Teacher(torch.nn.Module):
    """Encoder, chain and linker: what is trained, saved and exported together."""

    def __init__(self) -> None:
        super().__init__()
        self.net, self.chain, self.linker = Encoder(), Chain(), Linker()
        self.hidden = 0.0  # share of pieces hidden from the net while it learns


def unit_outputs(
    model: Teacher, units: Stream, chosen: list[Window], rows: np.ndarray
) -> tuple[Tensor, Tensor, Tensor]:
    """Tag scores and link vectors for each unit of some windows, and the mask."""
    laid = lay_out(units, chosen, rows)
    if model.training and model.hidden:
        hide = torch.rand(laid.pieces.shape).numpy() < model.hidden
        laid.pieces[hide & (laid.pieces > SEP)] = MASK
    inputs = [torch.from_numpy(x) for x in (laid.pieces, laid.shapes, laid.quotes)]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        tags, links = model.net(*inputs)
    firsts = torch.from_numpy(laid.firsts)
    tags = tags.float().gather(1, firsts[..., None].expand(-1, -1, tags.shape[-1]))
    links = links.float().gather(1, firsts[..., None].expand(-1, -1, links.shape[-1]))
    return tags, links, torch.from_numpy(laid.mask)


def joined(streams: list[Stream]) -> Stream:
    """Several articles' streams as one (documents numbered anew)."""
    columns = {}
    for name in ("starts", "ends", "forms", "quotes"):
        columns[name] = np.concatenate([getattr(s, name) for s in streams])
    lengths = [len(s) for s in streams]
    columns["document"] = np.repeat(np.arange(len(streams)), lengths)
    step = np.cumsum([0] + [int(s.paragraph[-1]) + 10 if len(s) else 10 for s in streams])[:-1]
    columns["paragraph"] = np.concatenate([s.paragraph + step[i] for i, s in enumerate(streams)])
    return Stream(**columns, table=streams[0].table)


def loss_of(
    model: Teacher,
    golds: list[Gold],
    batch: list[Window],
    rows: np.ndarray,
    offsets: list[int],
    everything: Stream,
) -> Tensor:
    """Return the loss of one batch of windows in the joined stream."""
    scores, vectors, mask = unit_outputs(model, everything, batch, rows)
    tags = torch.zeros(mask.shape, dtype=torch.long)
    places = []
    for i, w in enumerate(batch):
        number = int(everything.document[w.start])
        first, last = w.start - offsets[number], w.end - offsets[number]
        tags[i, : last - first] = torch.from_numpy(golds[number].tags[first:last])
        places.append((golds[number], first, last))
    total = mask.sum()
    likelihood = model.chain.log_partition(scores, mask) - model.chain.expected_score(
        scores, F.one_hot(tags, TAGS), mask, tags
    )
    single = F.cross_entropy(scores[mask], tags[mask])
    return (
        likelihood.sum() / total
        + TAG_WEIGHT * single
        + LINK_WEIGHT * link_loss(Pairs.of(places), vectors, model.linker)
    )


def batches(cut: list[Window], cost: np.ndarray, chooser: random.Random) -> list[list[Window]]:
    """Return windows of like length together, in random order."""
    total = np.concatenate([[0], np.cumsum(cost)])
    sized = sorted(cut, key=lambda w: (total[w.end] - total[w.start]) * chooser.uniform(0.85, 1.15))
    batches_made: list[list[Window]] = [[]]
    pieces = 0
    for w in sized:
        size = int(total[w.end] - total[w.start])
        if batches_made[-1] and pieces + size > PIECES_A_STEP:
            batches_made.append([])
            pieces = 0
        batches_made[-1].append(w)
        pieces += size
    chooser.shuffle(batches_made)
    return batches_made


def tagged(model: Teacher, streams: list[Stream], table: PieceTable) -> list[np.ndarray]:
    """Return the best tags of every article."""
    everything = joined(streams)
    tags = np.zeros(len(everything), np.int64)
    model.eval()
    moves = model.chain.transitions().detach().numpy()
    rows = table.look_up(everything)
    cut = sorted(windows(everything, table.costs(everything), RUN_LIMIT), key=lambda w: w.end - w.start)
    with torch.inference_mode():
        for i in range(0, len(cut), 12):
            part = cut[i : i + 12]
            scores, _, mask = unit_outputs(model, everything, part, rows)
            spans = decoded(scores.numpy(), mask.sum(1).numpy(), moves)
            for row, w in zip(spans, part, strict=True):
                tags[w.core_start : w.core_end] = row[w.core_start - w.start : w.core_end - w.start]
    return np.split(tags, np.cumsum([len(s) for s in streams])[:-1])


def teach(train: list[Gold], dev: list[Gold], out: Path, *, epochs: int, rate: float, seed: int) -> Teacher:
    """Return the first encoder, chosen among its epochs by ``dev``; ``out`` keeps the state of the run."""
    torch.manual_seed(seed)
    chooser = random.Random(seed)
    table = PieceTable(vocabulary())
    model = Teacher()
    model.net.load_start()
    everything = joined([g.units for g in train])
    offsets = np.concatenate([[0], np.cumsum([len(g.units) for g in train])]).tolist()
    cost, rows = table.costs(everything), table.look_up(everything)
    plans = [batches(windows(everything, cost, chooser.choice(LIMITS)), cost, chooser) for _ in range(epochs)]

    def loss(batch: list[Window]) -> Tensor:
        return loss_of(model, train, batch, rows, offsets, everything)

    return fit(model, plans, loss, reader_of(dev, table), out, encoder_steps(model, sum(map(len, plans)), rate))


def reader_of(dev: list[Gold], table: PieceTable) -> Callable[[Teacher], dict[str, float]]:
    """How well a net reads the development articles."""
    return lambda model: exact(dev, tagged(model, [g.units for g in dev], table))
