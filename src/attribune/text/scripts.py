"""Raised and lowered characters as plain text that still says so: ``10⁶``, ``H₂O``, ``x^(n+k)``.

Without a sign, a power read from a document becomes another number (10 to the 6th becomes 106).
"""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN = re.compile(r"[0-9+\-−=() ]+\Z", re.A)
# What stands raised behind a number and changes nothing in it: ordinals, as some languages write them.
_ORDINALS = frozenset("st nd rd th er ère re e ème o a º ª".split())
_SIGNS = frozenset("®™©°ºª*†‡§")


def raised(text: str, before: str = "") -> str:
    """``text`` as superscript characters where Unicode has them, else in ``^(…)``; ``before`` stands in front of it.

    >>> raised("6", "10"), raised("th", "26"), raised("n+k", "x")
    ('⁶', 'th', '^(n+k)')
    """
    words = text.strip()
    if before[-1:].isdigit() and words.lower() in _ORDINALS:
        return text
    return _convert(text, words, "^", _RAISED)


def lowered(text: str) -> str:
    """``text`` as subscript characters where Unicode has them, else in ``_(…)``.

    >>> lowered("2"), lowered("max")
    ('₂', '_(max)')
    """
    return _convert(text, text.strip(), "_", _LOWERED)


def _convert(text: str, words: str, sign: str, signs: dict[int, int]) -> str:
    if not words or _SIGNS.issuperset(words):
        return text
    if _PLAIN.match(words):
        return text.translate(signs)
    return text.replace(words, f"{sign}({words})")
