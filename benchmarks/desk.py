"""The desk at size: milliseconds a page, requests a second, memory; a client of our own over kept connections.

``./run bench desk --corpus FOLDER/corpus [--requests N] [--clients N]``: a corpus such as ``./run bench million
--articles 100000 --keep FOLDER`` leaves. Without it, one of 2,000 articles is made. ``--times N`` first puts every
article into the corpus N times, with its statements and under addresses of its own: a large corpus in minutes, in which
every word stands as often as in one of that size. Pages are asked for first one
by one (the time that one person waits), then by several clients at once. The desk is a process of its own. Linux only.

``--demo`` asks for every page of the demo's corpus instead, ``--requests`` times each.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from attribune.corpus.storage.corpus import Corpus
from benchmarks.million import measure, paragraphs, queries
from tests.desk.browser import demo_corpus
from tools.screenshots import addresses

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


_AGAIN = """
INSERT INTO articles SELECT id + {at} * {articles}, address || '-{at}', latest + {at} * {versions}
  FROM articles WHERE id <= {articles};
INSERT INTO analyses SELECT id + {at} * {analyses}, version + {at} * {versions}, extractor, tier, digest, figures,
  made_at FROM analyses WHERE id <= {analyses};
INSERT INTO versions SELECT id + {at} * {versions}, article + {at} * {articles}, digest, record_id || '-{at}', sha256,
  text_sha256, title, url || '-{at}', outlet, site, published, modified, language, captured_at, valid_from, wire,
  added_at, analysis + {at} * {analyses}, text, detail FROM versions WHERE id <= {versions};
INSERT INTO derivations SELECT id + {at} * {derivations}, run, position + {at} * 1000000, version + {at} * {versions},
  valid_from FROM derivations WHERE id <= {derivations};
INSERT INTO sources SELECT id + {at} * {sources}, analysis + {at} * {analyses}, record_id, name, kind, roles, mentions,
  wikidata, route, speaker FROM sources WHERE id <= {sources};
INSERT INTO statements SELECT id + {at} * {statements}, analysis + {at} * {analyses}, speaker, record_id, kind, medium,
  text, content, cue, source, chain, hedges, negated, confidence, tier, source_id, first_hand, said_on
  FROM statements WHERE id <= {statements};
INSERT INTO versions_fts (rowid, title, text) SELECT id, title, text FROM versions WHERE id > {at} * {versions};
INSERT INTO statements_fts (rowid, text) SELECT id, text FROM statements WHERE id > {at} * {statements};
"""
_COPIED = ("articles", "analyses", "versions", "derivations", "sources", "statements")


def multiply(corpus: Path, times: int) -> None:
    """Put every article into a corpus so many times. The log isn't told: it is there to be measured, not verified."""
    with closing(sqlite3.connect(corpus / "corpus.db", isolation_level=None)) as db:
        counts = {name: db.execute(f"SELECT max(id) FROM {name}").fetchone()[0] for name in _COPIED}
        for at in range(1, times):
            db.executescript(f"BEGIN; {_AGAIN.format(at=at, **counts)} COMMIT;")
            print(f"{counts['articles'] * (at + 1):,} articles", flush=True)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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


def report_demo(count: int) -> None:
    """Print what each page of the demo's corpus takes: the first time it is asked for, and afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with desk(demo_corpus(folder), folder / "desk") as (address, _process):
            connection = http.client.HTTPConnection(address)
            connection.request("POST", "/check/example", headers={"Origin": f"http://{address}"})
            response = connection.getresponse()
            response.read()
            print(f"{count} requests of a page; milliseconds")
            print(" " * 18, *(f"{head:>9}" for head in ("first", "median", "p95", "worst")), flush=True)
            slowest = 0.0
            for kind, url in addresses(response.headers["Location"]).items():
                first, *times = [ask(connection, url) for _ in range(count + 1)]
                slowest = max(slowest, first, *times)
                row = (first, statistics.median(times), p95(times), max(times))
                print(f"{kind:<18}", *(f"{value:9.1f}" for value in row), flush=True)
            print(f"{'slowest':<18} {slowest:9.1f}")


def main(arguments: list[str]) -> None:
    """Serve a corpus and print the figures."""
    parser = argparse.ArgumentParser(prog="bench desk", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, help="a corpus; by default one is made")
    parser.add_argument("--times", type=int, default=1, help="put every article of the corpus into it so many times")
    parser.add_argument("--requests", type=int, default=100, help="of each kind of page")
    parser.add_argument("--demo", action="store_true", help="every page of the demo's corpus")
    parser.add_argument("--clients", type=int, default=8, help="at once")
    chosen = parser.parse_args(arguments)
    if chosen.demo:
        report_demo(chosen.requests)
        return
    if chosen.corpus:
        if chosen.times > 1:
            multiply(chosen.corpus, chosen.times)
        report(chosen.corpus, chosen.requests, chosen.clients)
        return
    with tempfile.TemporaryDirectory(prefix="attribune-desk-") as folder:
        measure(ARTICLES, "fast", Path(folder), 2)
        report(Path(folder) / "corpus", chosen.requests, chosen.clients)
