"""The folded form that matching works on, with a map back to the original offsets.

Folding is versioned (``FOLD_VERSION``); what it does is the table ``FOLD_TABLE`` below and nothing else:

================  =====================================================================
step              what happens
================  =====================================================================
invisible         soft hyphens, zero-width characters, joiners, BOMs, bidi marks: dropped
compatibility     NFKC: ligatures (ﬁ), full-width forms, superscripts, composed accents
quotation marks   every single or double glyph, apostrophes and primes included: ' or "
dashes            hyphens, dashes and minus signs of every length: -
ellipsis          the sign … (NFKC makes it three full stops): ...
case              Unicode case folding (ß becomes ss)
white space       every run, line breaks included: one space
================  =====================================================================

What is folded here is found, not cleared: whether a reader sees what is compared, the check decides by itself
(:func:`attribune.check.quote.find_deceptive_character`). Digits stay. Accents stay (they tell names apart). The map is
by character: folded character ``i`` came from original ``starts[i]:ends[i]``.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from attribune.records import Span

FOLD_VERSION = 1

SINGLE_MARKS = "'‘’‚‛‹›ʼʻˈ′‵`´＇❛❜❮❯"
DOUBLE_MARKS = '"“”„‟«»″‶＂〝〞〟「」『』❝❞＂⹂'
DASHES = "‐‑‒–—―−﹘﹣－⁃˗"
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe00\ufe01\ufe0e\ufe0f\ufeff"
)
FOLD_TABLE: dict[int, str] = {
    **{ord(c): "'" for c in SINGLE_MARKS},
    **{ord(c): '"' for c in DOUBLE_MARKS},
    **{ord(c): "-" for c in DASHES},
    **{ord(c): "" for c in INVISIBLE},
}
_SPACES = re.compile(r"\s+")
_PLAIN = re.compile(r"[\x00-\x7f\u2018\u2019\u201c\u201d\u2013\u2014\u00a0\u2026]*")
# A base character with what composes onto it: folding works a cluster at a time, so that the map stays true.
_PLAIN_MARKS = [("…", "..."), *((mark, FOLD_TABLE[ord(mark)]) for mark in "`‘’“”–—")]
_COMPOSES = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u3099\u309a\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u20d0-\u20ff\ufe20-\ufe2f]"
)
_CLUSTER = re.compile(rf"\s+|[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|(?:[^\s]){_COMPOSES}*")
_RUN = re.compile(rf"(?P<plain>{_PLAIN.pattern[:-1]}+(?!{_COMPOSES}))|{_CLUSTER.pattern}")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``starts[i]`` and ``ends[i]`` are the original code points folded character i stands for."""

    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> Span:
        """Return the original span of folded ``start:end`` (an empty span maps to an empty one)."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return (at, at)
        return (self.starts[start], self.ends[end - 1])

    def at(self, start: int, end: int) -> Span:
        """Return the folded span that covers original ``start:end``; the way back from :meth:`span`."""
        return (bisect_right(self.ends, start), bisect_left(self.starts, end))


def fold(text: str) -> Folded:
    """Fold ``text`` with a map back. Any string is accepted; linear in its length."""
    out: list[str] = []
    starts, ends = array("l"), array("l")
    for match in _CLUSTER.finditer(text):
        piece = _fold_cluster(match[0])
        if piece == " " and out and out[-1] == " ":
            ends[-1] = match.end()
            continue
        for character in piece:
            out.append(character)
            starts.append(match.start())
            ends.append(match.end())
    return Folded("".join(out), starts, ends)


def fold_text(text: str) -> str:
    """Return the folded text alone: what ``fold(text).text`` gives, several times faster on ordinary news text."""
    folded = _plain(text) if _PLAIN.fullmatch(text) else _RUN.sub(_fold_run, text)
    words = " ".join(folded.split())  # what splits words here is what \s is, and splitting is faster
    return f"{' ' * folded[:1].isspace()}{words}{' ' * (bool(words) and folded[-1:].isspace())}"


def _fold_run(run: re.Match[str]) -> str:
    return _plain(run[0]) if run["plain"] else _fold_cluster(run[0])


def _plain(text: str) -> str:
    for mark, folded in _PLAIN_MARKS:  # each is a fast scan, where translating is a step for every character
        text = text.replace(mark, folded)
    return text.lower()


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    if cluster.isspace():
        return " "
    marked = cluster.translate(FOLD_TABLE)
    if not marked:
        return ""
    if marked.isascii():
        return marked.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", marked).casefold())
    if _SPACES.search(folded):  # a spacing accent (¨) would become a space and an accent, which fold differently again
        folded = unicodedata.normalize("NFC", marked).casefold()
    return folded.translate(FOLD_TABLE)
