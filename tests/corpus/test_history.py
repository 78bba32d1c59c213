"""Versions in the order in which they stood, and what became of their quotations."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from attribune.corpus.history import history, word_diff
from attribune.corpus.store import Corpus
from attribune.corpus.verify import verify
from tests.corpus.made import page, take_in

URL = "https://quay1.example/news/1?utm_source=post"
FIRST = "We will not raise the toll of the ferry this year"
LATER = "We may have to raise the toll of the ferry this year"


def kinds(corpus: Path) -> list[tuple[str, str | None, str | None]]:
    with Corpus(corpus) as opened:
        steps = history(opened, URL).steps
        return [(e["kind"], e["before_text"], e["after_text"]) for step in steps for e in step.events]


def test_a_changed_quotation_is_an_event_whichever_version_comes_first(tmp_path: Path) -> None:
    (tmp_path / "late.html").write_text(page(1, said=LATER, modified="2026-06-02T09:00:00Z"), encoding="utf-8")
    (tmp_path / "early.html").write_text(page(1, said=FIRST), encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "late.html")
    take_in(tmp_path / "c", tmp_path / "early.html")
    assert kinds(tmp_path / "c") == [("changed", FIRST + ",", LATER + ",")]
    with Corpus(tmp_path / "c") as corpus:
        found = history(corpus, URL)
        assert [version["stood_at"] for version in found.versions] == ["2026-05-02T08:00:00Z", "2026-06-02T09:00:00Z"]
        latest = corpus.rows("SELECT text FROM versions WHERE id = (SELECT latest FROM articles)")[0]["text"]
        assert LATER in latest
        diff = found.steps[0].events[0]["diff"]
        assert [d["text"] for d in diff if d["op"] == "gone"] == ["will not"]
        assert [d["text"] for d in diff if d["op"] == "new"] == ["may have to"]
    assert verify(tmp_path / "c").clean


def test_a_quotation_vanishes_and_another_comes(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text(page(1, said=FIRST), encoding="utf-8")
    gone = page(1, modified="2026-06-02T09:00:00Z").replace("“", "").replace("”", "")
    (tmp_path / "2.html").write_text(gone, encoding="utf-8")
    other = page(1, said="Nobody has asked the gulls for their opinion", modified="2026-06-03T09:00:00Z")
    (tmp_path / "3.html").write_text(other, encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "1.html", tmp_path / "2.html", tmp_path / "3.html")
    assert [kind for kind, _, _ in kinds(tmp_path / "c")] == ["vanished", "added"]


def test_the_same_words_of_another_speaker_are_an_event(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text(page(1, said=FIRST, speaker="Tobias Renn"), encoding="utf-8")
    second = page(1, said=FIRST, speaker="Ines Calloway", modified="2026-06-02T09:00:00Z")
    (tmp_path / "2.html").write_text(second, encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "1.html", tmp_path / "2.html")
    assert kinds(tmp_path / "c") == [("reattributed", f"Tobias Renn: {FIRST},", f"Ines Calloway: {FIRST},")]
    assert verify(tmp_path / "c").clean


def test_typography_alone_is_no_event(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text(page(1, said="It isn't the bridge's fault"), encoding="utf-8")
    second = page(1, said="It isn’t the bridge’s  fault", modified="2026-06-02T09:00:00Z")
    (tmp_path / "2.html").write_text(second, encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "1.html", tmp_path / "2.html")
    assert kinds(tmp_path / "c") == []


@given(st.text(alphabet="ab ,.“\n", max_size=40), st.text(alphabet="ab ,.“\n", max_size=40))
def test_a_word_diff_holds_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.op != "new") == before
    assert "".join(piece.text for piece in pieces if piece.op != "gone") == after
