"""WordPiece on a small vocabulary: greedy, longest first, accents and case away, unknown where nothing fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attribune.nets.wordpiece import MOST_PIECES, UNKNOWN, pieces

VOCABULARY = {w: i for i, w in enumerate(["un", "##want", "##ed", "want", "u", "##n", "-", "resume", "é"], 1000)}


def known(form: str) -> list[str]:
    back = {i: w for w, i in VOCABULARY.items()}
    return [back.get(i, "?") for i in pieces(form, VOCABULARY)]


def test_greedy_longest_first() -> None:
    assert known("unwanted") == ["un", "##want", "##ed"]
    assert known("Unwant-ed") == ["un", "##want", "-", "?"]
    assert known("résumé") == ["resume"]
    assert known("x") == ["?"]


def test_odd_forms_give_the_unknown_piece() -> None:
    for form in ("", "\u200b", "\x00", "\ud800", "z" * 500):
        assert pieces(form, VOCABULARY) == (UNKNOWN,)


@given(st.text(max_size=60))
def test_always_a_few_pieces(form: str) -> None:
    found = pieces(form, VOCABULARY)
    assert 1 <= len(found) <= MOST_PIECES
