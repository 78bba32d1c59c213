"""Hedges and evidentials: the words that keep a claim from being a fact ("suspected", "reportedly")."""

from __future__ import annotations

import re
from functools import cache

from attribune.records import Hedge
from attribune.text.wordlists import rows

# An approximation hedges only a number: "about 250", not "about the mayor".
_BEFORE_NUMBER = (
    r"(?=\s+(?:[$€£¥]?\d[\d.,]*|(?:a|an)\s+(?:dozen|hundred|thousand|million|half)|half|two|three|four|five|six|seven|eight"
    r"|nine|ten|dozens|hundreds|thousands|every|all)\b)"
)


@cache
def _pattern() -> re.Pattern[str]:
    phrases: dict[str, list[str]] = {}
    for phrase, kind in rows("hedges.tsv", "attribune.statements"):
        phrases.setdefault(kind, []).append(re.escape(phrase).replace(r"\ ", r"\s+"))
    numbers = "|".join(sorted(phrases.pop("approximation"), key=len, reverse=True))
    plain = "|".join(sorted((p for kind in phrases.values() for p in kind), key=len, reverse=True))
    return re.compile(rf"\b(?:(?:{plain})\b|(?:{numbers})\b{_BEFORE_NUMBER})", re.IGNORECASE)


def hedges(text: str, start: int = 0, end: int | None = None) -> list[Hedge]:
    """The hedges in ``text[start:end]``, in order. "May" the month and "Might" as a name aren't hedges."""
    found = []
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        word = match[0]
        if word[0].isupper() and word.lower() in {"may", "might"} and not _opens_sentence(text, match.start()):
            continue
        found.append(Hedge(start=match.start(), end=match.end(), text=word))
    return found


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].strip()
    return not before or before[-1] in ".!?“\"‘'"
