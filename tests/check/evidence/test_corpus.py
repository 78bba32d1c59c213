"""A corpus as evidence: the same verdicts as with all of its articles, and no passage missed for how it is written."""

from __future__ import annotations

import gc
import random
import sqlite3
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attribune.check.engine import check_draft
from attribune.check.evidence import cache as views
from attribune.check.evidence import corpus as library
from attribune.check.evidence.corpus import CorpusLibrary
from attribune.check.evidence.coverage import coverage
from attribune.check.evidence.index import words
from attribune.corpus.derived.unindexable import is_odd
from attribune.corpus.storage.corpus import Corpus, articles_of
from attribune.corpus.storage.errors import CorpusBroken
from attribune.records import Article, Reading, Report, Verdict
from attribune.sources.reading import read_sources
from attribune.statements.extract import Tier
from attribune.text import document as layers
from attribune.text.document import Document
from attribune.text.quotes import Quotation, read_marks
from attribune.workers import RARELY
from tests.corpus.sample_corpora import PEOPLE, PLACES, THINGS, folder, take_in
from tests.counted import calls
from tests.fakes import article

SAID = (
    "We will not open the {thing} before the tide of week {n} has gone", "Nobody in {place} was asked about it",
    "I have seen {n} storms and this was the longest", "It is what it is, and we will be there for you all",
    "The {thing} will cost {n} crowns more than we were told in {place}",
)  # fmt: skip


def sentence(draw: random.Random) -> str:
    return draw.choice(SAID).format(thing=draw.choice(THINGS), place=draw.choice(PLACES), n=draw.randrange(40))


def filled(folder: Path, count: int, seed: int) -> Path:
    """A corpus of texts, many of which share words; some are written with ligatures, soft hyphens and accents."""
    draw = random.Random(seed)
    source = folder / "texts"
    source.mkdir()
    for number in range(count):
        lines = [f"“{sentence(draw)},” {draw.choice(PEOPLE)} said on day {number}." for _ in range(draw.randint(1, 4))]
        text = "\n".join(lines)
        if number % 9 == 0:
            text = text.replace("fi", "ﬁ").replace("storms", "stor\u00adms").replace("crowns", "ｃｒｏｗｎｓ")
        (source / f"{number:04d}.txt").write_text(text, encoding="utf-8")
    take_in(folder / "c", source, tier="none")
    return folder / "c"


def both(corpus: Path, draft: str) -> tuple[Report, Report]:
    """The draft checked against the open corpus, and against the list of all its articles."""
    page = article(9, draft)
    ours = check_with(corpus, page, "rules")
    return ours, check_draft(page, list(articles_of(corpus)), tier="rules", evidence_tier="rules")


def without_version(verdict: Verdict) -> Verdict:
    """The verdict as it is where the evidence comes from no corpus."""
    evidence = tuple(replace(passage, version=None) for passage in verdict.evidence)
    return replace(verdict, evidence=evidence, nearest=verdict.nearest and replace(verdict.nearest, version=None))


def check_with(corpus: Path, draft: Article, tier: Tier) -> Report:
    """The draft, read by rule, against the open corpus."""
    with Corpus(corpus) as opened:
        return check_draft(draft, [], tier="rules", evidence_tier=tier, libraries=[CorpusLibrary(opened)])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds so low that a corpus of hundreds is more than they let in."""
    monkeypatch.setattr(library, "ALL", 0)
    monkeypatch.setattr(library, "RARE", 12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_verdicts_are_the_same_as_with_all_articles(tmp_path: Path, seed: int, small: None) -> None:  # noqa: ARG001
    corpus = filled(tmp_path, 240, seed)
    draw = random.Random(seed + 100)
    lines = []
    for number in range(24):
        said = sentence(draw)
        if number % 4 == 1:
            said = said.replace("not ", "").replace("Nobody", "Somebody").replace("longest", "shortest")
        if number % 4 == 2:
            said = said.replace(" the ", " … ", 1)
        if number % 4 == 3:
            said = f"The gulls of {draw.choice(PLACES)} own {draw.randrange(99)} of the boats now"
        lines.append(f"“{said},” said {draw.choice(PEOPLE)}.")
    ours, all_of_it = both(corpus, "\n".join(lines))
    assert len(all_of_it.results) > 15 and len({check.verdict for check in all_of_it.results}) > 2
    told = [[(v.text, v.verdict, v.ok) for v in check.results] for check in (ours, all_of_it)]
    assert told[0] == told[1]
    assert ours.coverage == all_of_it.coverage


def test_what_the_index_splits_otherwise_is_found_all_the_same(tmp_path: Path, small: None) -> None:  # noqa: ARG001
    corpus = filled(tmp_path, 60, 5)
    odd = tmp_path / "odd.txt"
    odd.write_text("“Of\ufb01cers har\u00adboured ａｌｂａｔｒｏｓｓｅｓ,” Mara Voss said.", encoding="utf-8")
    take_in(corpus, odd, tier="none")
    ours, _ = both(corpus, "“Officers harboured albatrosses,” said Mara Voss.")
    assert [check.verdict for check in ours.results] == ["verbatim"]


def test_words_that_stand_everywhere_are_found_where_they_stand_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word is rare, and more articles have all of them than are loaded."""
    monkeypatch.setattr(library, "ALL", 0)
    monkeypatch.setattr(library, "RARE", 3)
    monkeypatch.setattr(library, "KEPT", 4)
    source = tmp_path / "texts"
    source.mkdir()
    for number in range(60):
        text = "Pat Lomax was there. “Will you be there?” Oona Brandt asked. “We all are,” Hugh Pell said."
        (source / f"{number:04d}.txt").write_text(f"{text} Day {number}.", encoding="utf-8")
    (source / "0050.txt").write_text("“We will all be there,” Tobias Renn said. “Are you?”", encoding="utf-8")
    take_in(tmp_path / "c", source, tier="none")
    ours, _ = both(tmp_path / "c", "“We will all be there,” said Tobias Renn.")
    assert [check.verdict for check in ours.results] == ["verbatim"]


def test_a_draft_in_the_corpus_is_no_evidence_and_old_versions_are_not_loaded_unasked(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("“The pier is green,” Hugh Pell said.", encoding="utf-8")
    take_in(tmp_path / "c", path, tier="none")
    path.write_text("“The pier is blue,” Hugh Pell said.", encoding="utf-8")
    take_in(tmp_path / "c", path, tier="none")
    with Corpus(tmp_path / "c") as corpus:
        assert [found.text for found in CorpusLibrary(corpus).shortlist([]).articles] == [path.read_text("utf-8")]
        assert CorpusLibrary(corpus, skip={str(path)}.__contains__).total == 0


@pytest.mark.parametrize("kept", ["rules", "fast"])
def test_what_the_corpus_keeps_of_an_article_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Tier
) -> None:
    take_in(tmp_path / "c", folder(tmp_path / "pages", range(6)), tier=kept)
    said = (f"“The {THINGS[n]} at berth {n} will open again before the {n}th tide” said {PEOPLE[n]}." for n in range(6))
    draft = "\n".join(said) + "\n“The gulls of the pier will open again before the 9th tide,” said Mara Voss."
    anew = check_draft(article(9, draft), list(articles_of(tmp_path / "c")), tier="rules", evidence_tier=kept)
    monkeypatch.setattr(views, "read_in_time", None)
    ours = check_with(tmp_path / "c", article(9, draft), kept)
    assert all(isinstance(passage.version, int) for one in ours.results for passage in one.evidence)
    assert [without_version(one) for one in ours.results] == list(anew.results)
    assert {one.verdict for one in ours.results} >= {"trimmed"}
    if kept == "fast":
        assert check_with(tmp_path / "c", article(9, draft), "rules").results  # a better reading will do
        with pytest.raises(CorpusBroken):
            check_with(tmp_path / "c", article(9, draft), "best")


def test_what_other_nets_found_in_an_article_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(tmp_path / "c", folder(tmp_path / "pages", range(3)), tier="rules")
    monkeypatch.setattr(library, "extractor", lambda _tier: "attribune 99")
    read = []

    def counted(page: Document, tier: Tier, **_: object) -> Reading:
        read.append(page.article.id)
        return read_sources(page, tier=tier)

    monkeypatch.setattr(views, "read_in_time", counted)
    found = check_with(tmp_path / "c", article(9, f"“The lighthouse at berth 0 will open,” said {PEOPLE[0]}."), "rules")
    assert read and [one.evidence[0].speaker for one in found.results] == [PEOPLE[0]]


def test_the_marks_of_evidence_are_paired_once_for_reading_and_checking(monkeypatch: pytest.MonkeyPatch) -> None:
    paired: list[str] = []

    def counted(text: str, **between: Any) -> tuple[list[Quotation], list[int]]:
        paired.append(text)
        return read_marks(text, **between)

    monkeypatch.setattr(layers, "read_marks", counted)
    page = article(1, "“The gate is open,” said Mara Voss.\n\n“The pier is not,” she added.")
    seen = views.Views([page], "rules")(0)
    assert len(seen.turns) == 2 and paired == [page.text]


def test_plain_characters_split_and_fold_alike_in_index_and_check() -> None:
    """Every one: the index makes the same words of a text as of the words that the check makes of it."""
    plain = [
        chr(point) for point in range(1, sys.maxunicode + 1)
        if not 0xD800 <= point < 0xE000 and not is_odd(chr(point))
        and unicodedata.category(chr(point)) != "Cn"
    ]  # fmt: skip
    assert len(plain) > 1_000 and "“" in plain and "é" in plain
    texts = [f"qa{c}zb {c}yc xd{c} {c}" for c in plain]
    indexed, asked = _tokens(texts), _tokens([" ".join(words(text)) for text in texts])
    assert [c for c, one, two in zip(plain, indexed, asked, strict=True) if one != two] == []


def _tokens(texts: list[str]) -> list[list[str]]:
    """What the search index makes of each text."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute('CREATE VIRTUAL TABLE texts USING fts5(text, tokenize="unicode61 remove_diacritics 2")')
    db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('texts', 'instance')")
    db.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))
    found: list[list[tuple[int, str]]] = [[] for _ in texts]
    for term, number, offset in db.execute("SELECT term, doc, offset FROM terms"):
        found[number].append((offset, term))
    return [[term for _, term in sorted(one)] for one in found]


def test_counting_a_corpus_takes_few_steps_an_article(tmp_path: Path) -> None:
    def steps(count: int) -> int:
        here = tmp_path / str(count)
        here.mkdir()
        corpus = filled(here, count, 7)
        with Corpus(corpus) as opened:
            return calls(lambda: coverage([CorpusLibrary(opened).searched()]))

    assert steps(300) - steps(100) <= 200 * 8  # fetched and turned one by one, an article takes thirty


def test_a_corpus_that_stays_as_it_is_is_counted_once(tmp_path: Path) -> None:
    """What a desk does: one corpus, draft after draft. The work of the second one doesn't grow with the corpus."""

    def steps(count: int) -> int:
        here = tmp_path / str(count)
        here.mkdir()
        corpus = filled(here, count, 7)
        with Corpus(corpus) as opened:
            first = CorpusLibrary(opened).searched()
        with Corpus(corpus) as opened:
            again: list[object] = []
            needed = calls(lambda: again.append(CorpusLibrary(opened).searched()))
        assert again == [first] and len(first.digests) == count
        return needed

    assert steps(90) - steps(30) < 30


def test_what_was_added_replaced_or_left_out_is_counted_anew(tmp_path: Path) -> None:
    def counted(**given: Any) -> tuple[int, str | None]:
        with Corpus(tmp_path / "c") as opened:
            found = coverage([CorpusLibrary(opened, **given).searched()])
        return found.articles, found.snapshot

    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("“The pier is green,” Hugh Pell said.", encoding="utf-8")
    take_in(tmp_path / "c", one, tier="none")
    seen = [counted()]
    two.write_text("“The pier is blue,” Hugh Pell said.", encoding="utf-8")
    take_in(tmp_path / "c", two, tier="none")
    seen.append(counted())
    two.write_text("“The pier is grey,” Hugh Pell said.", encoding="utf-8")
    take_in(tmp_path / "c", two, tier="none")
    seen.append(counted())
    assert [articles for articles, _ in seen] == [1, 2, 2] and len(set(seen)) == 3
    assert counted(skip={str(two)}.__contains__) == seen[0] and counted() == seen[2]


def test_the_collector_looks_rarely_while_a_draft_is_checked() -> None:
    seen: list[tuple[int, int, int]] = []
    before = gc.get_threshold()
    draft = article(9, "“The pier is green,” said Hugh Pell.")
    check_draft(
        draft, [draft], tier="rules", evidence_tier="rules", progress=lambda *_: seen.append(gc.get_threshold())
    )
    assert seen == [RARELY] and gc.get_threshold() == before
