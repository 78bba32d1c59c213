"""Hedges and evidentials: the words that keep a claim from being a fact ("suspected", "reportedly").

Looked up word by word, so that the work is linear in the text whatever the length of the list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from itertools import compress, count

from attribune.lexicon import rows
from attribune.records import Hedge
from attribune.text.document import KnownWords, Layers

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NEXT_WORD = re.compile(rf"\s+(?P<word>{_WORD.pattern})")
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
    found, at = [], start
    for place in places[low : bisect_left(places, end, lo=low)]:
        word = _WORD.match(text, place, end)
        if word is None or place < at:
            continue
        for phrase, kind in known.get(word[0].lower(), ()):
            stop = _end_of(text, word, phrase, end) if len(phrase) > 1 else word.end()
            if stop is not None and _fits(text, word, stop, kind, end):
                found.append(Hedge(start=place, end=stop, text=text[place:stop]))
                at = stop
                break
    return found


def _openings(layers: Layers) -> list[int]:
    """Return where words stand with which a hedge may begin: tokens, and parts of those with marks inside
    ("may/might").
    """
    words, starts, ends = layers.tokens
    places: list[int] = []
    for number in compress(count(), map(_may_open(), words)):
        if words[number] in _phrases():
            second = words[number + 1] if number + 1 < len(words) else ""
            goes_on = _seconds()[words[number]]
            if "" in goes_on or second in goes_on or not second.isalnum():
                places.append(starts[number])
        else:
            parts = _WORD.finditer(layers.text, starts[number], ends[number])
            places += [part.start() for part in parts if part[0].lower() in _phrases()]
    return places


@cache
def _seconds() -> dict[str, frozenset[str]]:
    """Return the second words of the phrases that begin with a word, for each; "" where the word alone is one."""
    return {
        first: frozenset(phrase[1] if len(phrase) > 1 else "" for phrase, _ in same)
        for first, same in _phrases().items()
    }


@cache
def _may_open() -> Callable[[str], bool]:
    """Return the test of tokens in which a hedge may begin."""
    known = _phrases()

    def may_open(word: str) -> bool:
        return word in known or not (word.isalnum() or len(word) == 1 or known.keys().isdisjoint(_PARTS.findall(word)))

    return KnownWords(may_open).__getitem__


def _end_of(text: str, word: re.Match[str], phrase: tuple[str, ...], end: int) -> int | None:
    """Return where a phrase ends that stands at a word, nothing but white space between its words; else None."""
    stop = word.end()
    for expected in phrase[1:]:
        following = _NEXT_WORD.match(text, stop, end)
        if following is None or following["word"].lower() != expected:
            return None
        stop = following.end()
    return stop


def _fits(text: str, word: re.Match[str], stop: int, kind: str, end: int) -> bool:
    if kind == "approximation":
        return _NUMBER.match(text, stop, end) is not None
    if word[0][0].isupper() and word[0].lower() in _NAMES:
        return _opens_sentence(text, word.start())
    return True


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].strip()
    return not before or before[-1] in ".!?“\"‘'"
