"""Words per second on one core, text to relations: both nets over the PolNeAR development articles."""

from __future__ import annotations

import os
import resource
import time
from typing import get_args

from attribune.nets.tagger import TierName, relations_many
from attribune.text.line_bounds import lines_of
from benchmarks.inputs import json_lines

DATA = ["polnear/dev.jsonl.gz"]
ROUNDS = 3


def words_a_second(tier: TierName, articles: int | None = None) -> float:
    """Return words (by white space) a second of processor time, best of ``ROUNDS`` after one warm-up.

    Text in, relations out: cutting into units, features, net, decoding, linking. New word forms are met in the
    warm-up round only, as in any long run.
    """
    texts = [row["text"] for row in json_lines(DATA[0])][:articles]
    items = [(text, lines_of(text)) for text in texts]
    words = sum(len(text.split()) for text in texts)
    times = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        relations_many(items, tier=tier)
        times.append(time.process_time() - began)
    return words / min(times[1:])


def measure() -> dict[str, float]:
    """Return words a second of each tier on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return {f"{tier} words/s": words_a_second(tier, None if tier == "fast" else 20) for tier in get_args(TierName)}


def main(_arguments: list[str]) -> None:
    """Print the table, and the most memory this process ever held."""
    for name, value in measure().items():
        print(f"{name:<16} {value:>12,.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory, MB':<16} {peak:>12,.0f}")


if __name__ == "__main__":
    main([])
