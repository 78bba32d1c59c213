"""A document's layers: each is made once, and every offset is one of the text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.plain import read
from attribune.records import Block
from attribune.text import document as module
from attribune.text.document import LONGEST_WORD, MASK, Document, KnownWords, Layers, blanked
from attribune.text.quotes import read_marks
from attribune.text.sentences import sentences

STORY = (
    "Mara Voss said on Monday: “We will not close it. The keeper told me ‘never’ twice.”\n\n"
    "“They don’t ask,” she said. Tom Abara didn’t answer.\n"
)
TEXTS = st.lists(
    st.sampled_from(("Voss said", " ", "“", "”", "‘no’", ".", "\n\n", "don’t", "3.5", "U.S.", "--", "(", ")", "\x01")),
    max_size=30,
).map("".join)


def test_each_layer_is_made_once_and_stages_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = read_marks

    def counted(text: str, **between: Any) -> object:
        made.append(text)
        return real(text, **between)

    monkeypatch.setattr(module, "read_marks", counted)
    (article,) = read(STORY.encode(), name="story.txt")
    document = Document.of(article)
    assert Document.of(document) is document
    assert not made
    for name in ("quotations", "outer", "nested", "strays", "narration", "spoken", "tokens", "sentences"):
        assert getattr(document, name) is getattr(document, name), name
    assert len(made) == 1
    assert document.layer(len_of) is document.layer(len_of)


def test_a_word_is_tested_once_for_all_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of a layer that looks for words grows with the words that are new, not with the texts."""
    asked: list[str] = []

    def begins_with_v(word: str) -> bool:
        asked.append(word)
        return word.startswith("v")

    known = KnownWords(begins_with_v)
    for _ in range(3):
        assert Layers("Voss saw Voss. A vane fell.").places_of(known.__getitem__) == [0, 9, 17]
    assert sorted(asked) == [".", "a", "fell", "saw", "vane", "voss"]
    long = "v" * (LONGEST_WORD + 1)
    monkeypatch.setattr(module, "MOST_WORDS", 8)
    for n in range(20):  # bounded on texts whose words never come again, and long ones aren't kept
        assert Layers(f"v{n} {long}").places_of(known.__getitem__) == [0, len(f"v{n} ")]
    assert len(known) <= 8
    assert long not in known


CAPTION = "The keeper at the mill, last year"


@pytest.mark.parametrize(
    ("kind", "caption", "parts"),
    [("caption", CAPTION, 2), ("paragraph", CAPTION, 1), ("caption", f"{CAPTION}, ‘at rest’", 1)],
)
def test_a_quotation_goes_on_behind_a_picture(kind: Any, caption: str, parts: int) -> None:
    """A caption without marks parts a quotation's paragraphs and ends none; its words are nobody's."""
    pieces = ("Voss said: “We will not close it.", caption, "“They don’t ask.” She left.")
    text = "\n".join(pieces)
    blocks = []
    for number, piece in enumerate(pieces):
        start = text.index(piece)
        blocks.append(Block(kind=kind if number == 1 else "paragraph", start=start, end=start + len(piece)))
    first = Document(text, blocks).outer[0]
    assert len(first.parts) == parts
    assert (first.state == "closed") == (parts > 1)
    assert all(caption not in text[slice(*part)] for part in first.parts)


def len_of(document: Document) -> list[int]:
    return [len(document.text)]


def test_the_narration_has_no_word_of_a_quotation_and_the_same_offsets() -> None:
    document = Document(STORY)
    narration = document.narration
    assert len(narration.text) == len(STORY)
    assert [word for word in narration.tokens.words if word != MASK][:5] == ["mara", "voss", "said", "on", "monday"]
    assert "close" not in narration.tokens.words
    assert "keeper" in document.spoken.tokens.words
    assert "never" not in document.spoken.tokens.words
    assert STORY.index("We will") in range(*narration.sentence_of(10) or (0, 0))


def test_a_place_is_found_in_its_sentence_block_and_quotation() -> None:
    (article,) = read(STORY.encode(), name="story.txt")
    document = Document.of(article)
    at = document.text.index("ask")
    assert document.in_quotation(at)
    assert not document.in_quotation(document.text.index("answer"))
    assert document.block_of(at) == 1
    assert document.block_of(-1) == -1
    start, end = document.sentence_of(at) or (0, 0)
    assert document.text[start:end] == "“They don’t ask,” she said."
    assert [q.start for q in document.outer_in(at, at + 1)] == [document.text.index("“They")]
    assert [document.text[q.start : q.end] for q in document.nested_in(0, at)] == ["‘never’"]
    assert document.article is article


def test_a_text_alone_is_the_document_of_no_article() -> None:
    with pytest.raises(ValueError, match=r"Document\.of"):
        _ = Document("A text.").article


@given(TEXTS)
def test_tokens_and_white_space_are_the_text(text: str) -> None:
    tokens = Layers(text).tokens
    at = 0
    for word, start, end in zip(*tokens, strict=True):
        assert at <= start < end
        assert not text[at:start].strip()
        assert word == MASK or word == text[start:end].lower().replace("’", "'")
        at = end
    assert not text[at:].strip()


@given(TEXTS)
def test_the_sentences_of_a_line_are_those_of_the_whole_text(text: str) -> None:
    layers, at = Layers(text), 0
    for line in text.split("\n"):
        assert layers.sentences_in(at, at + len(line)) == sentences(text, at, at + len(line))
        at += len(line) + 1


@given(TEXTS)
def test_blanking_keeps_every_place_and_what_stands_outside(text: str) -> None:
    document = Document(text)
    for depth in (0, 1):
        blank = blanked(text, [q for q in document.quotations if q.depth == depth])
        quoted = {at for q in document.quotations if q.depth == depth for at in range(q.start, q.end)}
        assert len(blank) == len(text)
        assert all(blank[at] == text[at] for at in range(len(text)) if at not in quoted)
        assert not any(blank[at].isalnum() for at in quoted)
