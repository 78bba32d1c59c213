"""Ablation of decoding: the likeliest sequence against span by span, at several settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from attribune.nets import inference as tiers
from attribune.nets import model_files as shipped
from attribune.nets.decode import Likely
from attribune.nets.labels import spans_of
from attribune.nets.tagger import TierName
from benchmarks._scorers import Article, gold_articles
from benchmarks._viterbi import viterbi
from benchmarks.inputs import json_lines
from benchmarks.polnear import by_net, figures

DATA = ["polnear/dev.jsonl.gz"]
SHOWN = ("exact source", "exact cue", "exact content", "token joint", "relations found", "no source")
# temperature, least, worth
SETTINGS = [(1.0, 0.05, 0.0), (1.0, 0.25, 0.0), (1.0, 0.25, 0.4), (1.2, 0.25, 0.4), (1.35, 0.25, 0.4), (1.5, 0.25, 0.0)]
SETTINGS += [(1.5, 0.15, 0.4), (1.5, 0.25, 0.3), (1.5, 0.25, 0.4), (1.5, 0.25, 0.5), (1.5, 0.4, 0.4), (2.0, 0.25, 0.4)]


def by_sequence(
    scores: npt.NDArray[np.float32], lengths: npt.NDArray[np.int64], moves: npt.NDArray[np.float32], **_: float
) -> Likely:
    """Return the spans of each window's likeliest sequence, all of them held for certain."""
    rows = [
        (window, *span)
        for window, tags in enumerate(viterbi(scores, lengths, moves))
        for span in spans_of(tags[: lengths[window]])
    ]
    table = np.array(rows, np.int64).reshape(-1, 4).T
    return Likely(table[0], table[1], table[2], table[3], np.ones(len(rows), np.float32))


@contextmanager
def settled(tier: str, temperature: float, least: float, worth: float) -> Iterator[None]:
    """The tier decodes with these settings meanwhile."""
    with patch.dict(shipped.card(tier).settings, temperature=temperature, least=least, worth=worth):
        yield


def row(articles: list[Article], tier: TierName) -> str:
    """Return the figures of one setting, a column each."""
    scores = figures(articles, by_net(articles, tier))
    return "".join(f"{scores[name]:>17.1f}" for name in SHOWN)


def main(arguments: list[str]) -> None:
    """Print the table for the tiers named (both without)."""
    articles = gold_articles(json_lines(DATA[0]))
    for tier in ("best", "fast"):
        if arguments and tier not in arguments:
            continue
        print(f"{tier:<6} temperature least worth" + "".join(f"{name:>17}" for name in SHOWN))
        with patch.object(tiers, "likely_spans", by_sequence):
            print(f"{'likeliest sequence':<24}" + row(articles, tier))
        for temperature, least, worth in SETTINGS:
            with settled(tier, temperature, least, worth):
                print(f"{temperature:>13.2f}{least:>6.2f}{worth:>5.2f}" + row(articles, tier), flush=True)


if __name__ == "__main__":
    main([])
