"""Search: what is found, what is left out, what is counted, and what a person may type."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.corpus.query import search as module
from attribune.corpus.query.fts import terms
from attribune.corpus.query.search import search
from attribune.corpus.query.types import Query, SearchResult
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.hashing import canonical
from attribune.errors import UsageError
from attribune.trace.corpus.update import trace_corpus
from tests.corpus.sample_corpora import folder, page, take_in


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search")
    pages = folder(path / "pages", range(14))
    changed = page(3, said="Nobody rings the bell of the old ferry", modified="2026-06-01T00:00:00Z")
    (pages / "changed.html").write_text(changed, encoding="utf-8")
    take_in(path / "c", pages)
    return path / "c"


def found(corpus: Path, **query: object) -> SearchResult:
    with Corpus(corpus) as opened:
        return search(opened, Query(**query))  # type: ignore[arg-type]


def test_all_words_must_be_there(corpus: Path) -> None:
    assert found(corpus, words="lighthouse").total == 2
    assert found(corpus, words="lighthouse Wick").total == 2
    assert found(corpus, words="lighthouse cannery").total == 0
    assert found(corpus, words="LIGHTH*").total == 2
    assert found(corpus, words="crowns -lighthouse").total == 12


def test_a_phrase_is_found_as_it_stands(corpus: Path) -> None:
    assert found(corpus, words='"harbour master, told"').total == 14
    assert found(corpus, words="“told master harbour”").total == 0


def test_the_title_counts_more(corpus: Path) -> None:
    hits = found(corpus, words="ferry").hits
    assert "ferry" in hits[0]["title"]
    assert "ferry" in hits[0]["passage"]


def test_an_earlier_version_is_found_where_it_is_asked_for(corpus: Path) -> None:
    assert found(corpus, words='"4,000" OR berth', all_versions=True).total == 0  # OR is a word like any other
    assert found(corpus, words='"at berth 3"').total == 0
    old = found(corpus, words='"at berth 3"', all_versions=True)
    assert old.total == 1 and old.hits[0]["superseded"]


def test_filters_of_statements(corpus: Path) -> None:
    said = found(corpus, speaker="Tobias Renn", kind="direct")
    assert said.where == "statements"
    assert {hit["speaker"] for hit in said.hits} == {"Tobias Renn"}
    assert {hit["kind"] for hit in said.hits} == {"direct"}
    assert said.total == 2
    assert found(corpus, speaker="renn", kind="direct").total == 2
    nobody = found(corpus, speaker="Zebedee Nobody")
    assert nobody.total == 0 and "no speaker called Zebedee Nobody" in (nobody.note or "")
    assert all(hit["first_hand"] for hit in found(corpus, where="statements", words="tide", first_hand=True).hits)


def test_filters_of_outlet_and_day(corpus: Path) -> None:
    assert found(corpus, words="storm", outlet="quay 2").total == 3
    assert found(corpus, words="storm", outlet="quay2.example").total == 3
    assert found(corpus, words="storm", since="2026-05-05", until="2026-05-06").total == 2
    assert found(corpus, words="storm", since="2026-06").total == 0
    assert found(corpus, words="storm", until="2026").total == 14


def test_pages_of_hits(corpus: Path) -> None:
    every = [hit["version"] for hit in found(corpus, words="storm", limit=100).hits]
    pieces = [hit["version"] for at in (0, 5, 10) for hit in found(corpus, words="storm", limit=5, offset=at).hits]
    assert pieces == every and len(every) == 14


def test_words_that_stand_everywhere_come_newest_first(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMMON", 5)
    got = found(corpus, words="storm")
    assert got.ranking == "newest"
    days = [hit["published"] for hit in got.hits]
    assert days == sorted(days, reverse=True) and len(days) == 14


def test_newest_is_by_day_not_by_when_it_was_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (("a", 9), ("b", 2), ("c", 5)):
        (tmp_path / f"{name}.html").write_text(page(number), encoding="utf-8")
    take_in(tmp_path / "c", *(tmp_path / f"{name}.html" for name in "abc"))
    monkeypatch.setattr(module, "COMMON", 2)
    for walked, listed in ((1_000_000, 1_000), (0, 1_000), (0, 0)):  # gathered, walked by a list, one by one
        monkeypatch.setattr(module, "WALKED", walked)
        monkeypatch.setattr(module, "LISTED", listed)
        for where in ("articles", "statements"):
            got = found(tmp_path / "c", words="tide" if where == "statements" else "storm", where=where)
            days = [hit["published"][:10] for hit in got.hits]
            assert got.ranking == "newest"
            assert list(dict.fromkeys(days)) == ["2026-05-10", "2026-05-06", "2026-05-03"]


def test_filters_hold_beside_a_word_that_stands_everywhere(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: tuple[dict[str, object], ...] = (
        {"words": "storm", "outlet": "quay 2"},
        {"words": "storm", "until": "2026-05-02"},
        {"words": "tide", "where": "statements", "speaker": "Renn"},
        {"words": "tide", "where": "statements", "until": "2026-05-02"},
        {"words": "tide", "where": "statements", "kind": "direct"},
    )
    every = [found(corpus, **query) for query in asked]
    monkeypatch.setattr(module, "COMMON", 2)
    for query, before in zip(asked, every, strict=True):
        got = found(corpus, **query)
        assert (got.ranking, got.counted_all) == ("newest", True)
        assert got.total == before.total > 0


def test_as_many_are_found_as_are_asked_for(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("search", "speakers"):
        monkeypatch.setattr(f"attribune.corpus.query.{name}.COUNTED", 3)
    for query in ({"words": "storm"}, {"outlet": "quay"}, {"where": "statements", "kind": "direct"},
                  {"where": "speakers"}):  # fmt: skip
        few, many = found(corpus, limit=2, **query), found(corpus, limit=100, **query)
        assert (len(few.hits), few.total, few.counted_all) == (2, 3, False)
        assert len(many.hits) == many.total > 3 and many.counted_all
        assert found(corpus, limit=1, offset=4, **query).hits == many.hits[4:5]


def test_beside_a_common_word_the_others_rank(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = found(corpus, words="storm cannery")
    assert every.ranking == "bm25" and every.total > 1
    monkeypatch.setattr(module, "COMMON", 5)
    got = found(corpus, words="storm cannery")
    assert got.ranking == "bm25"
    assert [hit["version"] for hit in got.hits] == [hit["version"] for hit in found(corpus, words="cannery").hits]
    assert {hit["version"] for hit in got.hits} == {hit["version"] for hit in every.hits}
    assert found(corpus, words="cannery -storm").total == 0


def test_the_beginning_of_a_word_has_letters_enough(corpus: Path) -> None:
    got = found(corpus, words="cann*")
    assert got.total > 1 and all("cannery" in hit["passage"] for hit in got.hits)
    with pytest.raises(UsageError, match="at least 3 letters"):
        found(corpus, words="c*")


def test_copies_are_one_source(tmp_path: Path) -> None:
    long = " ".join(f"Word{n} of the long report on the tides of the year went out to sea." for n in range(40))
    for number in range(31):
        quoted = "“The sea is not late,” Mara Voss said."
        text = f"TERN ISLAND (AP) — {long}\n\n{quoted}\n\nLocal line {number} of {number * 7}.\n"
        (tmp_path / f"{number}.jsonl").write_text(canonical({"text": text, "outlet": f"Quay {number}"}))
    (tmp_path / "other.txt").write_text("“The sea is not late,” Mara Voss said at breakfast.\n", encoding="utf-8")
    take_in(tmp_path / "c", tmp_path)
    before = found(tmp_path / "c", words='"not late"', where="statements")
    assert (before.total, before.stories, before.independent_sources) == (32, None, None)
    assert "attribune trace --corpus" in (before.untraced or "")
    trace_corpus(tmp_path / "c")
    got = found(tmp_path / "c", words='"not late"', where="statements")
    assert (got.total, got.outlets, got.stories, got.independent_sources) == (32, 31, 2, 2)
    assert got.untraced is None
    said = found(tmp_path / "c", words="Voss", where="speakers").hits[0]
    assert (said["outlets"], said["stories"], said["independent_sources"]) == (31, 2, 2)
    with Corpus(tmp_path / "c") as corpus:
        assert {row[0] for row in corpus.rows("SELECT wire FROM versions WHERE text LIKE 'TERN%'")} == {"AP"}


def test_files_of_no_known_outlet_are_no_outlets(tmp_path: Path) -> None:
    for number in range(3):
        text = f"“The sea is not late,” Mara Voss said on day {number}.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    take_in(tmp_path / "c", tmp_path)
    assert (got := found(tmp_path / "c", words="sea")).outlets == 0 and got.total == 3
    assert found(tmp_path / "c", words="Voss", where="speakers").hits[0]["outlets"] == 0


def test_what_was_added_since_the_trace_is_said(tmp_path: Path) -> None:
    for number, text in enumerate(("The sea rose over the wall.", "The sea fell back at noon.")):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        take_in(tmp_path / "c", tmp_path / f"{number}.txt")
        if not number:
            trace_corpus(tmp_path / "c")
    both, old = found(tmp_path / "c", words="sea"), found(tmp_path / "c", words="rose")
    assert (both.total, both.independent_sources) == (2, None)
    assert (old.total, old.independent_sources) == (1, 1)
    assert both.untraced == old.untraced and "1 version of articles was added since" in (old.untraced or "")


@pytest.mark.parametrize(
    ("words", "why"),
    [('"open', "isn't closed"), ("-out", "only words to leave out"), ("?!", "no word"), ("“a", "isn't closed")],
)
def test_a_search_that_cant_be_says_why(corpus: Path, words: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        found(corpus, words=words)


@pytest.mark.parametrize(
    "query",
    [{}, {"words": "x", "where": "articles", "kind": "direct"}, {"since": "May"}, {"since": "2026-02-30"},
     {"until": "2026-13"}, {"since": ""}, {"medium": "telepathy"}, {"kind": "shouted"},
     {"where": "speakers", "outlet": "quay"}, {"where": "speakers", "since": "2030"},
     {"where": "speakers", "all_versions": True}],
)  # fmt: skip
def test_a_call_that_cant_be(corpus: Path, query: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        found(corpus, **query)


@given(st.text(max_size=40) | st.text(alphabet='"*-^():{}+ NEARANDORNOT abc’“', max_size=30))
def test_nothing_typed_reaches_the_index_as_a_command(words: str) -> None:
    try:
        match = terms(words).match()
    except UsageError:
        return
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    db.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall()
    db.close()


def test_outlets_are_counted_and_found_without_case(tmp_path: Path) -> None:
    for number, outlet in enumerate(("FOX", "fox", "Fox ", "The Quay", "THE\u00a0 quay")):
        text = f"“The sea is not late,” Mara Voss said on day {number}.\n"
        (tmp_path / f"{number}.jsonl").write_text(canonical({"text": text, "outlet": outlet}))
    take_in(tmp_path / "c", tmp_path)
    assert found(tmp_path / "c", words="sea").outlets == 2
    assert found(tmp_path / "c", words="sea", where="statements").outlets == 2
    assert found(tmp_path / "c", words="Voss", where="speakers").hits[0]["outlets"] == 2
    for asked in ("fOx", "FOX"):
        assert found(tmp_path / "c", words="sea", outlet=asked).total == 3
    assert found(tmp_path / "c", words="sea", outlet="the  Quay").total == 2
    with Corpus(tmp_path / "c") as corpus:
        assert corpus.coverage().outlets == 2


def watched(opened: Corpus, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Return the list that every query of a corpus, with its values, is added to from now on."""
    asked: list[tuple[str, Any]] = []
    rows = opened.rows

    def noted(sql: str, values: Any = ()) -> Any:
        asked.append((sql, values))
        return rows(sql, values)

    monkeypatch.setattr(opened, "rows", noted)
    return asked


def test_every_outlet_is_had_in_one_query_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = folder(tmp_path / "pages", range(14))
    take_in(tmp_path / "c", pages)
    with Corpus(tmp_path / "c") as opened:
        rows, asked = opened.rows, watched(opened, monkeypatch)
        named = opened.distinct("outlet")
        assert len(asked) == 1
        assert named == sorted({row["outlet"] for row in rows("SELECT outlet FROM versions WHERE outlet > ''")})
        assert len(named) > 3
        assert opened.distinct("site") and opened.distinct("language") == []


@pytest.mark.parametrize("where", ["articles", "statements"])
def test_what_has_no_day_is_counted_by_an_index_and_not_by_looking_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    pages = folder(tmp_path / "pages", range(6))
    (pages / "notes.txt").write_text("“The ferry bell rang twice,” said Mara Voss.\n", encoding="utf-8")
    take_in(tmp_path / "c", pages)
    monkeypatch.setattr(module, "COMMON", 1)  # so that the words can't be ranked
    with Corpus(tmp_path / "c") as opened:
        rows, asked = opened.rows, watched(opened, monkeypatch)
        result = search(opened, Query(words="ferry", where=where, since="2026"))  # type: ignore[arg-type]
        assert result.note == "1 more without a known day, left out", result.note
        undated = [(sql, values) for sql, values in asked if "IS NULL" in sql]
        assert undated
        for sql, values in undated:
            plan = " | ".join(row["detail"] for row in rows(f"EXPLAIN QUERY PLAN {sql}", values))
            assert "v USING INDEX versions_published (published=?)" in plan, plan
            assert "SCAN s |" not in plan and "SCAN v |" not in plan, plan
