"""How a statement was made — spoken, posted, in court papers — by its cue and the words around it.

The media are a closed list, ``media_kinds.tsv``; which words point to which is ``media.tsv``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache

from attribune.lexicon import rows
from attribune.statements.candidate import Found
from attribune.statements.grammar.cues import medium_of
from attribune.text.document import LONGEST_WORD, Document, KnownWords, Layers

_KEPT = 16_384  # words of which is kept to which media they may point
AROUND = 80  # code points around source and cue in which a medium may be named ("said on Monday in a letter")
_ENDS_SOURCE = re.compile(r",|\s(?:who|which|whose)\s")
_ENDS_AFTER = re.compile(  # a set first: what begins with one is found fast
    r"[,.;!?“\"«\s](?:(?<=[\n“\"«])|(?<=[.;!?])\s"
    r"|(?:(?<=,)\s{1,9}|(?<=\s)\s{0,9})(?:according\s+to|citing|quoting|as\s+(?:first\s+)?reported)\b"
    r"|(?<=,)(?!\s+(?:in|on|at|during|speaking|via|through)\b))"
)
_OTHERS = re.compile(r"\s*(?:according|citing|quoting|per|as)\b", re.IGNORECASE)  # what somebody else passed on
_BEGINS_FRONT = re.compile(r"\A.*(?:[.;!?”\"»]\s|\n)", re.DOTALL)


@cache
def kinds() -> frozenset[str]:
    """All media there are."""
    return frozenset(row[0] for row in rows("grammar/media_kinds.tsv"))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]:
    """Return the patterns with their medium, and with the letters of which some stand in all that they match."""
    table = rows("grammar/media.tsv")
    return tuple((re.compile(pattern), medium, tuple(parts.split())) for pattern, medium, parts in table)


@lru_cache(maxsize=_KEPT)
def _pointing(word: str) -> frozenset[int]:
    """Return the numbers of the patterns of whose letters some stand in a word."""
    return frozenset(n for n, (*_, parts) in enumerate(_patterns()) if any(map(word.__contains__, parts)))


def medium_around(context: str) -> str | None:
    """Return the medium that some words name ("in a video", "court papers"), or None."""
    for number in sorted(frozenset().union(*map(_pointing, context.lower().split()))):
        pattern, medium, _ = _patterns()[number]
        if pattern.search(context):
            return medium
    return None


def medium_for(document: Document, found: Found) -> str:
    """Return the medium of a statement. A verb of posting decides; else the words around the cue; else the verb."""
    if found.cue is None:
        return found.medium or "speech"
    text = document.article.text
    verbal = medium_of(text[slice(*found.cue)]) if found.medium is None else found.medium
    if verbal in ("post", "thought"):
        return verbal
    marks = (*(found.source or ()), found.cue)
    start, end = min([s for s, _ in marks]), max([e for _, e in marks])
    if not _may_name_medium(document, start - AROUND, end + AROUND):  # most statements
        return verbal
    return medium_around(_context(text, found, start, end)) or verbal


@cache
def _points() -> Callable[[str], bool]:
    """Return the test of tokens in which letters stand that point to a medium."""
    return KnownWords(_pointing).__getitem__


def _pointing_at(layers: Layers) -> list[int]:
    return layers.places_of(_points())


def _may_name_medium(layers: Layers, start: int, end: int) -> bool:
    """True if a word that may point to a medium begins in ``text[start:end]``, or so little before it that it may go on
    in it.
    """
    places = layers.layer(_pointing_at)
    at = bisect_left(places, start - LONGEST_WORD)
    return at < len(places) and places[at] < end


def _context(text: str, found: Found, start: int, end: int) -> str:
    """Return the words before, between and behind source and cue, which stand in ``text[start:end]``, without what is
    said and without what others passed on.
    """
    head = text[slice(*found.source[0])] if found.source else ""
    if "," in head or "wh" in head:
        head = _ENDS_SOURCE.split(head, maxsplit=1)[0]
    cue = text[slice(*found.cue)] if found.cue else ""
    before = _outside(found, max(0, start - AROUND), start, text)
    between = _between(text, found, start, end)
    front = _BEGINS_FRONT.sub("", before).rstrip() if before.rstrip().endswith(",") else ""
    behind = _outside(found, end, min(len(text), end + AROUND), text, first=True)
    stop = _ENDS_AFTER.search(behind)
    behind = behind[: stop.start()] if stop else behind
    if not front.endswith(",") or _OTHERS.match(front):
        front = ""
    return " ".join([front, head, between, cue, behind])


def _between(text: str, found: Found, start: int, end: int) -> str:
    """Return what stands between source and cue and is no content."""
    marks = sorted(span for span in (*(found.source or ()), found.cue, *found.content) if span is not None)
    pieces, at = [], start
    for low, high in marks:
        if at < low <= end:
            pieces.append(text[at : min(low, at + AROUND)])
        at = max(at, high)
    return " ".join(pieces)


def _outside(found: Found, start: int, end: int, text: str, *, first: bool = False) -> str:
    """Return what of ``text[start:end]`` is no content: up to it (``first``) or behind it."""
    for low, high in found.content:
        if low < end and high > start:
            if first:
                end = max(start, low)
                break
            start = min(end, high)
    return text[start:end]
