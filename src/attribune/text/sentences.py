"""Sentences by rule, with offsets: every character that isn't white space is in exactly one of them.

>>> text = "“Is it true?” he asked Sen. J. K. Alder. It rose 3.5 percent."
>>> [text[a:b] for a, b in sentences(text)]
['“Is it true?” he asked Sen. J. K. Alder.', 'It rose 3.5 percent.']

A line break always ends a sentence. Abbreviations are the list ``abbreviations.txt``.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import words
from attribune.records import Span

_CLOSERS = r"[\"”’'»›“)\]}」』】*_]"
# What may end a sentence: final marks with the closing marks and brackets that belong to them, then white space.
_END = re.compile(  # a set first: what begins with one is found fast
    r"(?P<first>[\n\r\u2028\u2029\x85\x0b\x0c.!?…‽。！？])"
    rf"(?:(?<=[.!?…‽])(?<![.!?…‽].)(?P<stops>[.!?…‽]*)(?P<closers>{_CLOSERS}*)(?=\s)"
    r"|(?<=[\n\r\u2028\u2029\x85\x0b\x0c])"
    r"|(?<=[。！？])[。！？]*[」』”’）】]*)"
)
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
    found: list[Span] = []
    low = 0
    for match in _END.finditer(piece):
        if match["stops"] is None or _ends_sentence(piece, match):
            _add_trimmed(found, piece, low, match.end(), start)
            low = match.end()
    _add_trimmed(found, piece, low, len(piece), start)
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """True if final marks inside a line of ``text`` end a sentence, by what stands before and behind them."""
    at = match.end() + 1
    first, openers = text[at : at + 1], ""
    if text[at - 1] != " " or not first.isalnum():  # else: as most sentences begin
        following = _NEXT.match(text, match.end())
        first, openers = (following["word"], following["openers"]) if following else ("", "")
        if not first:
            at = following.end() if following else len(text)
            return text[at : at + 1] not in (".", "…")  # spaced full stops (. . .) are one ellipsis
        at = following.start("word") if following else at
    if first.islower():
        return False
    if match["first"] != "." or match["stops"] or match["closers"]:
        return True
    return not _is_abbreviation(text, match.start(), at, quoted=bool(openers))


def _is_abbreviation(text: str, stop: int, at: int, *, quoted: bool) -> bool:
    """True if the full stop at ``stop`` belongs to an abbreviation inside a sentence that goes on at ``at``."""
    near = text[max(0, stop - _LONGEST_ABBREVIATION) : stop]
    if not near or near[-1].isspace():
        return False
    word = near.rsplit(None, 1)[-1]  # nothing before the last space can belong to it
    plain = word.isalnum()
    before = None if plain else _WORD_BEFORE.search(word)
    if before is not None:
        word = before[0]
    elif not plain:
        return False
    rule = _abbreviations().get(word.lower())
    if rule == "#":
        return text[at].isdigit()
    if rule == "":
        return True
    if rule is None and ((plain and len(word) > 1) or word.islower() or not _INITIALS.match(word)):
        return False
    following = _FOLLOWING.match(text, at, at + 24)
    starts = quoted or (following is not None and following[0] in words("text/sentence_starts.txt"))
    return not starts and (rule == "!" or not (word == "I" and ends_in_i(text, stop - 1)))


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


def _add_trimmed(found: list[Span], text: str, low: int, high: int, shift: int) -> None:
    """Add ``text[low:high]`` without white space around it, its places moved by ``shift``; nothing if it is blank."""
    while high > low and text[high - 1].isspace():
        high -= 1
    while low < high and text[low].isspace():
        low += 1
    if low < high:
        found.append((low + shift, high + shift))
