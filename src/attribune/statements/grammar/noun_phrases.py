"""Noun phrases that begin at a piece: where they end, with their appositions."""

from __future__ import annotations

from attribune.lexicon import calendar
from attribune.statements.grammar.phrases import OWNERS, TELLS_OF_SOURCE, has_clause, starts_noun
from attribune.statements.grammar.tokens import BREAKS, MASK, Pieces, listed

_STOPPING = frozenset(
    "as while after before during when because since although though if adding referring speaking ? !".split()
)
_DAYS = frozenset(name for (name,) in calendar("weekday")) | {"yesterday", "today", "tonight"}
_SETTINGS = frozenset(
    "statement interview speech post tweet email letter call briefing memo video message conference filing news podcast"
    " release report hearing testimony telephone phone".split()
)
_SET_BY = frozenset("in on at during late early last this by over".split())
_WHEN = frozenset("last this late early".split())
_GOES_ON = frozenset("he she they it that added".split())
_GOT = frozenset("cited obtained seen published reported reviewed".split())


def noun_phrase(pieces: Pieces, first: int, limit: int, *, apposition: bool = True) -> int:
    """Where the noun phrase that begins at ``first`` ends, with its appositions."""
    words = pieces.words
    at = _phrase_stop(pieces, first, limit)
    while apposition and at + 1 < limit and words[at] == "," and _is_apposition(pieces, at + 1, limit):
        at = _phrase_stop(pieces, at + 1, limit)
    return at


def _phrase_stop(pieces: Pieces, first: int, limit: int) -> int:
    words = pieces.words
    for at in range(first, limit):
        word = words[at]
        if word == MASK or (word in BREAKS and word not in "-()") or (word == "(" and at == first):
            return at
        if at == first:
            continue
        if word in _STOPPING or (word in _SET_BY and _tells_when(words, at, limit)):
            return at
        if word in ("and", "but") and at + 1 < limit and words[at + 1] in _GOES_ON:
            return at
        if word in _DAYS and words[at - 1] not in ("the", "a", "of", "this", "last"):
            return at
    return limit


def _tells_when(words: list[str], at: int, limit: int) -> bool:
    """True if "in a televised interview", "on Monday", "last week" begin here: they belong to the saying."""
    near = words[at + 1 : min(limit, at + 5)]
    if not near:
        return False
    if words[at] in _WHEN or words[at] == "on":
        if near[0] in listed("moment"):
            return True
        if words[at] != "on":
            return False
    return near[0] in OWNERS and any(word in _SETTINGS for word in near)


def _is_apposition(pieces: Pieces, at: int, limit: int) -> bool:
    """True if a segment after a comma goes on with the noun phrase before it."""
    word = pieces.words[at]
    if word in TELLS_OF_SOURCE or word in _GOT or word.isdigit():
        return True
    stop = _phrase_stop(pieces, at, limit)
    if not starts_noun(pieces, at) or has_clause(pieces, at, stop) or word in listed("pronoun"):
        return False
    return word != "according" and (stop >= limit or pieces.words[stop] in BREAKS or pieces.words[stop] == MASK)
