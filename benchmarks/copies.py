"""Copies, footers, digests and wire stories: does tracing join a copy to its original, and nothing else to it?

Copies are made from PolNeAR dev, BASIL and long Reuters stories: another outlet's lead before and after a part of the
original, one word in fifty changed. Beginnings of articles under one footer, digests of beginnings, and Reuters reports
of different companies (told apart by their tickers) tell no common story.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from attribune.articles.reading import read_bytes
from attribune.corpus.derived.wires import wire_of
from attribune.corpus.storage.hashing import canonical
from attribune.records import Article, Trace
from attribune.trace.run import trace_articles
from benchmarks.inputs import json_lines

KEPT = (1.0, 0.75, 0.5, 0.35, 0.2)  # of the original's words
CHANGED = 0.02  # of the words of a copy
SEED = 4
LONG, SOME = 150, 300  # words of a long Reuters story; articles of a set
ITEMS = 8  # of a digest
FOOTER = (
    "Reporting by Jane Marsh in Port Ellery and Peter Lowe; Editing by Alan Cole. The Harbour Herald is published by "
    "Quay Media Group, 12 Dock Street. Copyright 2016 Quay Media Group. All rights reserved. Follow us on the usual "
    "networks. Sign up for the Morning Briefing from our politics team. To report an error, write to the desk or call "
    "555-0100. Our reporters follow the Code of the Press Board, which hears complaints on the first Monday of a month."
)
_TICKER = re.compile(r"(?:<|&lt;)([A-Z.]+)>")


def traced(texts: list[str], outlet: str | None = None) -> Trace:
    """Return the trace of texts, a minute between two of them; their ids are their numbers."""
    articles = [
        Article(id=str(n), text=text, sha256="0" * 64, outlet=outlet or f"Outlet {n}",
                published=f"2026-05-{3 + n // 1440:02d}T{n // 60 % 24:02d}:{n % 60:02d}:00Z")
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return trace_articles(articles, speakers=False)


def copies(rows: list[dict[str, Any]], share: float) -> Iterator[str]:
    """Yield of each article a copy: a part of it between an opening and an end of the copier's own."""
    draw = random.Random(SEED)
    others = [line for row in rows for line in row["text"].split("\n") if 30 < len(line.split()) < 60]
    for row in rows:
        lines = [line for line in row["text"].split("\n") if line.strip()][1:]
        total = sum(len(line.split()) for line in lines)
        part: list[str] = []
        for line in lines:
            if sum(len(one.split()) for one in part) >= share * total:
                break
            part.append(" ".join(w if draw.random() > CHANGED else "indeed" for w in line.split()))
        yield "\n\n".join([draw.choice(others), *part, draw.choice(others)])


def copies_found(rows: list[dict[str, Any]], share: float) -> float:
    """Return the share of copies that a match joins to their original."""
    trace = traced([*(row["text"] for row in rows), *copies(rows, share)])
    pairs = {frozenset((m.earlier.article, m.later.article)) for m in trace.matches if m.kind != "boilerplate"}
    return sum(frozenset((str(n), str(n + len(rows)))) in pairs for n in range(len(rows))) / len(rows)


def joined(trace: Trace) -> int:
    """Return how many texts are in a story of a text before them."""
    return sum(len(story.articles) - 1 for story in trace.stories)


def companies(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """Return how many Reuters reports with a ticker have a parent; and of how many no parent has one of its tickers."""
    named = [(row["text"], set(_TICKER.findall(f"{row['title']} {row['text'][:200]}"))) for row in rows]
    named = [(text, tickers) for text, tickers in named if tickers]
    parents: dict[str, set[str]] = {}
    for edge in traced([text for text, _ in named], "Reuters").edges:
        parents.setdefault(edge.child, set()).add(edge.parent)
    tickers = {str(n): names for n, (_, names) in enumerate(named)}
    other = [c for c, each in parents.items() if not any(tickers[c] & tickers.get(one, set()) for one in each)]
    return len(parents), len(other)


def wires(rows: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Return how many agencies are named rightly, missed, and named where none is credited."""
    right = missed = false = 0
    for row in rows:
        about = {"text": row["text"], "title": row["title"], "author": row["author"], "outlet": row["publisher"]}
        wire = wire_of(read_bytes(canonical(about).encode(), name="article.jsonl")[0])
        same = bool(row["wire"] and wire and row["wire"].lower() == wire.lower())
        right, missed, false = (
            right + same,
            missed + bool(row["wire"] and not same),
            false + bool(wire and not row["wire"]),
        )
    return right, missed, false


def main(_arguments: list[str]) -> None:
    """Print the figures."""
    dev, train = json_lines("polnear/dev.jsonl.gz"), json_lines("polnear/train.jsonl.gz")
    reuters, basil = json_lines("reuters/reuters21578.jsonl.gz"), json_lines("basil/dev.jsonl.gz")
    long = [row for row in reuters if len(row["text"].split()) > LONG][:SOME]
    long = [{**row, "text": "\n".join(" ".join(p.split()) for p in row["text"].split("\n    "))} for row in long]
    for name, rows in (("PolNeAR dev", dev), ("BASIL", basil), ("Reuters", long)):
        shares = ", ".join(f"{copies_found(rows, kept):.0%} of copies of {kept:.0%}" for kept in KEPT)
        print(f"{name}: joined to the original {shares}")
    for words in (40, 60, 100):
        under = [f"{' '.join(row['text'].split()[:words])}\n\n{FOOTER}" for row in train[:SOME]]
        print(
            f"{SOME} beginnings of {words} words under a footer of one outlet: {joined(traced(under, 'Herald'))} joined"
        )
    items = [" ".join(row["text"].split()[:80]) for row in train[:SOME]]
    digests = ["\n\n".join(items[n : n + ITEMS]) for n in range(0, len(items), ITEMS)]
    pairs = joined(traced([*digests, *items]))
    print(f"{len(digests)} digests and their {SOME} items: {pairs} joined, each to the digest that has it")
    print("Reuters reports with a parent: {}, of other companies: {}".format(*companies(reuters)))
    print("credited wire stories of PolNeAR: {} right, {} missed, {} invented".format(*wires([*dev, *train])))
