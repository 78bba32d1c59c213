"""Versions in the order in which they stood, and what became of their quotations."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from attribune.corpus.query.history import Piece, _beside, changed_paragraphs, history, word_diff
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from tests.corpus.made import page, take_in

URL = "https://quay1.example/news/1?utm_source=post"
FIRST = "We will not raise the toll of the ferry this year"
WORDS = ["the", "the", "the", "of", "a", *(f"word{number}" for number in range(300))]
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
        assert [version["valid_from"] for version in found.versions] == ["2026-05-02T08:00:00Z", "2026-06-02T09:00:00Z"]
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


def test_an_answer_of_one_word_that_changes_is_an_event_and_a_term_in_marks_is_none(tmp_path: Path) -> None:
    for number, (said, term) in enumerate((("Yes", "pier"), ("No", "jetty"), (FIRST, "quay"))):
        written = page(1, said=said, modified=f"2026-06-0{number + 1}T09:00:00Z")
        written = written.replace("The council", f"The “{term}” is shut. The council")
        (tmp_path / f"{number}.html").write_text(written, encoding="utf-8")
    take_in(tmp_path / "c", *(tmp_path / f"{number}.html" for number in range(3)))
    assert kinds(tmp_path / "c") == [
        ("changed", "Yes,", "No,"), ("vanished", "No,", None), ("added", None, FIRST + ","),
    ]  # fmt: skip


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


def told(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [(piece.op, piece.text) for piece in pieces]


def test_each_changed_paragraph_stands_beside_the_one_it_became() -> None:
    before = "The pier is old and rotten.\nNobody asked the gulls for it.\nA gate was shut."
    after = "The pier is old and sound.\nA line that is new.\nNobody asked the crows for it.\nThe gate was shut."
    found = [told(pieces) for pieces in changed_paragraphs(before, after)]
    assert found[0][:3] == [("same", "The pier is old and "), ("gone", "rotten"), ("new", "sound")]
    assert found[1] == [
        ("same", "Nobody asked the "), ("gone", "gulls"), ("new", "crows"), ("same", " for it."),
    ]  # fmt: skip
    assert found[2] == [("gone", "A"), ("new", "The"), ("same", " gate was shut.")]


def test_a_paragraph_that_was_cut_in_two_is_one_change() -> None:
    whole = "The pier is old and rotten. Nobody asked the gulls."
    (found,) = changed_paragraphs(whole, whole.replace(". ", ".\n"))
    assert told(found)[0] == ("same", "The pier is old and rotten.")
    assert told(found)[-1] == ("same", "Nobody asked the gulls.")


lines = st.lists(st.sampled_from(["a b c", "a b d", "e f", "e", "g h i j", "g h i k", "a e"]), max_size=8).map(
    "\n".join
)


@given(lines, lines)
def test_changed_paragraphs_hold_lines_of_both_texts_in_order(before: str, after: str) -> None:
    found = changed_paragraphs(before, after)
    for op, text in (("new", before), ("gone", after)):
        held = ["".join(piece.text for piece in pieces if piece.op != op) for pieces in found]
        rest = iter(text.split("\n"))
        assert all(line in rest for passage in held for line in passage.split("\n") if line)


def test_a_changed_paragraph_is_compared_with_the_one_it_became_alone() -> None:
    chance = random.Random(1)
    old = [" ".join(chance.choice(WORDS) for _ in range(60)) for _ in range(150)]
    new = [" ".join("now" if chance.random() < 0.1 else word for word in line.split()) for line in old]
    assert len(changed_paragraphs("\n".join(old), "\n".join(new))) > 140
    # What two passages cost together is the product of their lengths.
    assert sum(len(o) * len(n) for o, n in _beside(old, new)) < 2 * len(old)
