"""Seconds to read an article, from text to statements with speakers and chains, on one core, after start-up.

Two tables: milliseconds for one article of 700 words, and words a second over many: one by one, and with a net that
reads several at once, as ``read`` and ``add`` do. Processor time, of each article the least of a few rounds, so that
other work on the machine counts little; the regex baseline of ``_peers.py`` runs in the same process, so that the ratio
holds on other machines.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from attribune.articles.plain import read
from attribune.records import Article
from attribune.sources.chains.build import with_chains
from attribune.sources.coref.resolve import resolve
from attribune.sources.reading import read_article
from attribune.sources.timed import tagged_ahead
from attribune.statements.extract import Tier, statements, tagged_together
from benchmarks._peers import by_regex
from benchmarks.inputs import json_lines

DATA = ["polnear/train.jsonl.gz"]
ARTICLE_WORDS = 700
MANY = 32  # articles of the second table
FEW = 5  # articles of the first
ROUNDS = 5
Item = TypeVar("Item")
TIERS: tuple[Tier, ...] = ("rules", "fast", "auto", "best")


def articles(count: int) -> list[Article]:
    """Return the first articles of PolNeAR train, read as plain text."""
    rows = json_lines(DATA[0])[:count]
    return [a for n, row in enumerate(rows) for a in read(row["text"].encode(), name=f"{n}.txt")]


def of_length(pool: Sequence[Article], words: int, count: int) -> list[Article]:
    """Articles of about so many words each, made of whole paragraphs; no two share one."""
    made: list[Article] = []
    lines: list[str] = []
    for paragraph in (line for article in pool for line in article.text.split("\n") if line.strip()):
        lines.append(paragraph)
        if sum(len(line.split()) for line in lines) >= words:
            made += read("\n\n".join(lines).encode(), name=f"{len(made)}.txt")
            lines = []
        if len(made) == count:
            break
    return made


def seconds(items: Sequence[Item], work: Callable[[Item], object]) -> float:
    """Processor time of ``work`` over all items, of each the least of some rounds, after one that warms up.

    No round does an item twice in a row, so that nothing kept of the last one helps.
    """
    least = [float("inf")] * len(items)
    for number in range(ROUNDS + 1):
        for place, item in enumerate(items):
            began = time.process_time()
            work(item)
            if number:
                least[place] = min(least[place], time.process_time() - began)
    return sum(least)


def parts(pool: Sequence[Article]) -> dict[str, float]:
    """Seconds of each stage of tier rules over a pool, and of the regex baseline."""
    found = [(a, statements(a, tier="rules")) for a in pool]
    resolved = [(a, *resolve(a, s)) for a, s in found]
    return {
        "regex baseline": seconds(pool, lambda a: by_regex(a.text)),
        "statements by rule": seconds(pool, lambda a: statements(a, tier="rules")),
        "speakers": seconds(found, lambda one: resolve(*one)),
        "chains": seconds(resolved, lambda one: with_chains(*one)),
    }


def reading(pool: Sequence[Article], tier: Tier) -> float:
    """Seconds in which the articles are read whole."""
    return seconds(pool, lambda a: read_article(a, tier=tier))


def together(pool: Sequence[Article]) -> dict[str, float]:
    """Seconds of tier fast over a pool of which the net reads several at once: of the whole, and of the net alone."""

    def whole(articles: Sequence[Article]) -> None:
        for article, tagged in tagged_ahead(articles, "fast"):
            read_article(article, tier="fast", tagged=tagged)

    return {
        "together, fast": seconds([pool], whole),
        "net of these": seconds([pool], lambda articles: tagged_together(articles, "fast")),
    }


def measure(tiers: Sequence[Tier] = TIERS) -> dict[str, float]:
    """Milliseconds for one article, by tier."""
    few = of_length(articles(30), ARTICLE_WORDS, FEW)
    return {f"{tier} ms": 1e3 * reading(few, tier) / len(few) for tier in tiers}


def main(arguments: list[str]) -> None:
    """Print both tables; arguments name tiers."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    began = time.perf_counter()
    tiers = cast(Sequence[Tier], arguments or TIERS)
    print(f"one article of {ARTICLE_WORDS} words, processor time")
    for name, value in measure(tiers).items():
        print(f"  {name:<20}{value:10.1f}")
    pool = articles(MANY)
    words = sum(len(a.text.split()) for a in pool)
    print(f"{len(pool)} articles, {words:,} words: words a second, and times the regex baseline's time")
    table = parts(pool)
    for tier in tiers:
        few = pool if tier in ("rules", "fast") else pool[:6]
        share = words / sum(len(a.text.split()) for a in few)
        table[f"read, {tier}"] = share * reading(few, tier)
    if "fast" in tiers:
        table |= together(pool)
    for name, spent in table.items():
        print(f"  {name:<20}{words / max(spent, 1e-9):12,.0f}{spent / max(table['regex baseline'], 1e-9):10.1f}×")
    print(f"({time.perf_counter() - began:.0f} s in all)")


if __name__ == "__main__":
    main(sys.argv[1:])
