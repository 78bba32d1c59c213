"""Who is who, decided by hand: it holds for what comes later, and is undone whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.corpus.derived import speaker_merges as decisions
from attribune.corpus.derived.speaker_merges import speaker_key
from attribune.corpus.query.search import search
from attribune.corpus.query.speakers import find_one_speaker
from attribune.corpus.query.types import Query
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord
from attribune.corpus.verify.run import verify
from attribune.errors import UsageError
from tests.corpus.sample_corpora import page, take_in


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number, name in enumerate(("Tobias Renn", "Toby Renn", "Tobias Renn", "Ines Calloway")):
        (tmp_path / f"{number}.html").write_text(page(number, speaker=name), encoding="utf-8")
    take_in(tmp_path / "c", *(tmp_path / f"{n}.html" for n in range(4)))
    return tmp_path / "c"


def decide(corpus: Path, action: str, *names: str, articles: list[str] | None = None) -> str:
    with Corpus(corpus, write=True) as opened, opened.writer.transaction():
        numbers = [find_one_speaker(opened, names[0])] if names else []
        if action == "merge":
            return decisions.merge(opened.db, numbers[0], find_one_speaker(opened, names[1]))
        if action == "rename":
            return decisions.rename(opened.db, numbers[0], names[1])
        if action == "split":
            places = [opened.article_at(article)["id"] for article in articles or []]
            return decisions.split(opened.db, numbers[0], places, names[1])
        return decisions.undo(opened.db)


def said(corpus: Path, name: str) -> dict[str, int]:
    """How many direct statements under which name."""
    with Corpus(corpus) as opened:
        hits = search(opened, Query(speaker=name, kind="direct")).hits
    found: dict[str, int] = {}
    for hit in hits:
        found[hit["speaker"]] = found.get(hit["speaker"], 0) + 1
    return found


def test_merged_speakers_are_found_together(corpus: Path) -> None:
    assert said(corpus, "Tobias Renn") == {"Tobias Renn": 2}
    decide(corpus, "merge", "Toby Renn", "Tobias Renn")
    assert said(corpus, "Tobias Renn") == said(corpus, "Toby Renn") == {"Tobias Renn": 3}
    assert verify(corpus).clean
    decide(corpus, "undo")
    assert said(corpus, "Tobias Renn") == {"Tobias Renn": 2}
    assert said(corpus, "Toby Renn") == {"Toby Renn": 1}
    assert verify(corpus).clean


def test_a_rename_shows_and_finds_the_new_name(corpus: Path) -> None:
    decide(corpus, "rename", "Ines Calloway", "Ines M. Calloway")
    assert said(corpus, "Ines M. Calloway") == {"Ines M. Calloway": 1}
    assert verify(corpus).clean
    decide(corpus, "undo")
    assert said(corpus, "Ines Calloway") == {"Ines Calloway": 1}


def test_a_split_holds_for_the_article_and_through_another_reading(corpus: Path, tmp_path: Path) -> None:
    decide(corpus, "split", "Tobias Renn", "Tobias Renn the younger", articles=[str(tmp_path / "2.html")])
    assert said(corpus, "Tobias Renn") == {"Tobias Renn": 1}
    assert said(corpus, "Tobias Renn the younger") == {"Tobias Renn the younger": 1}
    (tmp_path / "2.html").write_text(page(2, speaker="Tobias Renn", said="A later version says this instead"))
    take_in(corpus, tmp_path / "2.html")
    assert said(corpus, "Tobias Renn the younger") == {"Tobias Renn the younger": 1}
    assert verify(corpus).clean
    decide(corpus, "undo")
    assert said(corpus, "Tobias Renn") == {"Tobias Renn": 2}
    assert verify(corpus).clean


def test_decisions_hold_for_what_comes_later(corpus: Path, tmp_path: Path) -> None:
    decide(corpus, "merge", "Toby Renn", "Tobias Renn")
    (tmp_path / "9.html").write_text(page(9, speaker="Toby Renn"), encoding="utf-8")
    take_in(corpus, tmp_path / "9.html")
    assert said(corpus, "Tobias Renn") == {"Tobias Renn": 4}


def test_merges_chain_and_undo_in_any_order(corpus: Path) -> None:
    decide(corpus, "merge", "Toby Renn", "Tobias Renn")
    decide(corpus, "merge", "Tobias Renn", "Ines Calloway")
    assert said(corpus, "Toby Renn") == {"Ines Calloway": 4}
    with pytest.raises(UsageError, match="one speaker already"):
        decide(corpus, "merge", "Ines Calloway", "Toby Renn")
    with Corpus(corpus, write=True) as opened, opened.writer.transaction():
        decisions.undo(opened.db, 1)
    assert said(corpus, "Toby Renn") == {"Toby Renn": 1}
    assert said(corpus, "Tobias Renn") == {"Ines Calloway": 3}
    assert verify(corpus).clean


def test_a_name_that_several_have_must_be_told_apart(corpus: Path) -> None:
    with pytest.raises(UnknownRecord, match="several speakers"):
        decide(corpus, "rename", "Renn", "Whoever")
    with pytest.raises(UnknownRecord, match="no speaker of this name or id"):
        decide(corpus, "rename", "Zebedee", "Whoever")
    with pytest.raises(UnknownRecord, match="no decision stands"):
        decide(corpus, "undo")
    with pytest.raises(UsageError):
        decide(corpus, "rename", "Ines Calloway", " \n ")


@pytest.mark.parametrize(("name", "key"), [("The Council", "council"), ("Amara Vell", "amara vell"), ("A", "a")])
def test_keys(name: str, key: str) -> None:
    assert speaker_key(name) == key
    assert speaker_key(name, "Q42") == "wikidata:Q42"


def test_a_word_of_a_name_finds_everybody_who_has_it(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "5.html").write_text(page(5, speaker="Renn"), encoding="utf-8")
    take_in(corpus, tmp_path / "5.html")
    assert said(corpus, "Renn") == {"Tobias Renn": 2, "Toby Renn": 1, "Renn": 1}


def test_a_whole_name_says_who_else_has_its_words(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "5.html").write_text(page(5, speaker="Tobias Karl Renn"), encoding="utf-8")
    take_in(corpus, tmp_path / "5.html")
    with Corpus(corpus) as opened:
        got = search(opened, Query(speaker="Tobias Renn", kind="direct"))
    assert got.total == 2 and "1 other speaker has these words" in (got.note or "")


def test_who_was_renamed_is_found_beside_who_has_the_name(corpus: Path) -> None:
    decide(corpus, "rename", "Toby Renn", "Ines Calloway")
    assert said(corpus, "Ines Calloway") == {"Ines Calloway": 2}
    with pytest.raises(UnknownRecord, match="several speakers"):
        decide(corpus, "rename", "Ines Calloway", "Whoever")


def test_who_was_split_off_is_split_again(corpus: Path, tmp_path: Path) -> None:
    place = [str(tmp_path / "2.html")]
    decide(corpus, "split", "Tobias Renn", "Tobias Renn the younger", articles=place)
    told = decide(corpus, "split", "Tobias Renn the younger", "Ines Calloway", articles=place)
    assert told == "in 1 article Tobias Renn the younger is Ines Calloway"
    assert said(corpus, "Ines Calloway") == {"Ines Calloway": 2}
    assert said(corpus, "Tobias Renn the younger") == {}
    assert verify(corpus).clean
    decide(corpus, "undo")
    assert said(corpus, "Tobias Renn the younger") == {"Tobias Renn the younger": 1}
    assert verify(corpus).clean


def test_who_was_merged_is_split_by_the_name_shown(corpus: Path, tmp_path: Path) -> None:
    decide(corpus, "merge", "Toby Renn", "Tobias Renn")
    places = [str(tmp_path / "1.html"), str(tmp_path / "2.html")]
    decide(corpus, "split", "Tobias Renn", "Tobias Renn the younger", articles=places)
    assert said(corpus, "Tobias Renn the younger") == {"Tobias Renn the younger": 2}
    assert verify(corpus).clean
    decide(corpus, "undo")
    assert said(corpus, "Tobias Renn") == {"Tobias Renn": 3}


def test_a_split_that_would_change_nothing_is_refused(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no speaker in this article is shown as Tobias Renn"):
        decide(corpus, "split", "Tobias Renn", "Somebody Else", articles=[str(tmp_path / "3.html")])
    decide(corpus, "merge", "Toby Renn", "Tobias Renn")
    with pytest.raises(UsageError, match="a name of their own"):
        decide(corpus, "split", "Tobias Renn", "Toby Renn", articles=[str(tmp_path / "1.html")])
    with Corpus(corpus) as opened:
        assert [row["action"] for row in opened.rows("SELECT action FROM speaker_decisions")] == ["merge"]


def test_what_a_decision_did_is_told_in_names_as_they_are_shown(corpus: Path) -> None:
    decide(corpus, "rename", "Ines Calloway", "Joan Calloway")
    assert decide(corpus, "merge", "Toby Renn", "Joan Calloway") == "Toby Renn is shown as Joan Calloway"
