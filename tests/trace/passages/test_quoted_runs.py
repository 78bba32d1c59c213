"""Pairs that share only a phrase of quotations aren't read, and none is dropped that has a quotation in common."""

from __future__ import annotations

import random

import numpy as np
import pytest

from attribune.records import to_json
from attribune.trace.passages.candidates import COMMON
from attribune.trace.passages.quoted_runs import QuotedRuns
from attribune.trace.run import trace_articles
from attribune.trace.stage_cache import StageCache
from tests.trace.made import article, at

WORDS = "harbour pier ferry piles rotten lorry council seven quay north works crowns bread choir stone lamp".split()


def _text(draw: random.Random, pool: list[str]) -> str:
    """Quotations, some side by side, some with words between them that others have, too."""
    parts = list[str]()
    for _ in range(draw.randint(1, 4)):
        kept = draw.choice(pool).split()
        if draw.random() < 0.5:
            low = draw.randrange(len(kept) - 3)
            kept = kept[low : low + draw.randint(3, len(kept))]
        if draw.random() < 0.3:
            kept[draw.randrange(len(kept))] = draw.choice(WORDS)
        own = " ".join(draw.choices(WORDS, k=draw.randint(0, 6)))
        parts.append(f"“{' '.join(kept)}{' ' + own if own else ''}”{draw.choice(['', ' he said', ' ', '.'])}")
    return draw.choice(["", "Otto Quist spoke. "]) + " ".join(parts)


@pytest.mark.parametrize("seed", range(12))
def test_no_quotation_in_common_is_lost(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    pool = [" ".join(draw.choices(WORDS, k=draw.randint(5, 14))) for _ in range(6)]
    if seed % 2:  # so common that most of their fingerprints lead to the first text alone
        pool = pool[:2]
    articles = [article(f"a{n}", _text(draw, pool), at(n * 9)) for n in range(COMMON + 25)]
    found = trace_articles(articles, speakers=False)
    monkeypatch.setattr(QuotedRuns, "may_be_same", lambda _, seeds: np.ones(len(seeds.begins()), dtype=bool))
    assert to_json(found) == to_json(trace_articles(articles, speakers=False))


def test_articles_that_share_a_phrase_alone_are_not_read() -> None:
    draw, cache = random.Random(5), StageCache()

    def said(n: int) -> str:
        words = [f"{draw.choice(WORDS)}{draw.randrange(10**6)}" for _ in range(12)]
        return f"“{' '.join(words[:6])} for the whole of it {' '.join(words[6:])},” Mara Voss told them on day {n}."

    trace_articles([article(f"a{n}", said(n), at(n)) for n in range(30)], speakers=False, cache=cache)
    assert not cache.values["quoted"]
