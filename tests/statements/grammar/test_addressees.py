"""Who is told: the noun phrase behind "told", which ends without a mark."""

from __future__ import annotations

import pytest

from attribune.statements.grammar.addressees import recipient
from attribune.statements.grammar.tokens import Pieces
from attribune.text.document import Layers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("him the border was shut", "him"),
        ("the court that the border was shut", "the court"),
        ("state television the border was shut", "state television"),
        ("Channel Nine the border was shut", "Channel Nine"),
        (", quietly", ""),
    ],
)
def test_where_the_one_who_is_told_ends(text: str, told: str) -> None:
    pieces = Pieces(Layers(text), 0, len(text))
    stop = recipient(pieces, 0, len(pieces))
    assert text[: pieces.ends[stop - 1] if stop else 0] == told


@pytest.mark.parametrize(
    "words", ["the Ledger and", "the mayor of", "Voss &", "a friend for", "the Bell’s reporter and"]
)
def test_a_recipient_ends_before_a_conjunction_at_the_end(words: str) -> None:
    pieces = Pieces(Layers(words), 0, len(words))
    assert recipient(pieces, 0, len(pieces)) == len(pieces) - 1
