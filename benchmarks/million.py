"""The store at size: articles/s into a corpus, memory, bytes an article, how long searches take.

``./run bench million [--articles N] [--tier T] [--keep DIR]``. Articles of 300 to 700 words are made at run time by
recombining paragraphs of the measuring data, and come as JSON Lines files of 1,000. The rate is given by tenths of the
way, so that growth that isn't linear would show.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attribune.corpus.adding import Acknowledged, Added, add
from attribune.corpus.items import file_items
from attribune.corpus.query import Query
from attribune.corpus.search import search
from attribune.corpus.store import Corpus
from benchmarks.inputs import json_lines

OUTLETS = 400
PER_FILE = 1_000
WORDS = (300, 700)
QUERIES = 300
SEED = 11
COPIES = 0.05  # of the articles are another outlet's copy, shortened, as wire stories are


def paragraphs() -> list[str]:
    """The paragraphs that articles are made of."""
    found = []
    for row in [*json_lines("polnear/train.jsonl.gz"), *json_lines("polnear/dev.jsonl.gz")]:
        found += [line.strip() for line in row["text"].split("\n") if len(line.split()) >= 8]
    for row in json_lines("reuters/reuters21578.jsonl.gz"):
        found += [" ".join(part.split()) for part in (row["text"] or "").split("\n    ") if len(part.split()) >= 12]
    return found


def articles(count: int, pool: list[str], seed: int = SEED) -> Iterator[dict[str, str]]:
    """Made articles: paragraphs drawn from everywhere, an outlet, a day, an address."""
    draw = random.Random(seed)
    recent: list[list[str]] = []
    for number in range(count):
        if recent and draw.random() < COPIES:
            chosen = recent[draw.randrange(len(recent))]
            chosen = chosen[: max(3, len(chosen) * 3 // 4)]
        else:
            chosen, words, wanted = [], 0, draw.randint(*WORDS)
            while words < wanted:
                chosen.append(pool[draw.randrange(len(pool))])
                words += len(chosen[-1].split())
            recent = [*recent[-200:], chosen]
        outlet = draw.randrange(OUTLETS)
        yield {
            "text": "\n\n".join(chosen),
            "title": " ".join(chosen[0].split()[:9]),
            "outlet": f"Outlet {outlet}",
            "published": f"20{draw.randrange(10, 26)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}",
            "url": f"https://outlet{outlet}.example/{seed}/{number}",
        }


def write_files(folder: Path, count: int, pool: list[str]) -> None:
    """The articles as JSON Lines files."""
    made = articles(count, pool)
    for start in range(0, count, PER_FILE):
        with (folder / f"{start:08d}.jsonl").open("w", encoding="utf-8") as file:
            for _ in range(min(PER_FILE, count - start)):
                file.write(json.dumps(next(made), ensure_ascii=False) + "\n")


class Memory(threading.Thread):
    """The largest resident memory of this process and its children together, sampled; Linux only."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0

    def run(self) -> None:
        while True:
            self.most = max(self.most, sum(map(_resident, _family())))
            time.sleep(0.5)


def _family() -> list[int]:
    me, found = os.getpid(), [os.getpid()]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == me:
                found.append(int(path.parent.name))
        except (OSError, ValueError, IndexError):
            continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def queries(pool: list[str]) -> list[Query]:
    """What people type: one to three words of a paragraph, common ones too, phrases, names, filters."""
    draw = random.Random(SEED + 1)
    found = []
    for number in range(QUERIES):
        words = [word.strip(".,;:“”\"'()").replace('"', "") for word in pool[draw.randrange(len(pool))].split()]
        words = [word for word in words if word.isalpha()] or ["county"]
        start = draw.randrange(max(1, len(words) - 4))
        run = words[start : start + draw.randint(1, 3)]
        text = f'"{" ".join(run)}"' if number % 3 == 0 else " ".join(run)
        where = "statements" if number % 2 else "articles"
        filters: list[dict[str, Any]] = [{}, {"since": "2018", "until": "2020-06"}, {"outlet": "Outlet 7"}]
        found.append(Query(words=text, where=where, **filters[number % 7 % 3]))  # type: ignore[arg-type]
    return found


def measure(count: int, tier: str, folder: Path, workers: int) -> dict[str, float]:
    """Make, add and search; the figures by name."""
    pool = paragraphs()
    source = folder / "made"
    source.mkdir()
    write_files(source, count, pool)
    usage_made = resource.getrusage(resource.RUSAGE_SELF)
    made = usage_made.ru_utime + usage_made.ru_stime
    memory = Memory()
    memory.start()
    marks: list[tuple[int, float]] = [(0, time.monotonic())]

    def told(added: Added, _acknowledged: list[Acknowledged]) -> None:
        if added.articles - marks[-1][0] >= count / 10:
            marks.append((added.articles, time.monotonic()))
            rate = (marks[-1][0] - marks[-2][0]) / (marks[-1][1] - marks[-2][1])
            print(f"  {added.articles:>9,} articles  {rate:7.1f}/s", flush=True)

    with Corpus(folder / "corpus", write=True) as corpus:
        added = add(corpus, file_items([source], on_error=_raise), tier=tier, workers=workers, on_commit=told)
    taken = sum(int(line["size"]) for line in _sizes(folder / "corpus"))
    found = {"articles": added.articles, "articles a second": added.articles / added.seconds}
    rates = [(b[0] - a[0]) / (b[1] - a[1]) for a, b in itertools.pairwise(marks)]
    if len(rates) > 3:
        found |= {"first tenth a second": rates[0], "last tenth a second": rates[-1]}
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    spent = sum(one.ru_utime + one.ru_stime for one in usage) - made
    found |= {"processor ms an article": 1000 * spent / added.articles}
    found |= {"statements an article": added.statements / added.articles, "memory MB": memory.most / 1e6}
    found |= {"bytes an article": taken / added.articles, "errors": len(added.errors)}
    return found | searched(folder / "corpus", pool)


def searched(folder: Path, pool: list[str]) -> dict[str, float]:
    """How long searches take, in milliseconds, each asked once with what is in memory by chance."""
    times = []
    with Corpus(folder) as corpus:
        for query in queries(pool):
            start = time.perf_counter()
            search(corpus, query)
            times.append((time.perf_counter() - start) * 1000)
    ordered = sorted(times)
    return {
        "search median ms": statistics.median(times),
        "search p95 ms": ordered[int(len(ordered) * 0.95)],
        "search worst ms": ordered[-1],
    }


def _sizes(folder: Path) -> list[dict[str, int]]:
    return [{"size": path.stat().st_size} for path in folder.rglob("*") if path.is_file()]


def _raise(error: Exception) -> None:
    raise error


def main(arguments: list[str]) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench million", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--tier", default="fast")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", help="make the corpus in this folder and leave it there")
    chosen = parser.parse_args(arguments)
    folder = Path(chosen.keep or tempfile.mkdtemp(prefix="attribune-million-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(
        f"{chosen.articles:,} articles, tier {chosen.tier}, {chosen.workers} workers, SQLite {sqlite3.sqlite_version}"
    )
    try:
        for name, value in measure(chosen.articles, chosen.tier, folder, chosen.workers).items():
            print(f"{name:<24} {value:12,.1f}")
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
