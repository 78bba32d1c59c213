"""Numbers as words: "twenty-five", "three hundred and six", "a million", "half a dozen"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from attribune.lexicon import rows

# "Nine hundred ninety-nine trillion …" down to the last nine has 24 words; more are a count, or no number at all.
MOST_WORDS = 30


@cache
def number_words() -> dict[str, tuple[int, str]]:
    """Return each number word with its value and kind, as in ``numbers.tsv``."""
    return {word: (int(value), kind) for word, value, kind in rows("text/numbers.tsv")}


@cache
def word_pattern(most: int = MOST_WORDS) -> str:
    """Return a regular expression for a number of up to ``most`` words (no article before it), longest words first."""
    single = "|".join(sorted(number_words(), key=len, reverse=True))
    return rf"(?:{single})(?:(?:[ \u00a0]|-|[ \u00a0]and[ \u00a0](?=(?:{single})\b))(?:{single})\b){{0,{most - 1}}}"


def word_value(text: str) -> Decimal | None:
    """Return the value of a number in words, or None where the words don't make one number ("two one")."""
    total, group, last = 0, 0, "start"
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in ("and", "a", "an"):
            continue
        value, kind = number_words().get(word, (0, ""))
        if not kind or not _may_follow(kind, last, value):
            return None
        if kind in ("small", "tens"):
            group += value
        elif kind == "scale":
            total += max(group, 1) * value
            group = 0
        else:
            group = max(group, 1) * value
        last = kind
    return Decimal(total + group) if last != "start" else None


def _may_follow(kind: str, last: str, value: int) -> bool:
    """True if a word of ``kind`` may stand after one of kind ``last`` inside a number."""
    if kind == "small":
        return last in ("start", "hundred", "scale") or (last == "tens" and 0 < value < 10)
    if kind == "tens":
        return last in ("start", "hundred", "scale")
    if kind in ("hundred", "group"):
        return last in ("start", "small", "tens") or (kind == "group" and last in ("hundred", "scale"))
    return True
