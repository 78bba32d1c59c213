"""The store at size: articles/s into a corpus, memory, bytes an article, how long searches take.

``./run bench million [--articles N] [--tier T] [--keep DIR]``. Articles of 300 to 700 words are made beforehand, in a
process of their own, by recombining paragraphs of the measuring data; they come as JSON Lines files of 1,000. Rate,
processor time and memory are given by tenths of the way, so that growth that isn't linear shows. Linux only.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribune.articles.inputs import raise_error
from attribune.corpus.ingest.add import Acknowledged, Added, add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.query.search import search
from attribune.corpus.query.types import Query
from attribune.corpus.storage.corpus import Corpus
from benchmarks.inputs import json_lines

OUTLETS = 400
PER_FILE = 1_000
WORDS = (300, 700)
QUERIES = 300
SEED = 11
COPIES = 0.05  # of the articles are another outlet's copy, shortened, as wire stories are
PARTS = 10  # of the way, each with a line of its own
SAMPLED = 0.5  # seconds between two looks at the memory
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


def paragraphs() -> list[str]:
    """Return the paragraphs that articles are made of."""
    paragraphs_found = []
    for row in [*json_lines("polnear/train.jsonl.gz"), *json_lines("polnear/dev.jsonl.gz")]:
        paragraphs_found += [line.strip() for line in row["text"].split("\n") if len(line.split()) >= 8]
    for row in json_lines("reuters/reuters21578.jsonl.gz"):
        paragraphs_found += [
            " ".join(part.split()) for part in (row["text"] or "").split("\n    ") if len(part.split()) >= 12
        ]
    return paragraphs_found


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
    generated = articles(count, pool)
    for start in range(0, count, PER_FILE):
        with (folder / f"{start:08d}.jsonl").open("w", encoding="utf-8") as file:
            for _ in range(min(PER_FILE, count - start)):
                file.write(json.dumps(next(generated), ensure_ascii=False) + "\n")


def make(folder: Path, count: int) -> None:
    """The articles' files, made by a process that is gone before anything is measured."""
    folder.mkdir()
    maker = multiprocessing.get_context("spawn").Process(target=_generate, args=(folder, count))
    maker.start()
    maker.join()
    if maker.exitcode:
        raise SystemExit("the articles couldn't be made")


def _generate(folder: Path, count: int) -> None:
    write_files(folder, count, paragraphs())


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One of the processes at work. ``spent``: seconds of processor time so far; ``ended``: of its children that are
    gone; ``resident``: bytes of memory."""

    pid: int
    spent: float
    ended: float
    resident: int


def family() -> list[Process]:
    """This process and its children, from the system's own books."""
    me, processes = os.getpid(), []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it is gone
        pid = int(path.parent.name)
        if me in (pid, int(fields[1])):
            spent, ended = (sum(map(int, fields[at : at + 2])) / TICKS for at in (11, 13))
            processes.append(Process(pid=pid, spent=spent, ended=ended, resident=int(fields[21]) * PAGE))
    return sorted(processes, key=lambda one: one.pid != me)


class Memory(threading.Thread):
    """The largest resident memory of this process, and of all its processes together, since it was last asked."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._own = self._all = 0

    def run(self) -> None:
        """Look now and then, until the program ends."""
        while True:
            processes = family()
            self._own = max(self._own, processes[0].resident)
            self._all = max(self._all, sum(one.resident for one in processes))
            time.sleep(SAMPLED)

    def most(self) -> tuple[int, int]:
        """(this process, all of them) in bytes; counted anew from here on."""
        peaks = self._own, self._all
        self._own = self._all = 0
        return peaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A tenth of the way: how many articles, in how many seconds, at what cost."""

    articles: int
    seconds: float
    spent: float  # seconds of processor time, this process
    all_spent: float  # and all of them together
    own: int  # bytes of memory at most, this process
    all: int

    def line(self, upto: int) -> str:
        """Return the part as a line of the table."""
        each = 1000 / max(1, self.articles)
        return (
            f"{upto:>10,} {self.articles / self.seconds:>10.1f} {self.all_spent * each:>12.2f} "
            f"{self.spent * each:>10.2f} {self.all / 1e6:>10.0f} {self.own / 1e6:>10.0f}"
        )


HEADS = (
    "            articles    processor  of it the  memory MB  of it the\n"
    "  articles   a second  ms/article     writer        all     writer"
)


class Way:
    """The parts of the way, printed as they are done."""

    def __init__(self, count: int) -> None:
        self.parts: list[Part] = []
        self._each, self._memory = count / PARTS, Memory()
        self._memory.start()
        self._told, self._at, self._spent, self._all = 0, time.monotonic(), *self._so_far()

    @staticmethod
    def _so_far() -> tuple[float, float]:
        processes = family()
        return processes[0].spent, sum(one.spent + one.ended for one in processes)

    def on_commit(self, added: Added, _acknowledged: list[Acknowledged]) -> None:
        """Hear of a batch that is on disk."""
        if added.articles - self._told >= self._each:
            self.close(added.articles)

    def close(self, upto: int) -> None:
        """The part ends here."""
        at, (spent, everything), (own, most) = time.monotonic(), self._so_far(), self._memory.most()
        part = Part(
            articles=upto - self._told, seconds=at - self._at, spent=spent - self._spent,
            all_spent=everything - self._all, own=own, all=most,
        )  # fmt: skip
        print(part.line(upto), flush=True)
        self.parts.append(part)
        self._told, self._at, self._spent, self._all = upto, at, spent, everything


def queries(pool: list[str]) -> list[Query]:
    """Return what people type: one to three words of a paragraph, common ones too, phrases, names, filters."""
    draw = random.Random(SEED + 1)
    rows = []
    for number in range(QUERIES):
        words = [word.strip(".,;:“”\"'()").replace('"', "") for word in pool[draw.randrange(len(pool))].split()]
        words = [word for word in words if word.isalpha()] or ["county"]
        start = draw.randrange(max(1, len(words) - 4))
        run = words[start : start + draw.randint(1, 3)]
        text = f'"{" ".join(run)}"' if number % 3 == 0 else " ".join(run)
        where = "statements" if number % 2 else "articles"
        filters: list[dict[str, Any]] = [{}, {"since": "2018", "until": "2020-06"}, {"outlet": "Outlet 7"}]
        rows.append(Query(words=text, where=where, **filters[number % 7 % 3]))  # type: ignore[arg-type]
    return rows


def measure(count: int, tier: str, folder: Path, workers: int) -> dict[str, float]:
    """Make, add and search; the figures by name."""
    source_folder, corpus_folder = folder / "made", folder / "corpus"
    make(source_folder, count)
    print(HEADS, flush=True)
    way = Way(count)
    with Corpus(corpus_folder, write=True) as corpus:
        items = file_items([source_folder], on_error=raise_error)
        added = add(corpus, items, tier=tier, workers=workers, on_commit=way.on_commit)
    for error in added.errors:
        print(f"{error.code}: {error.concerns}: {error.message}", flush=True)
    spent = sum(part.all_spent for part in way.parts)
    articles_done = sum(part.articles for part in way.parts)
    bytes_taken = sum(path.stat().st_size for path in corpus_folder.rglob("*") if path.is_file())
    return {
        "articles": added.articles,
        "articles a second": added.articles / added.seconds,
        "processor ms an article": 1000 * spent / max(1, articles_done),
        "statements an article": added.statements / added.articles,
        "memory MB": max((part.all for part in way.parts), default=0) / 1e6,
        "bytes an article": bytes_taken / added.articles,
        "errors": len(added.errors),
        **searched(corpus_folder, paragraphs()),
    }


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
        f"{chosen.articles:,} articles, tier {chosen.tier}, {chosen.workers} workers, SQLite {sqlite3.sqlite_version}",
        flush=True,
    )
    try:
        for name, value in measure(chosen.articles, chosen.tier, folder, chosen.workers).items():
            print(f"{name:<24} {value:12,.1f}", flush=True)
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
