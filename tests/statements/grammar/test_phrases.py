"""Words before and behind a verb: whose subject it has, whether they make a clause."""

from __future__ import annotations

import pytest

from attribune.statements.grammar.phrases import has_finite, starts_noun, subject_before
from attribune.statements.grammar.tokens import Pieces
from attribune.text.document import Layers


def _pieces(text: str) -> Pieces:
    return Pieces(Layers(text), 0, len(text))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("On Monday, Mayor Ilan Petrov said", "Mayor Ilan Petrov"),
        ("The pier is old, the warden said", "the warden"),
        ("In the harbour she said", "she"),
    ],
)
def test_the_subject_before_a_verb(text: str, subject: str) -> None:
    pieces = _pieces(text)
    found = subject_before(pieces, 0, len(pieces) - 1)
    assert found is not None
    start, end = pieces.span(found.first, len(pieces) - 1)
    assert text[start:end] == subject


@pytest.mark.parametrize(("text", "clause"), [("the pier was old", True), ("the old pier of the harbour", False)])
def test_a_clause_has_a_finite_verb(text: str, clause: bool) -> None:
    pieces = _pieces(text)
    assert has_finite(pieces, 0, len(pieces)) is clause


@pytest.mark.parametrize(("text", "noun"), [("the pier", True), ("Mara Voss", True), ("and then", False)])
def test_what_a_noun_phrase_begins_with(text: str, noun: bool) -> None:
    assert bool(starts_noun(_pieces(text), 0)) is noun
