"""Sentences by rule, with offsets: every character that isn't white space is in exactly one of them.

>>> text = "“Is it true?” he asked Sen. J. K. Alder. It rose 3.5 percent."
>>> [text[a:b] for a, b in sentences(text)]
['“Is it true?” he asked Sen. J. K. Alder.', 'It rose 3.5 percent.']

A line break always ends a sentence. Abbreviations are the list ``abbreviations.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from attribune.lexicon import words
from attribune.records import Span
from attribune.text.prefilter import find_marks, matches

_CLOSERS = r"[\"”’'»›“)\]}」』】*_]"
# What may end a sentence: final marks with the closing marks and brackets that belong to them, then white space.
_END = re.compile(
    r"(?P<line>[\n\r\u2028\u2029\x85\x0b\x0c])"
    rf"|(?<![.!?…‽])(?P<stop>[.!?…‽]+)(?P<closers>{_CLOSERS}*)(?=\s)"
    r"|(?P<wide>[。！？]+[」』”’）】]*)"
)
_MAY_END = re.compile(r"[\n\r\u2028\u2029\x85\x0b\x0c.!?…‽。！？]")
_NEXT = re.compile(
    r"[^\S\n\r\u2028\u2029\x85\x0b\x0c]*(?P<openers>[\"“‘'«‹„‚「『(\[{—–*_`-]*)[^\S\n\r]*(?P<word>[^\W_]?)"
)
_WORD_BEFORE = re.compile(r"[^\W_]{1,20}(?:[.'’&-][^\W_]{1,20}){0,10}\Z")
_FOLLOWING = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LONGEST_ABBREVIATION = 20
_BEFORE_I = re.compile(r"[^\W\d_]{1,20}[ \u00a0]\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of ``text[start:end]`` in order, trimmed of white space; never raises, linear."""
    start, end, _ = slice(start, end).indices(len(text))
    piece = text[start:end]  # nothing outside may be seen, not even by a look-behind
    cuts = [0, *_boundaries(piece, 0, len(piece)), len(piece)]
    trimmed = (_trim(piece, low, high) for low, high in pairwise(cuts))
    return [(low + start, high + start) for low, high in trimmed if low < high]


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    for match in matches(_END, text, end, find_marks(_MAY_END, text, start, end)):
        if match["stop"] is None or _ends_sentence(text, match, start, end):
            yield match.end()


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int) -> bool:
    following = _NEXT.match(text, match.end(), end)
    first = following["word"] if following else ""
    openers = following["openers"] if following else ""
    if not first:
        at = following.end() if following else end
        return text[at : at + 1] not in (".", "…") or at >= end  # spaced full stops (. . .) are one ellipsis
    if first.islower():
        return False
    if match["stop"] != "." or match["closers"]:
        return True
    at = following.start("word") if following else end
    return not _is_abbreviation(text, match.start(), start, at, end, quoted=bool(openers))


def _is_abbreviation(text: str, stop: int, start: int, at: int, end: int, *, quoted: bool) -> bool:
    """True if the full stop at ``stop`` belongs to an abbreviation inside a sentence that goes on at ``at``."""
    near = text[max(start, stop - _LONGEST_ABBREVIATION) : stop]
    if not near or near[-1].isspace():
        return False
    before = _WORD_BEFORE.search(near.rsplit(None, 1)[-1])  # nothing before the last space can match
    if before is None:
        return False
    word, first = before[0], text[at]
    rule = _abbreviations().get(word.lower())
    if rule == "#":
        return first.isdigit()
    if rule == "":
        return True
    following = _FOLLOWING.match(text, at, min(end, at + 24))
    starts = quoted or (following is not None and following[0] in words("text/sentence_starts.txt"))
    if rule == "!":
        return not starts
    if _INITIALS.match(word) and not word.islower():
        return not starts and not (word == "I" and ends_in_i(text, stop - 1, start))
    return False


def ends_in_i(text: str, at: int, start: int = 0) -> bool:
    """True if the "I" of an "I." at ``text[at]`` closes a sentence ("than I.") and is no initial, by the word before.

    Nothing before ``start`` is seen.
    """
    before = _BEFORE_I.search(text, max(start, at - _LONGEST_ABBREVIATION), at)
    return before is not None and before[0].strip().lower() in words("text/before_i.txt")


@cache
def _abbreviations() -> dict[str, str]:
    entries = words("text/abbreviations.txt")
    return {e.rstrip("!#"): e[-1] if e[-1] in "!#" else "" for e in entries}


def _trim(text: str, low: int, high: int) -> Span:
    while high > low and text[high - 1].isspace():
        high -= 1
    while low < high and text[low].isspace():
        low += 1
    return (low, high)
