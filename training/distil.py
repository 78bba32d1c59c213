"""Training the fast net on gold tags and on what the encoder believes, on labelled and on unlabelled text."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor

from attribune.nets.fast_features import WordTable
from attribune.nets.fast_features import plain as looked_up
from attribune.nets.tokens import Stream
from attribune.nets.vocabulary import BREAK
from attribune.nets.windows import Window, windows
from attribune.nets.wordpiece import pieces
from training.crf import Chain
from training.data import Gold
from training.encoder import start_folder
from training.links import Linker, Pairs, link_loss
from training.loop import fit, small_steps
from training.scores import decoded, exact
from training.student import WORD, Student
from training.teach import Teacher, joined, vocabulary

UNITS_A_WINDOW = 128
UNITS_A_STEP = 6000
VOCABULARY = 16_000
GOLD_WEIGHT = 0.5  # of the gold tag in the target on labelled text; the rest is the encoder's belief
LINK_WEIGHT = 0.15
WORD_DROPOUT = 0.05


@dataclass(slots=True)
class Lesson:
    """Text to learn from: a joined stream, the encoder's belief in each tag, and gold articles where there are any."""

    units: Stream
    beliefs: np.ndarray
    golds: list[Gold]
    offsets: list[int]


def word_list(streams: list[Stream]) -> list[str]:
    """Return the most frequent words of all texts, most frequent first (ties by alphabet)."""
    table = streams[0].table
    counts = np.bincount(np.concatenate([s.forms for s in streams]), minlength=len(table))
    total: Counter[str] = Counter()
    for form, count in enumerate(counts.tolist()):
        if count and form != BREAK:
            total[looked_up(table.texts[form])] += count
    ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return [word for word, _ in ranked[:VOCABULARY] if "\n" not in word and word.strip() == word and word]


def start_vectors(words: list[str]) -> Tensor:
    """Return the pretrained piece vectors, averaged over each word and brought down to ``WORD`` dimensions."""
    known = vocabulary()
    weight = load_file(start_folder() / "model.safetensors")["embeddings.word_embeddings.weight"]
    vectors = torch.stack([weight[list(pieces(w, known))].mean(0) for w in words])
    vectors = vectors - vectors.mean(0)
    _, _, basis = torch.linalg.svd(vectors[:6000], full_matrices=False)
    small = vectors @ basis[:WORD].T
    return small / small.std() * 0.3


class Pupil(torch.nn.Module):
    """The fast net with its chain (the encoder's transitions, so that beliefs fit) and its linker."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.net, self.chain, self.linker = Student(rows), Chain(), Linker()


def outputs(pupil: Pupil, features: np.ndarray, chosen: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Scores, link vectors and mask of some windows."""
    long = max(w.end - w.start for w in chosen)
    padded = np.zeros((len(chosen), long, features.shape[1]), np.int64)
    mask = np.zeros((len(chosen), long), bool)
    for i, w in enumerate(chosen):
        padded[i, : w.end - w.start] = features[w.start : w.end]
        mask[i, : w.end - w.start] = True
    if pupil.training:
        dropped = np.random.default_rng(torch.randint(2**31, (1,)).item()).random(mask.shape) < WORD_DROPOUT
        padded[..., 0] = np.where(dropped, 0, padded[..., 0])
    present = torch.from_numpy(mask)
    tags, links = pupil.net(torch.from_numpy(padded), present)
    return tags, links, present


def tagged(pupil: Pupil, streams: list[Stream], table: WordTable) -> list[np.ndarray]:
    """Return the best tags of every article."""
    everything = joined(streams)
    features = table.features(everything)
    tags = np.zeros(len(everything), np.int64)
    pupil.eval()
    moves = pupil.chain.transitions().detach().numpy()
    cut = sorted(windows(everything, np.ones(len(everything), np.int64), UNITS_A_WINDOW), key=lambda w: w.end - w.start)
    with torch.inference_mode():
        for i in range(0, len(cut), 32):
            part = cut[i : i + 32]
            scores, _, mask = outputs(pupil, features, part)
            spans = decoded(scores.numpy(), mask.sum(1).numpy(), moves)
            for row, w in zip(spans, part, strict=True):
                tags[w.core_start : w.core_end] = row[w.core_start - w.start : w.core_end - w.start]
    return np.split(tags, np.cumsum([len(s) for s in streams])[:-1])


def loss_of(
    model: Pupil | Teacher, lesson: Lesson, chosen: list[Window], given: tuple[Tensor, Tensor, Tensor], weight: float
) -> Tensor:
    """Cross entropy against the lesson's beliefs through the chain, and of the links where they are known.

    ``given`` are the model's tag scores, link vectors and mask for the chosen windows; ``weight`` is that of the links.
    """
    scores, vectors, mask = given
    target = torch.zeros(scores.shape)
    places = []
    for i, w in enumerate(chosen):
        target[i, : w.end - w.start] = torch.from_numpy(lesson.beliefs[w.start : w.end].astype(np.float32))
        if lesson.golds:
            number = int(lesson.units.document[w.start])
            places.append((lesson.golds[number], w.start - lesson.offsets[number], w.end - lesson.offsets[number]))
    likelihood = model.chain.log_partition(scores, mask) - model.chain.expected_score(scores, target, mask, None)
    loss = likelihood.sum() / mask.sum()
    return loss + weight * link_loss(Pairs.of(places), vectors, model.linker) if places else loss


def lesson(streams: list[Stream], believed: np.ndarray, golds: list[Gold]) -> Lesson:
    """Return a lesson from texts; on labelled ones gold and belief are mixed."""
    units = joined(streams)
    target = believed.astype(np.float32)
    if golds:
        tags = np.concatenate([g.tags for g in golds])
        target *= 1 - GOLD_WEIGHT
        target[np.arange(len(tags)), tags] += GOLD_WEIGHT
    offsets = np.concatenate([[0], np.cumsum([len(s) for s in streams])]).tolist()
    return Lesson(units, target.astype(np.float16), golds, offsets)


def plan(lessons: list[Lesson], chooser: random.Random, share: float) -> list[tuple[int, list[Window]]]:
    """Return one epoch: batches of like length, of the first lesson all, of the others a ``share``."""
    batches: list[tuple[int, list[Window]]] = []
    for number, part in enumerate(lessons):
        limit = chooser.choice((96, 128, 160))
        cut = windows(part.units, np.ones(len(part.units), np.int64), limit)
        if number:
            cut = [w for w in cut if chooser.random() < share]
        cut.sort(key=lambda w: (w.end - w.start) * chooser.uniform(0.85, 1.15))
        size = max(1, UNITS_A_STEP // limit)
        batches.extend((number, cut[i : i + size]) for i in range(0, len(cut), size))
    chooser.shuffle(batches)
    return batches


def distil(
    chain: Chain, lessons: list[Lesson], dev: list[Gold], words: list[str], out: Path,
    *, epochs: int, rate: float, seed: int, share: float = 1.0,
) -> Pupil:  # fmt: skip
    """Train the fast net from nothing; returns the average that reads ``dev`` best, ``out`` keeps the state."""
    torch.manual_seed(seed)
    chooser = random.Random(seed)
    table = WordTable(words)
    pupil = Pupil(table.size)
    pupil.net.tables[0].weight.data[1 : len(words) + 1] = start_vectors(words)
    pupil.chain.load_state_dict(chain.state_dict())
    pupil.chain.weights.requires_grad_(False)
    features = [table.features(part.units) for part in lessons]
    plans = [plan(lessons, chooser, share) for _ in range(epochs)]

    def loss(batch: tuple[int, list[Window]]) -> Tensor:
        number, chosen = batch
        return loss_of(pupil, lessons[number], chosen, outputs(pupil, features[number], chosen), LINK_WEIGHT)

    def measure(average: Pupil) -> dict[str, float]:
        return exact(dev, tagged(average, [gold.units for gold in dev], table))

    return fit(pupil, plans, loss, measure, out, small_steps(pupil, sum(map(len, plans)), rate))
