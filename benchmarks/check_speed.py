"""How long a draft of 20 quotations takes against 1,000 articles on one core, beside a scan by similarity.

The articles are records already (reading their bytes is measured apart). The scan is what one would write first:
``rapidfuzz.fuzz.partial_ratio`` of every quotation with every article. It finds no speaker and decides nothing.

``--corpus FOLDER`` checks the draft against a corpus, such as ``./run bench million --articles 100000 --tier none
--keep FOLDER`` leaves in ``FOLDER/corpus``; with ``--tier fast`` the corpus keeps what its articles state.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable

from attribune.articles.plain import read
from attribune.records import Article, Report
from attribune.text.quotes import quotations
from benchmarks.inputs import json_lines

EVIDENCE = 1_000  # articles
QUOTATIONS = 20  # in the draft
WORDS = 500  # of an evidence article
LEAST = 40  # characters of a quotation taken into the draft


def _paragraphs() -> list[str]:
    """Return the paragraphs of PolNeAR train, in order: the stuff that articles of any length are made of."""
    return [p for row in json_lines("polnear/train.jsonl.gz") for p in row["text"].split("\n") if p.strip()]


def _of_length(paragraphs: list[str], words: int, start: int) -> list[str]:
    """Return paragraphs from number ``start`` on until there are ``words`` words."""
    chosen: list[str] = []
    count = 0
    for number in range(start, start + len(paragraphs)):
        chosen.append(paragraphs[number % len(paragraphs)])
        count += len(chosen[-1].split())
        if count >= words:
            break
    return chosen


def _article(name: str, paragraphs: list[str]) -> Article:
    return next(iter(read("\n\n".join(paragraphs).encode(), name=name)))


def _draft(paragraphs: list[str]) -> Article:
    """Return a draft made of paragraphs that each hold one long quotation, spread over the evidence."""
    step = max(1, len(paragraphs) // (QUOTATIONS * 8))
    quoting = (p for p in paragraphs[::step] if [q.end - q.start > LEAST for q in quotations(p)] == [True])
    return _article("draft.txt", [p for p, _ in zip(quoting, range(QUOTATIONS), strict=False)])


def _seconds(call: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - cpu


def _print(rows: Iterable[tuple[str, tuple[float, float]]]) -> None:
    print(f"{'one core, seconds':<52}{'wall':>8}{'cpu':>8}")
    for name, (wall, cpu) in rows:
        print(f"{name:<52}{wall:>8.2f}{cpu:>8.2f}")


def _against_corpus(folder: str, draft: Article) -> None:
    from attribune.check.engine import check_draft
    from attribune.check.evidence.corpus import CorpusLibrary
    from attribune.corpus.storage.corpus import Corpus

    found: list[Report] = []
    with Corpus(folder) as corpus:
        taken = _seconds(lambda: found.append(check_draft(draft, [], libraries=[CorpusLibrary(corpus)], tier="fast")))
    name = f"check {len(found[0].results)} quotations against {found[0].coverage.articles:,} articles"
    _print([(f"{name} of a corpus", taken)])


def main(arguments: list[str]) -> None:
    """Print the table; an argument names the number of articles, or ``--corpus`` a corpus that ``million`` kept."""
    from rapidfuzz import fuzz

    from attribune.check.engine import check_draft

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    count = int(arguments[0]) if arguments and arguments[0] != "--corpus" else EVIDENCE
    paragraphs = _paragraphs()
    texts = [(f"{n}.txt", _of_length(paragraphs, WORDS, n * 17)) for n in range(count)]
    draft = _draft(paragraphs)
    first = [_article(name, part) for name, part in texts[:3]]
    check_draft(draft, first, tier="fast")  # start-up: weights and word lists
    if arguments[:1] == ["--corpus"]:
        _against_corpus(arguments[1], draft)
        return
    evidence: list[Article] = []
    reading = _seconds(lambda: evidence.extend(_article(name, part) for name, part in texts))
    quotes = [draft.text[slice(*v.quote)] for v in check_draft(draft, evidence[:1], tier="fast").results]
    checking = _seconds(lambda: check_draft(draft, evidence, tier="fast"))
    scan = _seconds(lambda: [[fuzz.partial_ratio(q, a.text) for a in evidence] for q in quotes])
    _print(
        [
            (f"check {len(quotes)} quotations against {count} articles", checking),
            ("  the same quotations, scanned by partial_ratio", scan),
            (f"reading the {count} texts into articles", reading),
        ]
    )


if __name__ == "__main__":
    main(sys.argv[1:])
