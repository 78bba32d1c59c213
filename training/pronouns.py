"""Learns ``lexicon/en/names/pronoun_weights.tsv``: whom "he" and "she" mean.

``python -m training.pronouns`` prints accuracy in five folds by document, then fits on all and writes the weights.
A conditional logit: softmax over the weighted features of all that a pronoun may mean. It learns from two things:
the coreference of GUM's training documents, where the right candidate is known; and PolNeAR's training articles,
where only the pronoun's gender is: there the likelihood is that of meaning anybody of that gender, among candidates
of both. The second is news, which the first isn't.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attribune.articles.plain import read
from attribune.records import Span, Statement
from attribune.sources.coref.entities import Entity
from attribune.sources.coref.pronouns import HE, SHE, candidates, score
from attribune.sources.coref.resolve import Resolver
from attribune.sources.names.lexicon import plain
from attribune.statements.extract import statements
from benchmarks.inputs import json_lines

OUT = Path(__file__).resolve().parents[1] / "src/attribune/lexicon/en/names/pronoun_weights.tsv"
HEAD = (
    "# What speaks for a candidate of a pronoun.\n"
    "# Source: made by training/pronouns.py from GUM train and PolNeAR train; don't edit.\n"
    "# Format: feature, weight.\n"
    "# Read by:\n"  # ./run words fills it in
)
RIDGE, STEPS, RATE, FOLDS = 1.0, 600, 0.8, 5
NEWS = 0.5  # what one pronoun whose gender alone is known counts beside one whose antecedent is
UNKNOWN = {"he": 0.65, "she": 0.35}  # chance that somebody whose gender isn't known is a man or a woman
WORDS = ("he", "she", "his", "her", "him")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One pronoun: the features of each candidate, and how well each would suit (the right one 1, others 0)."""

    features: list[list[str]]
    suits: list[float]
    weight: float = 1.0


def known_cases(document: dict[str, Any]) -> list[Case]:
    """Return the pronouns of a GUM document whose antecedent is one of the candidates.

    Other pronouns are resolved right.
    """
    (article,) = read(document["text"].encode(), name=document["id"])
    resolver = Resolver(article, statements(article, tier="rules"))
    gold = _Gold(document)
    cases = []
    for at, number in resolver.events():
        span = gold.pronouns.get(at) if number < 0 else None
        if span is None:
            continue
        word = plain(article.text[slice(*span)])
        weighed = candidates(word, at, resolver.scene, resolver.entities.all)
        right = [gold.same(span, resolver.entities.all[who]) for who, _ in weighed]
        if sum(right) == 1 and len(weighed) > 1 and word in WORDS:
            cases.append(Case(features=[f for _, f in weighed], suits=[float(r) for r in right]))
        if any(right):
            _meet(resolver, span, weighed[right.index(True)][0])
    return cases


def gendered(document: dict[str, Any]) -> list[Case]:
    """Return the pronouns of a PolNeAR article with candidates of both genders.

    Others are resolved by the shipped weights.
    """
    (article,) = read(document["text"].encode(), name=document["id"])
    resolver = Resolver(article, _gold_statements(document))
    cases = []
    for at, number in resolver.events():
        if number >= 0:
            continue
        end = at
        while end < len(article.text) and article.text[end].isalpha():
            end += 1
        word = plain(article.text[at:end])
        everybody = candidates(word, at, resolver.scene, resolver.entities.all, agreeing=False)
        genders = [resolver.entities.all[who].gender for who, _ in everybody]
        if {"m", "f"} <= set(genders) and (word in HE | SHE):
            wanted, unsure = ("m", UNKNOWN["he"]) if word in HE else ("f", UNKNOWN["she"])
            suits = [1.0 if g == wanted else unsure if g is None else 0.0 for g in genders]
            bare = [[f for f in features if not f.startswith("gender")] for _, features in everybody]
            cases.append(Case(features=bare, suits=suits, weight=NEWS))
        fitting = candidates(word, at, resolver.scene, resolver.entities.all)
        if fitting:
            _meet(resolver, (at, end), max(fitting, key=lambda pair: score(pair[1]))[0])
    return cases


def _meet(resolver: Resolver, span: Span, who: int) -> None:
    entity = resolver.entities.all[who]
    resolver.scene.add(resolver.referent(span, entity, speaks=False, pronoun=True))


def _gold_statements(document: dict[str, Any]) -> list[Statement]:
    statements = []
    for number, one in enumerate(document["annotations"][0]["attributions"]):
        content = tuple(sorted((s, e) for s, e in one["content"]))
        source = tuple(sorted((s, e) for s, e in one["source"])) or None
        if content:
            statements.append(Statement(id=f"g{number}", kind="indirect", content=content, source=source))
    return statements


class _Gold:
    """The gold chains of a document by the spans of their mentions."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._chains: dict[Span, int] = {}
        self.pronouns: dict[int, Span] = {}
        for number, entity in enumerate(document["entities"]):
            for start, end, kind in entity["mentions"]:
                self._chains[(start, end)] = number
                if kind == "pronoun":
                    self.pronouns[start] = (start, end)

    def same(self, pronoun: Span, entity: Entity) -> bool:
        """Whether some mention of our entity belongs to the pronoun's chain."""
        return any(self._chain_of(span) == self._chains[pronoun] for span in entity.mentions)

    def _chain_of(self, span: Span) -> int | None:
        holding = [(e - s, n) for (s, e), n in self._chains.items() if s <= span[0] and span[1] <= e]
        return min(holding)[1] if holding else None


def fit(training: Sequence[Case]) -> dict[str, float]:
    """Return the weights under which what suits is likeliest, with a ridge."""
    names = sorted({f for case in training for one in case.features for f in one})
    most = max(len(case.features) for case in training)
    rows: NDArray[np.float64] = np.zeros((len(training), most, len(names)))
    suits, present = np.zeros((len(training), most)), np.zeros((len(training), most))
    for n, case in enumerate(training):
        for c, features in enumerate(case.features):
            rows[n, c, [names.index(name) for name in features]] = 1
            suits[n, c], present[n, c] = case.suits[c], 1
    counts = np.array([case.weight for case in training])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        logits = np.where(present > 0, rows @ weights, -1e9)
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        wanted = chances * suits + 1e-12
        wanted /= wanted.sum(axis=1, keepdims=True)
        gradient = np.einsum("n,nc,ncf->f", counts, wanted - chances, rows) - RIDGE * weights
        weights += RATE * gradient / counts.sum()
    return {name: float(weights[n]) for n, name in enumerate(names)}


def accuracy(tested: Sequence[Case], weights: dict[str, float] | None) -> float:
    """Per cent of cases in which the weights (None: the shipped ones) choose what suits best."""
    right = 0
    for case in tested:
        chances = [score(f) if weights is None else sum(weights.get(n, 0.0) for n in f) for f in case.features]
        right += case.suits[int(np.argmax(chances))] == 1.0
    return 100 * right / max(len(tested), 1)


def _folds(name: str, find: Any) -> dict[int, list[Case]]:
    folds: dict[int, list[Case]] = defaultdict(list)
    for number, document in enumerate(json_lines(name)):
        folds[number % FOLDS] += find(document)
    return folds


def main(arguments: Sequence[str]) -> None:
    """Fold, report, and (without ``--try``) write."""
    gum, news = _folds("gum/train.jsonl.gz", known_cases), _folds("polnear/train.jsonl.gz", gendered)
    held_out: dict[str, list[float]] = defaultdict(list)
    for fold in range(FOLDS):
        others = [g for g in range(FOLDS) if g != fold]
        rest = {"GUM": [c for g in others for c in gum[g]], "news": [c for g in others for c in news[g]]}
        for name, training in (*rest.items(), ("both", rest["GUM"] + rest["news"])):
            weights = fit(training)
            held_out[f"{name} on GUM"].append(accuracy(gum[fold], weights))
            held_out[f"{name} on news"].append(accuracy(news[fold], weights))
    for name, folds in held_out.items():
        print(f"learned from {name:<14} {np.mean(folds):5.1f}%")
    for name, cases in (("GUM", gum), ("news", news)):
        every = [c for fold in cases.values() for c in fold]
        nearest = 100 * np.mean([c.suits[0] == 1.0 for c in every])
        print(f"{name}: nearest {nearest:.1f}%, shipped {accuracy(every, None):.1f}%, of {len(every)} with a choice")
    if "--try" not in arguments:
        weights = fit([c for folds in (gum, news) for fold in folds.values() for c in fold])
        lines = [f"{name}\t{weights[name]:.3f}" for name in sorted(weights) if abs(weights[name]) >= 0.005]
        OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
