"""``./run train``: from the data folder to the shipped weights, stage by stage, with a fixed seed.

    teach      the first encoder, on gold tags and links
    again      the second encoder, on gold mixed with the first one's beliefs, and on unlabelled news
    distil     the fast net, on gold mixed with the shipped encoder's beliefs, and on unlabelled news
    calibrate  confidence, on the development articles; the digests in the model cards

A stage whose result stands in the work folder isn't run again; ``--stage`` runs one alone. What a stage makes is
written into the package at once, so that the next one learns from the files that ship.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from attribune.nets import model_files as shipped
from attribune.nets.tokens import Stream
from training import distil, ship
from training.cards import write_digests
from training.distil import Lesson, lesson
from training.self_distillation import self_distil
from training.soft_labels import load_soft_labels, shipped_chain
from training.teach import joined, teach
from training.texts import Texts, read_texts

TEACH_EPOCHS, TEACH_RATE = 4, 1.5e-4
SELF_DISTIL_EPOCHS, SELF_DISTIL_RATE, SELF_DISTIL_SHARE = 4, 1.5e-4, 0.2
FAST_EPOCHS, FAST_RATE = 14, 4e-3
FAST_SHARE = 0.4  # of the unlabelled windows, drawn anew each epoch


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What every stage is given."""

    data: Path
    work: Path
    seed: int
    texts: Texts


def lessons(run: Run) -> list[Lesson]:
    """Gold articles first, then the unlabelled ones, all with the beliefs of the encoder as it is shipped now."""
    digest = shipped.card("best").digests["best.onnx"][:12]

    def made(name: str, streams: list[Stream]) -> Lesson:
        believed = load_soft_labels(joined(streams), run.work / f"beliefs-{digest}-{name}.npy")
        return lesson(streams, believed, run.texts.train if name == "train" else [])

    gold = made("train", [article.units for article in run.texts.train])
    return [gold, *(made(name, streams) for name, streams in run.texts.unlabelled.items())]


def run_teach(run: Run, result: Path) -> None:
    """The first encoder."""
    ship.ship_best(teach(run.texts.train, run.texts.dev, result, epochs=TEACH_EPOCHS, rate=TEACH_RATE, seed=run.seed))


def run_again(run: Run, result: Path) -> None:
    """The second encoder."""
    teacher = self_distil(
        shipped_chain("best"), lessons(run), run.texts.dev, result,
        epochs=SELF_DISTIL_EPOCHS, rate=SELF_DISTIL_RATE, seed=run.seed, share=SELF_DISTIL_SHARE,
    )  # fmt: skip
    ship.ship_best(teacher)


def run_distil(run: Run, result: Path) -> None:
    """The fast net."""
    taught = lessons(run)
    words = distil.word_list([part.units for part in taught])
    pupil = distil.distil(
        shipped_chain("best"), taught, run.texts.dev, words, result,
        epochs=FAST_EPOCHS, rate=FAST_RATE, seed=run.seed, share=FAST_SHARE,
    )  # fmt: skip
    ship.ship_fast(pupil, words)


def run_calibrate(run: Run, result: Path) -> None:
    """Confidence of both nets; the table of what they say and what is right is printed and kept. Cards get digests."""
    rows = []
    for tier in ("best", "fast"):
        rows += [
            f"{tier}\t{confidence:.2f}\t{right:.2f}\t{count}"
            for confidence, right, count in ship.calibrate(tier, run.data / "polnear" / "dev.jsonl.gz")
        ]
    result.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print("\n".join(rows))
    for tier in ("best", "fast"):
        write_digests(ship.WEIGHTS, tier)


STAGES: dict[str, tuple[str, Callable[[Run, Path], None]]] = {
    "teach": ("teach.pt", run_teach),
    "again": ("again.pt", run_again),
    "distil": ("fast.pt", run_distil),
    "calibrate": ("reliability.tsv", run_calibrate),
}


def main() -> None:
    """Parse the options, read the texts, run the stages."""
    parser = argparse.ArgumentParser(prog="./run train", description="Train the shipped nets from the data folder.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the data folder (../shared/data)")
    parser.add_argument("--work", type=Path, default=Path("out"), help="states and beliefs are kept here (out)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="cores to train on (1)")
    parser.add_argument(
        "--stage", choices=list(STAGES), action="append", help="only this stage, even if its result is there"
    )
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    run = Run(data=options.data, work=options.work, seed=options.seed, texts=read_texts(options.data, options.seed))
    for name, (file, stage) in STAGES.items():
        result = options.work / file
        if name in options.stage if options.stage else not result.exists():
            print(f"stage {name}", flush=True)
            unfinished = result.with_name(f"unfinished-{file}")  # a run cut short goes on from here
            stage(run, unfinished)
            unfinished.rename(result)


if __name__ == "__main__":
    main()
