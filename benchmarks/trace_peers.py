"""Peers of trace in one run: MinHash LSH over whole documents (datasketch, rensa) on the stories of Reuters.

``./run bench trace_peers`` needs ``pip install datasketch rensa`` and says so where one is missing. It prints processor
seconds, the pairs that each finds, and how many of the pairs that trace aligns are among them.
"""

from __future__ import annotations

import importlib
import time
from typing import Any

from attribune.trace.run import trace_articles
from benchmarks.trace import reuters

THRESHOLDS = (0.7, 0.5)
PERMUTATIONS = 128
RUN = 5  # words

Pairs = set[tuple[int, int]]


def shingles(text: str) -> list[str]:
    """The runs of words of a text."""
    words = text.lower().split()
    return sorted({" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))})


def by_datasketch(module: Any, sets: list[list[str]], threshold: float) -> Pairs:
    """The pairs of datasketch's ``MinHashLSH``."""
    lsh = module.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    found: Pairs = set()
    for number, runs in enumerate(sets):
        sketch = module.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([run.encode() for run in runs])
        found |= {(other, number) for other in lsh.query(sketch)}
        lsh.insert(number, sketch)
    return found


def by_rensa(module: Any, sets: list[list[str]], threshold: float) -> Pairs:
    """The pairs of rensa's ``RMinHashLSH``."""
    lsh = module.RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=16 if threshold > 0.6 else 32)
    found: Pairs = set()
    for number, runs in enumerate(sets):
        sketch = module.RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(runs)
        found |= {(other, number) for other in lsh.query(sketch)}
        lsh.insert(number, sketch)
    return found


def main(_arguments: list[str]) -> None:
    """Print what each finds, and how long it takes."""
    articles = reuters()
    began = time.process_time()
    places = {article.id: number for number, article in enumerate(articles)}
    matches = trace_articles(articles, speakers=False).matches
    ours = {
        (min(pair), max(pair))
        for match in matches
        if match.kind != "boilerplate"
        for pair in [(places[match.earlier.article], places[match.later.article])]
    }
    print(f"trace            {time.process_time() - began:7.1f} s  {len(ours):7} pairs with a passage", flush=True)
    sets = [shingles(article.text) for article in articles]
    for name, ways in (("datasketch", by_datasketch), ("rensa", by_rensa)):
        try:
            module = importlib.import_module(name)
        except ImportError:
            print(f"{name} isn't installed: pip install {name}")
            continue
        for threshold in THRESHOLDS:
            began = time.process_time()
            found = {(min(pair), max(pair)) for pair in ways(module, sets, threshold)}
            seconds = time.process_time() - began
            print(
                f"{name:<10} {threshold:.1f}  {seconds:7.1f} s  {len(found):7} pairs, {len(found & ours)} of trace's",
                flush=True,
            )
