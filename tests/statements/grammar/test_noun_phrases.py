"""Where the noun phrase that speaks begins and ends: with its titles, its appositions and what it is of."""

from __future__ import annotations

import pytest

from attribune.statements.grammar.noun_phrases import noun_phrase
from attribune.statements.grammar.tokens import Pieces
from attribune.text.document import Layers
from tests.statements.by_rule import who_said_what


@pytest.mark.parametrize(
    "phrase",
    [
        "Captain Rollo Maine of the harbour police",
        "The mayor of Port Ellery, Ana Ruiz,",
        "Two of the three guards who were there",
    ],
)
def test_a_source_is_the_whole_phrase(phrase: str) -> None:
    assert who_said_what(f"{phrase} said the lift was shut.") == [(phrase.rstrip(","), ["the lift was shut"])]


@pytest.mark.parametrize(
    ("text", "apposition", "phrase"),
    [
        ("Mara Voss, the county’s engineer, left.", True, "Mara Voss, the county’s engineer"),
        ("Mara Voss, the county’s engineer, left.", False, "Mara Voss"),
        ("the warden; nobody else", True, "the warden"),
    ],
)
def test_a_phrase_ends_with_its_apposition_on_request(text: str, apposition: bool, phrase: str) -> None:
    pieces = Pieces(Layers(text), 0, len(text))
    start, end = pieces.span(0, noun_phrase(pieces, 0, len(pieces), apposition=apposition))
    assert text[start:end] == phrase
