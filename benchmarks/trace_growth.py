"""Trace at size: what an article costs, and how much memory, as articles get more; their density stays the same.

``./run bench trace_growth [KIND] [--articles N,N,…]``. Kinds: ``recombined`` (each article has eight paragraphs of a
pool of eight an article, so that every article shares passages with about eight others, of 1,000 as of 1,000,000),
``stories`` (recombined, within days of 400 articles: no article of one day shares with another day), ``edited`` (each
a copy of one article with edits of its own), ``chain`` (each a copy of the one before with one more edit) and
``equal``. All texts are invented here, each paragraph from its number alone. Every size is traced in a process of its
own, from JSON Lines; the times are processor time of all processes of the trace.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from attribune.records import Article

PARAGRAPHS, POOL = 8, 8  # of an article; of the pool, for each article
DAY = 400  # articles of a day, in ``stories``
EDITED = 0.2  # share of the paragraphs that are edited where they are used
SIZES = "1000,3000,10000,30000"
_NAMES = "Quist Marsh Brandt Olen Varga Teal Moss Hale Ibsen Roke Lund Pryce Adair Sorley Venn Castor".split()
_SAID = "said added told announced reported warned".split()
_HEDGES = "suspected alleged apparent possible".split()
_JOINTS = "and of the in for with that on to by from which after before as at".split()
_MONTHS = "January March May July October December".split()


@cache
def _vocabulary() -> list[str]:
    draw = random.Random(7)
    heads, tails = "b br d dr f g gr h k l m n p r s st t tr v w".split(), "a e i o u ai ea ou".split()
    ends = ["", *"n r l t nd rt lm st".split()]
    made = {"".join(draw.choice(x) for x in (heads, tails, heads, tails, ends)) for _ in range(9000)}
    return sorted(made)


def paragraph(number: int, seed: int = 0) -> str:
    """Return the paragraph of a number: three to five invented sentences with names, figures, dates and quotations."""
    draw = random.Random(number * 1_000_003 + seed)
    return " ".join(_sentence(draw) for _ in range(draw.randint(3, 5)))


def _sentence(draw: random.Random) -> str:
    nouns = draw.choices(_vocabulary(), k=draw.randint(6, 11))
    words = [one for noun in nouns for one in (noun, draw.choice(_JOINTS))][:-1]
    name, said = draw.choice(_NAMES), draw.choice(_SAID)
    form = draw.randrange(6)
    if form == 0:
        words.insert(4, f"{draw.randint(12, 900)} {draw.choice(_HEDGES)}")
    elif form == 1:
        words.insert(3, f"{draw.randint(2, 99)} percent of the")
    elif form == 2:
        words.insert(5, f"on {draw.randint(1, 28)} {draw.choice(_MONTHS)}")
    elif form == 3:
        return f"“{' '.join(words).capitalize()},” {said} {name}."
    elif form == 4:
        words.insert(0, f"{name} {said} that")
    return f"{' '.join(words).capitalize()}."


def edited(text: str, draw: random.Random) -> str:
    """Return a text with one edit: a word, a figure, a hedge or a sentence."""
    form, sentences = draw.randrange(3), text.split(". ")
    if form == 0 and len(sentences) > 2:
        return ". ".join(sentences[:-2] + sentences[-1:])
    words = text.split(" ")
    figures = [at for at, word in enumerate(words) if word.isdigit()]
    hedges = [at for at, word in enumerate(words) if word in _HEDGES]
    if form == 1 and figures:
        words[draw.choice(figures)] = str(draw.randint(10, 999))
    elif hedges:
        words.pop(draw.choice(hedges))
    else:
        words[draw.randrange(1, len(words) - 1)] = draw.choice(_vocabulary())
    return " ".join(words)


def _text(kind: str, number: int, count: int, draw: random.Random) -> str:
    if kind in ("recombined", "stories"):
        low, size = (0, count) if kind == "recombined" else (number // DAY * DAY, min(DAY, count))
        used = (paragraph(low * POOL + draw.randrange(size * POOL)) for _ in range(PARAGRAPHS))
        return "\n\n".join(edited(one, draw) if draw.random() < EDITED else one for one in used)
    parts = [paragraph(one) for one in range(PARAGRAPHS)]
    if kind == "edited" and number:
        for _ in range(3):
            at = draw.randrange(PARAGRAPHS)
            parts[at] = edited(parts[at], draw)
    if kind == "chain":
        for one in range(max(0, number - 40), number):
            at = one % PARAGRAPHS
            parts[at] = edited(parts[at], random.Random(one))
    return "\n\n".join(parts)


def articles(kind: str, count: int) -> Iterator[Article]:
    """Yield the articles of a kind, a minute between two of them."""
    draw, start = random.Random(count), 1_750_000_000
    for number in range(count):
        moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(start + 60 * number))
        yield Article(
            id=f"a{number}", text=_text(kind, number, count, draw), sha256="0" * 64, published=moment,
            outlet=f"Outlet {draw.randrange(400)}", url=f"https://outlet.example/{kind}/{number}",
        )  # fmt: skip


def _stages() -> tuple[dict[str, float], Callable[[str, int, int], None]]:
    spent, last = dict[str, float](), _spent()

    def step(stage: str, _done: int, _total: int) -> None:
        nonlocal last
        now = _spent()
        spent[stage] = spent.get(stage, 0.0) + now - last
        last = now

    return spent, step


def _spent() -> float:
    """Seconds of processor time of this process and of those of its children that are gone."""
    return sum(os.times()[:4])


def _measure(file: str) -> None:
    """Trace the articles of a JSON Lines file and print the figures. In a process of its own."""
    from attribune.trace.run import trace_articles

    with Path(file).open(encoding="utf-8") as lines:
        rows = [Article(sha256="0" * 64, **json.loads(line)) for line in lines]
    began, clock = _spent(), time.monotonic()
    spent, step = _stages()
    result = trace_articles(rows, speakers=False, progress=step)
    each = (_spent() - began) / len(rows)
    memory, other = (
        resource.getrusage(who).ru_maxrss / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    counts = (len(one) / len(rows) for one in (result.matches, result.changes, result.edges))
    print(
        f"{len(rows):>9,} {each * len(rows):8.1f} s {time.monotonic() - clock:8.1f} s {each * 1000:7.2f} ms "
        f"{memory:6.2f} GB {other:6.2f} GB {memory * 1e6 / len(rows):6.1f} KB "
        + " ".join(f"{one:6.2f}" for one in counts),
        flush=True,
    )
    print("          " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in spent.items()), flush=True)


def main(given: list[str]) -> None:
    """Print a line for each size: processor time, time, both an article, memory, and what was found an article."""
    parser = argparse.ArgumentParser(prog="./run bench trace_growth")
    parser.add_argument("kind", nargs="?", default="recombined")
    parser.add_argument("--articles", default=SIZES)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    chosen = parser.parse_args(given)
    if chosen.file:
        return _measure(chosen.file)
    print(
        f"{chosen.kind}: processor time, time, an article; most memory, of others, an article; matches, changes, edges"
    )
    for count in (int(one) for one in chosen.articles.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made.jsonl"
            with path.open("w", encoding="utf-8") as file:
                for one in articles(chosen.kind, count):
                    row = {"id": one.id, "text": one.text, "published": one.published, "outlet": one.outlet}
                    file.write(json.dumps({**row, "url": one.url}, ensure_ascii=False) + "\n")
            command = [sys.executable, "-m", "benchmarks", "trace_growth", "--file", str(path)]
            subprocess.run(command, check=True)
    return None
