"""Who is told, up to the end of what may be read."""

from __future__ import annotations

import pytest

from attribune.statements.grammar.addressees import recipient
from attribune.statements.grammar.tokens import Pieces
from attribune.text.document import Layers


@pytest.mark.parametrize("words", ["the Ledger and", "the mayor of", "Voss &", "a friend for"])
def test_a_recipient_ends_before_a_conjunction_at_the_end(words: str) -> None:
    pieces = Pieces(Layers(words), 0, len(words))
    assert recipient(pieces, 0, len(pieces)) == len(pieces) - 1
