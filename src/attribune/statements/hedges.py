"""Hedges and evidentials: the words that keep a claim from being a fact ("suspected", "reportedly").

Looked up word by word, so that the work is linear in the text whatever the length of the list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from attribune.lexicon import rows
from attribune.records import Hedge
from attribune.text.document import Layers

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PARTS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
# An approximation hedges only a number: "about 250", not "about the mayor".
_NUMBER = re.compile(
    r"\s+(?:[$€£¥]?\d[\d.,]*|(?:a|an)\s+(?:dozen|hundred|thousand|million|half|third|quarter)|half|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens|hundreds"
    r"|thousands|millions|every|all)\b",
    re.IGNORECASE,
)
_NAMES = frozenset({"may", "might", "will"})  # with a capital inside a sentence: the month, a name


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → the phrases that begin with it, longest first, with their kind."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, kind in rows("grammar/hedges.tsv"):
        words = tuple(phrase.lower().split())
        found.setdefault(words[0], []).append((words, kind))
    for same in found.values():
        same.sort(key=lambda pair: -len(pair[0]))
    return found


def hedges(layers: Layers, start: int, end: int) -> list[Hedge]:
    """Return the hedges in ``text[start:end]``, in order. "May" the month and "Might" as a name aren't hedges."""
    places = layers.layer(_openings)
    low = bisect_left(places, start)
    if low == len(places) or places[low] >= end:  # most statements
        return []
    text, known = layers.text, _phrases()
    words = list(_WORD.finditer(text, places[low], end))
    found, at = [], 0
    for number, word in enumerate(words):
        choices = known.get(word[0].lower())
        if choices is None or number < at:
            continue
        following = words[number + 1][0].lower() if number + 1 < len(words) else ""
        for phrase, kind in choices:
            if len(phrase) > 1 and phrase[1] != following:
                continue
            stop = number + len(phrase)
            if _stands(text, words, number, phrase) and _fits(text, words, number, stop, kind, end):
                span = (word.start(), words[stop - 1].end())
                found.append(Hedge(start=span[0], end=span[1], text=text[slice(*span)]))
                at = stop
                break
    return found


def _openings(layers: Layers) -> list[int]:
    """Return where tokens stand in which a hedge may begin: whole ones, and parts of those with
    marks inside ("may/might").
    """
    known = _phrases()
    return layers.places_of(
        lambda word: (
            word in known or not (word.isalnum() or len(word) == 1 or known.keys().isdisjoint(_PARTS.findall(word)))
        )
    )


def _stands(text: str, words: Sequence[re.Match[str]], number: int, phrase: tuple[str, ...]) -> bool:
    """True if a phrase stands at a word, nothing but white space between its words."""
    if number + len(phrase) > len(words):
        return False
    for offset in range(1, len(phrase)):
        one = words[number + offset]
        if one[0].lower() != phrase[offset] or not text[words[number + offset - 1].end() : one.start()].isspace():
            return False
    return True


def _fits(text: str, words: Sequence[re.Match[str]], number: int, stop: int, kind: str, end: int) -> bool:
    word = words[number]
    if kind == "approximation":
        return _NUMBER.match(text, words[stop - 1].end(), end) is not None
    if word[0][0].isupper() and word[0].lower() in _NAMES:
        return _opens_sentence(text, word.start())
    return True


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].strip()
    return not before or before[-1] in ".!?“\"‘'"
