from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attribune.text.tokens import split_tokens, tokens


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text)]


def test_words_numbers_and_marks() -> None:
    text = "“Don’t,” said U.S. envoy Anne-Marie O’Brien, 53, of the 15,000... in the 1990s."
    assert words(text) == [
        "“", "Don’t", ",", "”", "said", "U.S.", "envoy", "Anne-Marie", "O’Brien", ",", "53", ",", "of", "the",
        "15,000", "...", "in", "the", "1990s", ".",
    ]  # fmt: skip


@given(st.text(), st.integers(0, 20))
def test_lossless(text: str, start: int) -> None:
    assert "".join(split_tokens(text, start)) == text[start:]
    at = start
    for first, last in tokens(text, start):
        assert at <= first < last
        assert not text[at:first].strip()
        assert not any(c.isspace() for c in text[first:last])
        at = last
    assert not text[at:].strip()
