"""A sentence as pieces: each stands where it says, and nothing but white space lies between two of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attribune.statements.grammar import clauses
from attribune.statements.grammar.cues import cues
from attribune.statements.grammar.tokens import MASK, OF, Pieces, listed
from attribune.text.document import Layers

PIECES = (
    "Voss", "said", "don’t", "O'Brien", "ex-aide", "İstanbul", "ΟΔΟΣ", "3,5", "a", "–", "--", "“", "_", ".", ",", "'",
    "\x01\x01.", "\x01.\n\x01", "²", " ", " ", "\n", "\u00a0", "’",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@given(TEXTS, st.integers(0, 5))
def test_pieces_stand_where_they_say_with_white_space_between(text: str, start: int) -> None:
    layers = Layers(text)
    start = layers.tokens.starts[min(start, len(layers.tokens.starts) - 1)] if layers.tokens.starts else 0
    pieces = Pieces(layers, start, len(text))
    assert len(pieces) == len(pieces.starts) == len(pieces.ends)
    at = start
    for word, low, high in zip(pieces.words, pieces.starts, pieces.ends, strict=True):
        assert not text[at:low].strip()
        assert word == (MASK if text[low] == MASK else text[low:high].lower().replace("’", "'"))
        at = high
    assert not text[at:].strip()


@given(TEXTS)
def test_a_sentence_with_a_cue_may_report(text: str) -> None:
    layers = Layers(text)
    found = cues(layers, 0, len(text))
    assert all(clauses.may_report(layers, cue.start, cue.end) for cue in found)
    assert not found or clauses.may_report(layers, 0, len(text))


def test_word_classes_are_attributes_and_only_those_there_are() -> None:
    assert "the" in OF.determiner
    assert OF.determiner is OF.determiner is listed("determiner")
    assert not hasattr(OF, "no_such_class")
