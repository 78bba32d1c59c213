"""Attribution on PolNeAR dev: spans as in the CofeNet protocol, relations by token F1, slices; peers side by side.

``--peers`` runs all in an environment of its own, ``.venv-bench``, and installs there what is missing (a CRF trained on
the same articles takes some ten minutes and 3 GB of memory).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, get_args

from attribune.nets.tagger import TierName, relations_many
from attribune.text.line_bounds import lines_of
from benchmarks._environment import run_with_peers
from benchmarks._peers import peers
from benchmarks._scorers import ROLES, Article, AttributionSpans, gold_articles, relation_score, span_score
from benchmarks.inputs import json_lines

DATA = ["polnear/dev.jsonl.gz"]
PACKAGES = ["numpy", "onnxruntime", "python-crfsuite", "textacy", "spacy"]


def by_net(articles: Sequence[Article], tier: TierName) -> list[list[Any]]:
    """Return what a shipped net says of each article."""
    return list(relations_many([(article.text, lines_of(article.text)) for article in articles], tier=tier))


def figures(articles: Sequence[Article], predicted: Sequence[Sequence[AttributionSpans]]) -> dict[str, float]:
    """Return every figure of one system by name."""
    spans, relations = span_score(articles, predicted), relation_score(articles, predicted)
    scores = {}
    for role in ROLES:
        scores[f"exact {role}"] = spans.exact[role].f1
        scores[f"begin {role}"] = spans.begin[role].f1
        scores[f"jaccard {role}"] = spans.tokens[role].jaccard
        scores[f"token {role}"] = relations.roles[role].f1
    scores["token joint"] = relations.joint.f1
    scores["relations found"] = relations.found.f1
    for name, count in sorted(relations.slices.items()):
        scores[name] = count.f1
    return scores


def measure() -> dict[str, float]:
    """Ours only: the three tiers on the development articles."""
    articles = gold_articles(json_lines(DATA[0]))
    return {
        f"{tier} {name}": value
        for tier in get_args(TierName)
        for name, value in figures(articles, by_net(articles, tier)).items()
        if not name.startswith("publisher")
    }


def main(arguments: list[str]) -> None:
    """Print the table. Arguments: a data file name (default the development articles) and tiers or peers to run."""
    if "--peers" in arguments:
        sys.exit(run_with_peers("polnear", PACKAGES, [argument for argument in arguments if argument != "--peers"]))
    name = next((a for a in arguments if a.endswith(".gz")), DATA[0])
    wanted = [a for a in arguments if not a.endswith(".gz")]
    articles = gold_articles(json_lines(name))
    table: dict[str, dict[str, float]] = {}
    for tier in get_args(TierName):
        if not wanted or tier in wanted:
            table[tier] = figures(articles, by_net(articles, tier))
    for peer, predict in peers(wanted).items():
        if isinstance(predict, str):
            print(f"{peer}: {predict}", file=sys.stderr)
        else:
            table[peer] = figures(articles, [predict(article.text) for article in articles])
    _print(table)


def _print(table: dict[str, dict[str, float]]) -> None:
    names = list(dict.fromkeys(name for row in table.values() for name in row))
    print(f"{'F1 in points':<28}" + "".join(f"{system:>12}" for system in table))
    for name in names:
        print(f"{name:<28}" + "".join(f"{table[s].get(name, float('nan')):>12.1f}" for s in table))


if __name__ == "__main__":
    main(sys.argv[1:])
