"""Copies of one passage are one evidence with their number, and independent sources are counted by the trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.check.engine import check_draft
from attribune.check.evidence.corpus import CorpusLibrary
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.hashing import canonical
from attribune.exports.terminal.check import check_text
from attribune.records import Article, Verdict
from attribune.trace.corpus.update import trace_corpus
from tests.corpus.sample_corpora import take_in
from tests.trace.made import LEAD, THIRD, at

SAID = "“The old pier will never be opened to lorries again while I am chairman of this board,” said Otto Quist."
OWN = "Otto Quist met reporters in the rain. “The old pier will never be opened to lorries again while I am chairman "
OWN += "of this board,” said Otto Quist. A choir sang in the market hall of the upper valley."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    wire = "\n\n".join((LEAD, SAID, THIRD))
    rows = [
        {"text": wire, "published": at(60 * n), "outlet": name, "url": f"https://{name.lower()}.example/pier"}
        for n, name in enumerate(("Wire", "Courier", "Post", "Ledger"))
    ]
    rows.append({"text": OWN, "published": at(30), "outlet": "Tide", "url": "https://tide.example/quist"})
    (tmp_path / "day.jsonl").write_text("\n".join(map(canonical, rows)), encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "day.jsonl")
    return tmp_path / "c"


def verdict(corpus: Path) -> tuple[Verdict, str]:
    draft = Article(id="draft", text=SAID, sha256="0" * 64)
    with Corpus(corpus) as opened:
        library = CorpusLibrary(opened)
        report = check_draft(draft, [], libraries=[library], tier="rules", evidence_tier="rules")
        text = check_text(report, articles=library.cited(report), width=200)
    return report.results[0], text


def test_copies_are_one_evidence_and_sources_are_counted(corpus: Path) -> None:
    trace_corpus(corpus)
    found, text = verdict(corpus)
    assert found.ok and found.independent_sources == 2
    assert sorted((one.outlet in ("Tide",), one.copies) for one in found.evidence) == [(False, 3), (True, 0)]
    assert "3 copies of it" in text and "2 independent sources" in text


def test_without_a_trace_every_article_is_evidence_and_nothing_is_counted(corpus: Path) -> None:
    found, text = verdict(corpus)
    assert found.ok and found.independent_sources is None
    assert [one.copies for one in found.evidence] == [0] * 5
    assert "independent source" not in text


def test_a_copy_that_was_added_since_counts_as_nothing(corpus: Path) -> None:
    trace_corpus(corpus)
    (corpus.parent / "more.txt").write_text("\n\n".join((LEAD, SAID, THIRD)), encoding="utf-8")
    take_in(corpus, corpus.parent / "more.txt")
    found, _ = verdict(corpus)
    assert found.independent_sources is None
    assert sorted(one.copies for one in found.evidence) == [0, 0, 3]
