"""The trace kept with a corpus: what a full trace costs, and what it costs to add articles to it.

``./run bench corpus_trace [--articles N] [--more M] [--tier T]``. Articles are recombined paragraphs, as in
``million``: each paragraph recurs, so nearly every article shares passages with others, far more than news does.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.trace.corpus.update import trace_corpus
from benchmarks.million import make


def main(arguments: list[str]) -> None:
    """Print processor seconds, memory and bytes of a full trace, of one that is read, and of an update."""
    parser = argparse.ArgumentParser(prog="./run bench corpus_trace")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--more", type=int, default=1_000)
    parser.add_argument("--tier", default="rules")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made, corpus = folder / "made", folder / "corpus"
        make(made, given.articles + given.more)
        files = sorted(made.glob("*.jsonl"))
        later = -(-given.more // 1_000)
        _add(corpus, files[:-later], given.tier)
        _timed(f"full trace of {given.articles:,}", lambda: trace_corpus(corpus))
        _timed("read again", lambda: trace_corpus(corpus))
        _add(corpus, files[-later:], given.tier)
        _timed(f"with {given.more:,} more", lambda: trace_corpus(corpus))
        _timed("the same rebuilt", lambda: trace_corpus(corpus, rebuild=True))
        size = sum(path.stat().st_size for path in (corpus / "derived" / "trace").iterdir())
        print(f"{size / (given.articles + given.more):,.0f} bytes an article beside the record")


def _add(corpus: Path, files: list[Path], tier: str) -> None:
    with Corpus(corpus, write=True) as opened:
        add(opened, file_items(files, on_error=print), tier=tier)


def _timed(what: str, work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    spent = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{what:<28} {spent:7.1f} s of processor time, {memory:.2f} GB so far", flush=True)
