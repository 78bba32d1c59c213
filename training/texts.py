"""The texts a run learns from: gold articles, and unlabelled ones that the encoder's beliefs label."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from attribune.nets.tokens import Stream, stream
from training.data import Gold, gold, plain

REUTERS_STORIES = 6_000  # of 19,043: newswire of 1987, so that it doesn't outweigh the news of today


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Gold articles to learn from and to choose by; streams of unlabelled texts by name."""

    train: list[Gold]
    dev: list[Gold]
    unlabelled: dict[str, list[Stream]]


def read_texts(data: Path, seed: int) -> Texts:
    """Return everything a run reads. ``data`` is the data folder; raises ``SystemExit`` where a file is missing."""
    wanted = ["polnear/train", "polnear/dev", "gum/train", "basil/dev", "reuters/reuters21578"]
    paths = {name: data / f"{name}.jsonl.gz" for name in wanted}
    missing = [str(path) for path in paths.values() if not path.is_file()]
    if missing:
        raise SystemExit(f"training needs {', '.join(missing)}: give the data folder with --data")
    stories = plain(paths["reuters/reuters21578"], wrapped=True)
    random.Random(seed).shuffle(stories)
    unlabelled = {
        "basil": plain(paths["basil/dev"]),
        "gum": plain(paths["gum/train"]),
        "reuters": stories[:REUTERS_STORIES],
    }
    return Texts(
        train=gold(paths["polnear/train"]),
        dev=gold(paths["polnear/dev"]),
        unlabelled={name: [stream([item]) for item in items] for name, items in unlabelled.items()},
    )
