"""Writing what the package ships: weights, vocabularies, and model cards with digests, figures and calibration."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

from attribune.nets import inference as tiers
from attribune.nets import model_files as shipped
from attribune.nets import relations as assemble
from attribune.nets.tokens import stream
from attribune.text.line_bounds import lines_of
from benchmarks._scorers import assign
from training.data import rows
from training.distil import Pupil
from training.export import export_encoder, export_student
from training.links import Linker
from training.teach import Teacher, vocabulary

WEIGHTS = Path(shipped.__file__).parent / "weights"
RIGHT_CONTENT = 0.8  # token F1 from which a content counts as right when confidence is calibrated
RIGHT_OTHER = 0.5  # the same for cue and source, which are a few words long
FOLDS = 5
# Decoding, chosen among a few values on the development articles (./run bench decoding shows them all):
# "temperature" divides the scores: a net trained on gold alone is overconfident, one on soft labels underconfident;
# "least" is the probability from which a span is a candidate, "worth" what an attribution's spans must reach.
DECODING = {
    "best": {"temperature": 0.9, "least": 0.25, "worth": 0.5},
    "fast": {"temperature": 1.0, "least": 0.25, "worth": 0.4},
}
# When ``auto`` asks the encoder: below this confidence of an attribution, or this probability of a span.
DOUBT = {"doubt": 0.5, "span_doubt": 0.35}


def ship_best(teacher: Teacher) -> None:
    """Write the encoder's files, uncalibrated."""
    export_encoder(teacher.net, WEIGHTS / "best.onnx")
    pieces = [piece for piece, _ in sorted(vocabulary().items(), key=lambda item: item[1])]
    (WEIGHTS / "pieces.txt").write_text("\n".join(pieces), encoding="utf-8")
    _card(
        "best", ["best.onnx", "pieces.txt"], teacher.chain.transitions(), teacher.linker, teacher.net.links.out_features
    )


def ship_fast(pupil: Pupil, words: list[str]) -> None:
    """Write the fast net's files, uncalibrated."""
    pupil.eval()
    export_student(pupil.net, WEIGHTS / "fast.onnx")
    (WEIGHTS / "words.txt").write_text("\n".join(words), encoding="utf-8")
    _card("fast", ["fast.onnx", "words.txt"], pupil.chain.transitions(), pupil.linker, pupil.net.links.out_features)


def _card(tier: str, files: list[str], moves: torch.Tensor, linker: Linker, vectors: int) -> None:
    def plain(values: torch.Tensor) -> list[float]:
        return [round(float(v), 5) for v in values.detach().flatten()]

    _write(
        tier,
        {
            "transitions": plain(moves),
            "content_cue": plain(linker.content_cue),
            "cue_source": plain(linker.cue_source),
            "no_source": round(float(linker.no_source.detach()), 5),
            "calibration": [0.0] * assemble.SIGNS + [0.0],
            "settings": {"vectors": vectors, **DOUBT, **DECODING[tier]},
            "sha256": {name: hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() for name in files},
        },
    )


def _write(tier: str, card: dict[str, object]) -> None:
    (WEIGHTS / f"{tier}.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    shipped.card.cache_clear()
    tiers.tier.cache_clear()
    shipped._sessions.clear()


def calibrate(tier: str, dev: Path) -> list[tuple[float, float, int]]:
    """Fit the confidence on the development articles; returns the reliability table, measured across folds of articles.

    A row is (mean confidence said, share that was right, how many).
    """
    signs, right, fold = _evidence(tier, dev)
    if not right.any():
        raise SystemExit(f"{tier} finds no attribution right in {dev}: train it on more before calibrating it")
    confidence = np.zeros(len(right))
    for part in range(FOLDS):
        inside = fold == part
        confidence[inside] = _chance(signs[inside], _fit(signs[~inside], right[~inside]))
    path = WEIGHTS / f"{tier}.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    card["calibration"] = [round(float(w), 5) for w in _fit(signs, right)]
    _write(tier, card)
    edges = [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    table = []
    for low, high in pairwise(edges):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            table.append((float(confidence[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return table


def _evidence(tier: str, dev: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Signs, rightness and fold of every group the net finds in the development articles."""
    signs, right, folds = [], [], []
    for number, row in enumerate(rows(dev)):
        units = stream([(row["text"], lines_of(row["text"]))])
        groups = assemble.groups(units, tiers.tagged(units, tiers.tier(tier)), shipped.card(tier))
        gold = [_unit_sets(units, a) for a in row["annotations"][0]["attributions"] if a["content"]]
        mine = [{"content": _set(g.content), "cue": _set((g.cue,)), "source": _set((g.source,))} for g in groups]
        pairs = {m: g for g, m in assign([[len(g["content"] & m["content"]) for m in mine] for g in gold])}
        for i, group in enumerate(groups):
            signs.append(group.signs)
            right.append(i in pairs and _is_right(gold[pairs[i]], mine[i]))
            folds.append(number % FOLDS)
    return np.array(signs), np.array(right, float), np.array(folds)


def _set(spans: tuple[tuple[int, int] | None, ...]) -> set[int]:
    return {i for span in spans if span for i in range(*span)}


def _unit_sets(units, attribution: dict[str, list[list[int]]]) -> dict[str, set[int]]:
    unit_sets = {}
    for role in ("source", "cue", "content"):
        inside: set[int] = set()
        for start, end in attribution[role]:
            inside.update(np.flatnonzero((units.starts < end) & (units.ends > start) & (units.forms > 0)).tolist())
        unit_sets[role] = inside
    return unit_sets


def _is_right(gold: dict[str, set[int]], mine: dict[str, set[int]]) -> bool:
    def f1(role: str) -> float:
        total = len(gold[role]) + len(mine[role])
        return 2 * len(gold[role] & mine[role]) / total if total else 1.0

    return f1("content") >= RIGHT_CONTENT and f1("cue") >= RIGHT_OTHER and f1("source") >= RIGHT_OTHER


def _fit(signs: np.ndarray, right: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method."""
    x = np.concatenate([signs, np.ones((len(signs), 1))], 1)
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - chance) - ridge * weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def _chance(signs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(signs @ weights[:-1] + weights[-1])))
