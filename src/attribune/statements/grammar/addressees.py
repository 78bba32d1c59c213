"""The addressee: the noun phrase right after "told", whose end no mark shows ("told state television the border …")."""

from __future__ import annotations

from attribune.lexicon import words
from attribune.statements.grammar.phrases import closed
from attribune.statements.grammar.tokens import BREAKS, MASK, OF, Pieces, listed

_SINGLE = frozenset("it you everyone everybody someone anyone nobody".split())
_SUBJECTS = frozenset("that he she they we i".split())
_MEDIA = frozenset("magazine newspaper news radio television tv".split())
_PARTICLES = words("names/particles.txt") | frozenset("do am das het y e".split())
_EDITIONS = frozenset({"morning", "evening"})
_JOINING = frozenset({"of", "and", "&", "for"})


def recipient(pieces: Pieces, first: int, limit: int) -> int:
    """Return where the one who is told ends: after "the court", "state television", "Channel
    Nine", "him"; or ``first``.
    """
    if first >= limit or pieces.words[first] in BREAKS or pieces.words[first] == MASK:
        return first
    word = pieces.words[first]
    if word in _SINGLE or word in OF.object or word == "her":
        return first + 1
    if word in _SUBJECTS or (word in closed() and word != "her"):
        return first
    at = first + 1
    if word in OF.determiner and at < limit and pieces.words[at][0].isalnum():
        at += 1
    named = pieces.capital(at - 1)
    while at < limit and pieces.words[at] != MASK and pieces.words[at] not in BREAKS:
        step = _step(pieces, first, at, limit, named)
        if not step:
            break
        at += step
        named = named or pieces.capital(at - 1)
    return at


def _step(pieces: Pieces, first: int, at: int, limit: int, named: bool) -> int:
    """Return how many pieces the phrase goes on by; 0 at its end."""
    here = pieces.words[at]
    if here in _PARTICLES and pieces.capital(at - 1) and at + 1 < limit and pieces.capital(at + 1):
        return 2  # "told the weekly Folha do Vale that"
    if here in _JOINING:
        return 2 if at + 1 < limit else 0
    edition = here in _EDITIONS and at + 1 < limit and pieces.capital(at + 1)  # "told The Evening Page that"
    moment = (
        here in OF.moment and here != "today" and not edition
    )  # "told Chess Today that", but "told Voss Sunday that"
    if named and pieces.capital(at) and not moment and here not in OF.pronoun:
        return 1
    if pieces.words[at - 1].endswith("'s") and here in OF.moment and at + 1 < limit:
        return 1  # "told NRK's evening news that"
    if here.isdigit() and pieces.capital(at - 1):
        return 1  # "told Wave 91 that"
    if here == "that" or here in closed() or any(here in listed(name) for name in _ENDING):
        return 0
    if not named or pieces.capital(at) or pieces.words[at - 1].endswith("'s"):
        return 1
    if named and here in _MEDIA:
        return 1  # "told People magazine"
    titled = at + 1 < limit and pieces.capital(at + 1)  # "told Fox host Jo Reed"
    owned = any(word.endswith("'s") for word in pieces.words[first:at])  # "told Radio Fjord's breakfast show that"
    return 1 if titled or owned else 0


_ENDING = ("determiner", "pronoun", "question", "moment")
