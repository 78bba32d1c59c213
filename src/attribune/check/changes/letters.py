"""Words that look alike and are written with letters of different alphabets: "Nоt" with a Cyrillic "о"."""

from __future__ import annotations

import unicodedata

_SHOWN = 3  # letters named


def other_letters(draft: str, evidence: str) -> str:
    """Return what differs of two words that differ by letters of another alphabet alone; "" of other words.

    >>> other_letters("N\u043et", "Not"), other_letters("now", "not")
    ('“N\u043et” has a letter of another alphabet, “\u043e” (CYRILLIC SMALL LETTER O), where the evidence has “o”', '')
    """
    pairs = [(one, two) for one, two in zip(draft, evidence, strict=False) if one != two]
    if len(draft) != len(evidence) or not pairs or not all(_is_foreign(*pair) for pair in pairs):
        return ""
    shown = list(dict.fromkeys(pairs))[:_SHOWN]
    ours = ", ".join(f"“{one}” ({unicodedata.name(one, 'unnamed')})" for one, _ in shown)
    theirs = ", ".join(f"“{two}”" for _, two in shown)
    letters = "a letter" if len(pairs) == 1 else "letters"
    return f"“{draft}” has {letters} of another alphabet, {ours}, where the evidence has {theirs}"


def _is_foreign(one: str, two: str) -> bool:
    """True if both are letters, of different alphabets."""
    return one.isalpha() and two.isalpha() and _alphabet(one) != _alphabet(two)


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, letter).partition(" ")[0]
