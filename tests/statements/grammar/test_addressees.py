"""Who is told ends inside the narration that is looked at."""

from __future__ import annotations

from attribune.statements.grammar.addressees import recipient
from attribune.statements.grammar.tokens import Pieces
from attribune.text.document import Layers


def test_an_addressee_that_is_cut_behind_and_ends_there() -> None:
    for text in ("the Bell of", "the Bell and", "the Bell’s reporter and"):
        pieces = Pieces(Layers(text), 0, len(text))
        assert 0 < recipient(pieces, 0, len(pieces)) <= len(pieces)
