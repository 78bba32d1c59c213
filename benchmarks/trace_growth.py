"""Trace at size: what an article costs, and how much memory, as articles get more; their density stays the same.

``./run bench trace_growth [KIND] [--articles N,N,…] [--from PATH] [--engine local]``. Kinds: ``news`` (three articles
of ten take some or all of the paragraphs of one of the 2,000 before it), ``recombined`` (each article has eight
paragraphs of a pool of eight an article, so that every article shares passages with about eight others, of 1,000 as of
1,000,000), ``stories`` (recombined, within days of 400 articles: no article of one day shares with another day),
``edited`` (each a copy of one article with edits of its own), ``chain`` (each a copy of the one before with one more
edit) and ``equal``. All texts are invented here, each paragraph from its number alone: of the words of the articles in
``PATH``, each behind one that it is behind there (:mod:`benchmarks.word_chain`), or of made words. Every size is traced
in a process of its own, from JSON Lines, in memory or by an engine in parts; the times are processor time of all
processes of the trace.
"""

from __future__ import annotations

import argparse
import json
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
from benchmarks.engines import processor_seconds
from benchmarks.word_chain import Chain

PARAGRAPHS, POOL = 8, 8  # of an article; of the pool, for each article
DAY = 400  # articles of a day, in ``stories``
COPIED, NEAR = 0.3, 2_000  # share of the articles that copy, in ``news``, and how far back what they copy is
EDITED = 0.2  # share of the paragraphs that are edited where they are used
SIZES = "1000,3000,10000,30000"
PART_BYTES = 30_000_000  # of articles, of a part of an engine
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


def _numbers(kind: str, number: int, count: int, draw: random.Random) -> list[int]:
    """Return the numbers of an article's paragraphs; in ``edited``, ``chain`` and ``equal`` all have the same."""
    if kind == "news":
        own = [number * PARAGRAPHS + one for one in range(PARAGRAPHS)]
        if not number or draw.random() >= COPIED:
            return own
        first, size = (number - 1 - draw.randrange(min(number, NEAR))) * PARAGRAPHS, draw.randint(1, PARAGRAPHS)
        return [first + one for one in range(size)] + own[size:]
    if kind in ("recombined", "stories"):
        low, size = (0, count) if kind == "recombined" else (number // DAY * DAY, min(DAY, count))
        return [low * POOL + draw.randrange(size * POOL) for _ in range(PARAGRAPHS)]
    return list(range(PARAGRAPHS))


def _text(kind: str, number: int, count: int, draw: random.Random, made: Callable[[int], str]) -> str:
    parts = list(map(made, _numbers(kind, number, count, draw)))
    if kind in ("news", "recombined", "stories"):
        return "\n\n".join(edited(one, draw) if draw.random() < EDITED else one for one in parts)
    if kind == "edited" and number:
        for _ in range(3):
            at = draw.randrange(PARAGRAPHS)
            parts[at] = edited(parts[at], draw)
    if kind == "chain":
        for one in range(max(0, number - 40), number):
            at = one % PARAGRAPHS
            parts[at] = edited(parts[at], random.Random(one))
    return "\n\n".join(parts)


def articles(kind: str, count: int, made: Callable[[int], str] = paragraph) -> Iterator[Article]:
    """Yield the articles of a kind, a minute between two of them. ``made`` returns the paragraph of a number."""
    draw, start = random.Random(count), 1_750_000_000
    for number in range(count):
        moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(start + 60 * number))
        yield Article(
            id=f"a{number}", text=_text(kind, number, count, draw, made), sha256="0" * 64, published=moment,
            outlet=f"Outlet {draw.randrange(400)}", url=f"https://outlet.example/{kind}/{number}",
        )  # fmt: skip


class Stages:
    """Seconds of processors and of the clock, and most memory of this process, of each stage."""

    def __init__(self) -> None:
        self.rows: dict[str, list[float]] = {}
        self._last, self._stage = (processor_seconds(), time.monotonic()), "articles read"

    def step(self, stage: str, _done: int, _total: int) -> None:
        """Hear of a stage; where it is another one, the last is over."""
        if stage != self._stage:
            self.close()
            self._stage = stage

    def close(self) -> None:
        """The stage is over."""
        now = processor_seconds(), time.monotonic()
        row = self.rows.setdefault(self._stage, [0.0, 0.0, 0.0])
        row[0] += now[0] - self._last[0]
        row[1] += now[1] - self._last[1]
        row[2] = max(row[2], _most_memory())
        self._last = now


def _most_memory() -> float:
    """Return the most GB of memory since this was last asked, as Linux counts them."""
    status = Path("/proc/self/status").read_text()
    Path("/proc/self/clear_refs").write_text("5")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1e6


def _measure(file: str, engine: str | None) -> None:
    """Trace the articles of a JSON Lines file into tables and print the figures. In a process of its own."""
    stages = Stages()
    count, found = (_by_engine if engine else _of_file)(Path(file), stages.step)
    stages.close()
    spent, clock, _ = map(sum, zip(*stages.rows.values(), strict=True))
    memory = max(row[2] for row in stages.rows.values())
    other = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(
        f"{count:>9,} {spent:8.1f} s {clock:8.1f} s {spent / count * 1000:7.2f} ms "
        f"{memory:6.2f} GB {other:6.2f} GB {memory * 1e6 / count:6.1f} KB "
        + " ".join(f"{one / count:6.2f}" for one in found),
        flush=True,
    )
    for stage, (seconds, passed, most) in stages.rows.items():
        print(f"          {stage:<26} {seconds:8.1f} s {passed:8.1f} s {most:6.2f} GB", flush=True)


def _of_file(path: Path, step: Callable[[str, int, int], None]) -> tuple[int, list[int]]:
    """Return how many articles there are, and how many matches, changes and edges: what the command does."""
    from attribune.articles.inputs import raise_error
    from attribune.articles.reading import read_paths
    from attribune.exports.tables.trace import write_tables
    from attribune.trace.run import trace_spilled
    from attribune.trace.spill.articles import SpilledArticles

    with SpilledArticles(read_paths([path], on_error=raise_error)) as shelf:
        result = trace_spilled(shelf, progress=step)
    step("tables written", 0, 1)
    write_tables(result, str(path.parent / "tables"))
    return len(result.articles), [len(one) for one in (result.matches, result.changes, result.edges)]


def _by_engine(path: Path, step: Callable[[str, int, int], None]) -> tuple[int, list[int]]:
    """Return the same, found part by part; the tables are written beside the articles."""
    from attribune.engines.engine import run
    from attribune.engines.local import Local
    from attribune.engines.stages import Options
    from attribune.engines.tracing.run import TRACE

    parts = max(1, path.stat().st_size // PART_BYTES)
    counts = run(Local(str(path.parent / "tables"), TRACE), [str(path)], Options(parts=parts), step)
    return counts["article"], [counts[name] for name in ("match", "change", "edge")]


def _write(path: Path, kind: str, count: int, source: str | None) -> None:
    """Write the articles of a kind as JSON Lines. In a process of its own: the words of a source take memory."""
    made = paragraph if source is None else Chain(source).paragraph
    with path.open("w", encoding="utf-8") as file:
        for one in articles(kind, count, made):
            row = {"id": one.id, "text": one.text, "published": one.published, "outlet": one.outlet}
            file.write(json.dumps({**row, "url": one.url}, ensure_ascii=False) + "\n")


def main(given: list[str]) -> None:
    """Print a line for each size: processor time, time, both an article, memory, and what was found an article."""
    parser = argparse.ArgumentParser(prog="./run bench trace_growth")
    parser.add_argument("kind", nargs="?", default="recombined")
    parser.add_argument("--articles", default=SIZES)
    parser.add_argument("--from", dest="source", help="a file or folder of articles whose words are used")
    parser.add_argument("--engine", choices=["local"], help="trace in parts, not in memory")
    parser.add_argument("--write", type=Path, help="only write the articles, of one size, into this file")
    parser.add_argument("--file", help="trace this file of articles, as --write makes it")
    chosen = parser.parse_args(given)
    if chosen.write:
        return _write(chosen.write, chosen.kind, int(chosen.articles), chosen.source)
    print(
        f"{chosen.kind}: processor time, time, an article; most memory, of others, an article; matches, changes, edges",
        flush=True,
    )
    if chosen.file:
        return _measure(chosen.file, chosen.engine)
    itself = [sys.executable, "-m", "benchmarks", "trace_growth", chosen.kind]
    source, engine = ([f"--{name}", value] if value else [] for name, value in
                      (("from", chosen.source), ("engine", chosen.engine)))  # fmt: skip
    for count in chosen.articles.split(","):
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "made.jsonl")
            subprocess.run([*itself, "--write", path, "--articles", count, *source], check=True)
            subprocess.run([*itself, "--file", path, *engine], check=True)
    return None
