"""Words that stood only in an earlier version of a page are disputed, from files and from a corpus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.evidence import corpus as library
from attribune.check.evidence.corpus import CorpusLibrary
from attribune.check.evidence.superseded import superseded
from attribune.corpus.storage.corpus import Corpus
from attribune.records import Article, Verdict
from tests.corpus.sample_corpora import take_in
from tests.fakes import article

FIRM = "Pier to close.\n\n“The pier will be shut by Friday,” said Mara Voss. The hall was full of pilots.\n"
SOFT = "Pier may close.\n\n“The pier may be shut one day,” said Mara Voss. The hall was full of pilots.\n"
GONE = "Pier may close.\n\nThe hall was full of pilots, and nobody spoke.\n"
DRAFT = "“The pier will be shut by Friday,” said Mara Voss."
TOLD = "The words stood in the page's version of 2026-05-03, and no longer stand in that of 2026-05-05."


def line(day: int, text: str, **fields: str) -> str:
    page = {"url": "https://gull.example/pier", "title": "Pier", "modified": f"2026-05-0{day}T10:00:00Z", "text": text}
    return json.dumps({**page, **fields}) + "\n"


def from_files(lines: Sequence[str], draft: str) -> Verdict:
    evidence = [one for n, text in enumerate(lines) for one in read_bytes(text.encode(), name=f"e{n}.jsonl")]
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    (verdict,) = check_draft(page, evidence, tier="rules", evidence_tier="rules").results
    return verdict


def from_corpus(folder: Path, lines: Sequence[str], draft: str) -> Verdict:
    for number, text in enumerate(lines):
        (folder / f"e{number}.jsonl").write_text(text, encoding="utf-8")
        take_in(folder / "c", folder / f"e{number}.jsonl", tier="none")
    with Corpus(folder / "c") as corpus:
        opened = CorpusLibrary(corpus)
        report = check_draft(article(9, draft), [], tier="rules", evidence_tier="rules", libraries=[opened])
    assert report.coverage.articles == 1
    (verdict,) = report.results
    return verdict


CASES = [
    ([line(3, FIRM) + line(5, SOFT)], "disputed"),
    ([line(3, FIRM), line(5, SOFT)], "disputed"),
    ([line(5, GONE), line(3, FIRM)], "disputed"),
    ([line(3, FIRM), line(5, FIRM + "More.")], "verbatim"),
    ([line(3, SOFT), line(5, FIRM)], "verbatim"),
    ([line(3, FIRM), line(4, SOFT), line(5, FIRM)], "verbatim"),
]


@pytest.mark.parametrize("few", [library.ALL, 0])  # articles up to which all are loaded
@pytest.mark.parametrize(("lines", "wanted"), CASES)
def test_only_the_latest_version_counts(
    tmp_path: Path, lines: list[str], wanted: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "ALL", few)
    for verdict in (from_files(lines, DRAFT), from_corpus(tmp_path, lines, DRAFT)):
        assert verdict.verdict == wanted
        assert (verdict.message == TOLD) == (wanted == "disputed")
        assert bool(verdict.against) == (wanted == "disputed")
        assert all("Friday" in passage.text for passage in verdict.evidence)


def test_an_earlier_version_is_found_behind_more_articles_with_its_words_than_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "ALL", 0)
    monkeypatch.setattr(library, "KEPT", 2)
    others = [line(1, f"By Friday will the pier be shut? Day {n}.", url=f"https://gull.example/{n}") for n in range(9)]
    (tmp_path / "e.jsonl").write_text("".join([*others, line(3, FIRM), line(5, SOFT)]), encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "e.jsonl", tier="none")
    with Corpus(tmp_path / "c") as corpus:
        report = check_draft(
            article(9, DRAFT), [], tier="rules", evidence_tier="rules", libraries=[CorpusLibrary(corpus)]
        )
    assert [verdict.message for verdict in report.results] == [TOLD]


def test_a_fragment_of_an_earlier_version_is_disputed_and_a_wrong_speaker_stays_wrong() -> None:
    lines = [line(3, FIRM), line(5, SOFT)]
    assert from_files(lines, "Voss said the pier “will be shut by Friday.”").verdict == "disputed"
    assert from_files(lines, DRAFT.replace("Mara Voss", "Otto Quist")).verdict == "misattributed"


def test_the_same_day_is_told_with_its_time() -> None:
    later = line(3, SOFT, modified="2026-05-03T16:30:00Z")
    message = from_files([line(3, FIRM), later], DRAFT).message
    assert "2026-05-03 10:00" in message
    assert "2026-05-03 16:30" in message


def page(url: str | None, time: str | None) -> Article:
    (one,) = read_bytes(json.dumps({"url": url, "modified": time, "text": FIRM}).encode(), name="e.jsonl")
    return one


def test_pages_without_a_common_address_or_time_replace_nothing() -> None:
    old, new = page("https://a.example/x?utm_source=m", "2026-05-03"), page("https://a.example/x", "2026-05-04")
    assert list(superseded([new, old])) == [1]
    assert superseded([old, page("https://a.example/y", "2026-05-04")]) == {}
    assert superseded([old, page("https://a.example/x", None)]) == {}
    assert superseded([old, page("https://a.example/x", "2026-05-03")]) == {}
    assert superseded([page(None, "2026-05-03"), page(None, "2026-05-04")]) == {}
