"""Noun phrases that begin at a piece: where they end, with their appositions."""

from __future__ import annotations

from attribune.lexicon import calendar
from attribune.statements.grammar.phrases import TELLS_OF_SOURCE, has_clause, starts_noun
from attribune.statements.grammar.tokens import BREAKS, MASK, OF, Pieces

_STOPPING = frozenset(
    "as while after before during when because since although though if adding referring speaking ? !".split()
)
_DAYS = frozenset(name for (name,) in calendar("weekday")) | {"yesterday", "today", "tonight"}
_GOES_ON = frozenset("he she they it that added".split())
_GOT = frozenset("cited obtained seen published reported reviewed".split())


def noun_phrase(pieces: Pieces, first: int, limit: int, *, apposition: bool = True) -> int:
    """Return where the noun phrase that begins at ``first`` ends, with its appositions."""
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
        if word in _STOPPING:
            return at
        if word in ("and", "but") and at + 1 < limit and words[at + 1] in _GOES_ON:
            return at
        if word in _DAYS and words[at - 1] not in ("the", "a", "of", "this", "last"):
            return at
    return limit


def _is_apposition(pieces: Pieces, at: int, limit: int) -> bool:
    """True if a segment after a comma goes on with the noun phrase before it."""
    word = pieces.words[at]
    if word in TELLS_OF_SOURCE or word in _GOT or word.isdigit():
        return True
    stop = _phrase_stop(pieces, at, limit)
    if not starts_noun(pieces, at) or has_clause(pieces, at, stop) or word in OF.pronoun:
        return False
    return word != "according" and (stop >= limit or pieces.words[stop] in BREAKS or pieces.words[stop] == MASK)
