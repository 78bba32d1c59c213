from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attribune.text.tokens import tokens


def words(text: str) -> list[str]:
    return [text[t.start : t.end] for t in tokens(text)]


def test_words_numbers_and_marks() -> None:
    text = "“Don’t,” said U.S. envoy Anne-Marie O’Brien, 53, of the 15,000... in the 1990s."
    assert words(text) == [
        "“", "Don’t", ",", "”", "said", "U.S.", "envoy", "Anne-Marie", "O’Brien", ",", "53", ",", "of", "the",
        "15,000", "...", "in", "the", "1990s", ".",
    ]  # fmt: skip


@given(st.text())
def test_lossless(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end
        assert not text[at : token.start].strip()
        at = token.end
    assert not text[at:].strip()
