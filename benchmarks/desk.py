"""The desk at size: milliseconds a page, requests a second, memory; a client of our own over kept connections.

``./run bench desk --corpus FOLDER/corpus [--requests N] [--clients N]``: a corpus such as ``./run bench million
--articles 100000 --keep FOLDER`` leaves. Without it, one of 2,000 articles is made. Pages are asked for first one
by one (the time that one person waits), then by several clients at once. The desk is a process of its own. Linux only.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from attribune.corpus.storage.corpus import Corpus
from benchmarks.million import measure, paragraphs, queries

ARTICLES = 2_000  # of a corpus that is made here
SEED = 29
DRAFT = "“{words},” the chairman said on Monday.\n"


def pages(corpus: Path, count: int) -> dict[str, list[str]]:
    """Return addresses of each kind of page, chosen at random."""
    draw = random.Random(SEED)
    with Corpus(corpus) as opened:
        versions, speakers = (
            [row["id"] for row in opened.rows(f"SELECT id FROM {table} ORDER BY id")]
            for table in ("versions", "speakers")
        )
        most = [
            row["speaker"]
            for row in opened.rows(
                "SELECT speaker FROM statements WHERE speaker NOT NULL GROUP BY speaker ORDER BY count(*) DESC LIMIT 20"
            )
        ]
        addresses = [row["address"] for row in opened.rows("SELECT address FROM articles ORDER BY id LIMIT 200")]
    searches = []
    for query in queries(paragraphs()):
        asked = {"words": query.words, "in": query.where, "since": query.since, "until": query.until,
                 "outlet": query.outlet}  # fmt: skip
        searches.append("/search?" + urlencode({name: value for name, value in asked.items() if value}))
    named = {
        "search": searches,
        "article": [f"/versions/{draw.choice(versions)}" for _ in range(count)],
        "speaker": [f"/speakers/{draw.choice([draw.choice(speakers), *most[:1]])}" for _ in most and range(count)],
        "largest speaker": [f"/speakers/{number}" for number in most],
        "history": [f"/history?{urlencode({'article': draw.choice(addresses)})}" for _ in range(count)],
        "check form": ["/check"], "corpus": ["/corpus"], "stories": ["/stories"],
    }  # fmt: skip
    return {kind: (urls * (count // max(1, len(urls)) + 1))[:count] for kind, urls in named.items() if urls}


@contextmanager
def desk(corpus: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """Serve a corpus; the port and the id of the process."""
    command = [sys.executable, "-m", "attribune", "serve", str(corpus), "--port", "0", "--desk", str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        told = process.stderr.readline()
        found = re.search(r"http://([\d.]+:\d+)/", told)
        if not found:
            raise SystemExit(f"the desk doesn't start: {told}")
        time.sleep(8)  # it loads what the first requests need
        yield found[1], process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def ask(connection: http.client.HTTPConnection, url: str) -> float:
    """Return the milliseconds that a page takes. Raises SystemExit where it isn't answered."""
    start = time.perf_counter()
    connection.request("GET", url)
    response = connection.getresponse()
    response.read()
    if response.status >= 500:
        raise SystemExit(f"{url}: status {response.status}")
    return 1000 * (time.perf_counter() - start)


def p95(times: list[float]) -> float:
    """Return what 95 of 100 are below."""
    return sorted(times)[int(len(times) * 0.95)]


def together(address: str, urls: list[str], clients: int) -> tuple[float, list[float]]:
    """Return requests a second, and the milliseconds of each, of several clients at once."""
    waiting, times, lock = iter(urls), list[float](), threading.Lock()

    def client() -> None:
        connection = http.client.HTTPConnection(address)
        while True:
            with lock:
                url = next(waiting, None)
            if url is None:
                return
            times.append(ask(connection, url))

    threads = [threading.Thread(target=client) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / (time.perf_counter() - start), times


def check_times(address: str, pool: list[str], count: int) -> list[float]:
    """Return the milliseconds of checks of drafts with one quotation each."""
    connection, times = http.client.HTTPConnection(address), []
    for number in range(count):
        words = " ".join(pool[(number * 7919) % len(pool)].replace('"', "").split()[:14])
        body = json.dumps({"text": DRAFT.format(words=words)})
        start = time.perf_counter()
        connection.request("POST", "/api/v1/check", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        assert response.status == 200, response.status
        times.append(1000 * (time.perf_counter() - start))
    return times


def memory(process: int) -> float:
    """Return the most memory that a process had, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1000  # type: ignore[index]


def report(corpus: Path, count: int, clients: int) -> None:
    """Print the table."""
    asked = pages(corpus, count)
    with Corpus(corpus) as opened:
        print(f"{opened.coverage().articles:,} articles; {count} requests of a kind; milliseconds", flush=True)
    with tempfile.TemporaryDirectory() as folder, desk(corpus, Path(folder)) as (address, process):
        print(f"{'memory at the start':<18} {memory(process):9.0f} MB")
        heads = ("median", "p95", "worst", "a second", f"p95 of {clients}")
        print(" " * 18, *(f"{head:>9}" for head in heads), flush=True)
        for kind, urls in asked.items():
            connection = http.client.HTTPConnection(address)  # one that was idle for long may be closed
            times = [ask(connection, url) for url in urls]
            rate, crowded = together(address, urls, clients)
            print(f"{kind:<18} {statistics.median(times):9.0f} {p95(times):9.0f} {max(times):9.0f} {rate:9.0f} "
                  f"{p95(crowded):9.0f}", flush=True)  # fmt: skip
        times = check_times(address, paragraphs(), max(5, count // 10))
        print(f"{'check':<18} {statistics.median(times):9.0f} {p95(times):9.0f} {max(times):9.0f}")
        print(f"{'memory at the end':<18} {memory(process):9.0f} MB")


def main(arguments: list[str]) -> None:
    """Serve a corpus and print the figures."""
    parser = argparse.ArgumentParser(prog="bench desk", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, help="a corpus; by default one is made")
    parser.add_argument("--requests", type=int, default=100, help="of each kind of page")
    parser.add_argument("--clients", type=int, default=8, help="at once")
    chosen = parser.parse_args(arguments)
    if chosen.corpus:
        report(chosen.corpus, chosen.requests, chosen.clients)
        return
    with tempfile.TemporaryDirectory(prefix="attribune-desk-") as folder:
        measure(ARTICLES, "fast", Path(folder), 2)
        report(Path(folder) / "corpus", chosen.requests, chosen.clients)
