"""Seconds to read an article, from text to statements with speakers and chains, on one core, after start-up.

Two tables: milliseconds for one article of 700 words, and words a second over many. User time of the process, the
best of a few rounds; the regex baseline of ``_peers.py`` runs in the same process, so that
the ratio holds on other machines.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, cast

from attribune.articles.plain import read
from attribune.records import Article
from attribune.sources.chains.build import with_chains
from attribune.sources.coref.resolve import resolve
from attribune.sources.reading import read_article
from attribune.statements.extract import Tier, statements
from benchmarks._peers import by_regex
from benchmarks.inputs import json_lines

DATA = ["polnear/train.jsonl.gz"]
ARTICLE_WORDS = 700
MANY = 24  # articles of the second table
ROUNDS = 2
TIERS: tuple[Tier, ...] = ("rules", "fast", "auto", "best")


def articles(count: int) -> list[Article]:
    """Return the first articles of PolNeAR train, read as plain text."""
    rows = json_lines(DATA[0])[:count]
    return [a for n, row in enumerate(rows) for a in read(row["text"].encode(), name=f"{n}.txt")]


def of_length(pool: Sequence[Article], words: int) -> Article:
    """Return one article of about so many words, made of whole paragraphs."""
    lines, count = [], 0
    for paragraph in (line for article in pool for line in article.text.split("\n") if line.strip()):
        lines.append(paragraph)
        count += len(paragraph.split())
        if count >= words:
            break
    (article,) = read("\n\n".join(lines).encode(), name="article.txt")
    return article


def seconds(call: Callable[[], Any]) -> float:
    """Return the least user time of a few runs, after one that warms up."""
    call()
    times = []
    for _ in range(ROUNDS):
        began = os.times().user
        call()
        times.append(os.times().user - began)
    return min(times)


def parts(pool: Sequence[Article]) -> dict[str, float]:
    """Return seconds of each stage of tier rules over a pool, and of the regex baseline."""
    statements_read = [statements(a, tier="rules") for a in pool]
    resolved = [resolve(a, s) for a, s in zip(pool, statements_read, strict=True)]
    return {
        "regex baseline": seconds(lambda: [by_regex(a.text) for a in pool]),
        "statements by rule": seconds(lambda: [statements(a, tier="rules") for a in pool]),
        "speakers": seconds(lambda: [resolve(a, s) for a, s in zip(pool, statements_read, strict=True)]),
        "chains": seconds(lambda: [with_chains(a, *r) for a, r in zip(pool, resolved, strict=True)]),
    }


def measure(tiers: Sequence[Tier] = TIERS) -> dict[str, float]:
    """Milliseconds for one article, by tier."""
    article = of_length(articles(20), ARTICLE_WORDS)
    many = [article] * 5  # one alone is shorter than the clock's tick
    return {f"{t} ms": 1e3 * seconds(lambda t=t: [read_article(a, tier=t) for a in many]) / len(many) for t in tiers}  # type: ignore[misc]


def main(arguments: list[str]) -> None:
    """Print both tables; arguments name tiers."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    began = time.perf_counter()
    tiers = cast(Sequence[Tier], arguments or TIERS)
    print(f"one article of {ARTICLE_WORDS} words, user time")
    for name, value in measure(tiers).items():
        print(f"  {name:<20}{value:10.1f}")
    pool = articles(MANY)
    words = sum(len(a.text.split()) for a in pool)
    print(f"{len(pool)} articles, {words:,} words: words a second, and times the regex baseline's time")
    table = parts(pool)
    for tier in tiers:
        few = pool if tier in ("rules", "fast") else pool[:6]
        share = words / sum(len(a.text.split()) for a in few)
        table[f"read, {tier}"] = share * seconds(lambda few=few, tier=tier: [read_article(a, tier=tier) for a in few])  # type: ignore[misc]
    for name, spent in table.items():
        print(f"  {name:<20}{words / max(spent, 1e-9):12,.0f}{spent / max(table['regex baseline'], 1e-9):10.1f}×")
    print(f"({time.perf_counter() - began:.0f} s in all)")


if __name__ == "__main__":
    main(sys.argv[1:])
