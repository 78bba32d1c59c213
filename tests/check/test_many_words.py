"""Evidence that is a million words: signs without spaces are words, too."""

from __future__ import annotations

import tracemalloc

from attribune.check.quote.source import all_words, word_line
from attribune.check.quote.text import Word


def test_words_are_kept_as_parts() -> None:
    """A record for each word took 270 bytes of memory for a byte of text."""
    text = "@" * 50_000
    tracemalloc.start()
    try:
        line = word_line(text, None, frozenset())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(line.words) == len(text) + 1
    assert most < 230 * len(text)


def test_words_are_a_sequence_of_records() -> None:
    words = all_words("The Ferry sailed.", frozenset())
    assert list(words) == [Word("the", 0, 3, "The"), Word("ferry", 4, 9, "Ferry"), Word("sailed", 10, 16, "sailed")]
    assert words[-1] == words[2] and words[1:] == tuple(words)[1:]
