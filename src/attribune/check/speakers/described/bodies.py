"""Whose official somebody without a name is: "a senior party official" of a draft about the National Union is the
evidence's "senior National Union official"; one of a draft about the Civic Alliance isn't."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.check.speakers.described.covering import RANKS, telling
from attribune.records import Source
from attribune.sources.names.entity_types import head_of, kind_of
from attribune.sources.names.lexicon import listed, plain

_BODY = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]*(?:\s+(?:of\s+)?[A-ZÀ-Þ][\w’'-]*)*")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def same_body(name: str, bodies: Sequence[str], evidence: Source, text: str) -> bool | None:
    """Return whether a draft's description of somebody without a name gives the body that the evidence's does.

    ``bodies`` are those that the draft's paragraph names before it, of which the last is meant. False: it is another
    one. True: it is the same one, and the descriptions say the same. None where the evidence gives none.
    """
    found = _named(evidence.name)
    if evidence.kind != "unnamed" or len(found) != 1:
        return None
    body = _words(found[0])
    ours = _named(name)
    if ours or bodies:
        other = _words(ours[0] if ours else bodies[-1])
        if not (other <= body or body <= other):
            return False
    return True if bodies and not ours and _says_the_same(name, evidence.name, body, text) else None


def _named(description: str) -> list[str]:
    """Return the bodies that a description names; a lone word may be an adjective ("a European diplomat")."""
    found = (one for one in _BODY.findall(description) if " " in one or one.isupper())
    return [one for one in found if kind_of(one) != "person"]


def _says_the_same(ours: str, theirs: str, body: set[str], text: str) -> bool:
    """True if a description has "party" or the like for the body's name, as the evidence has, and is the same else."""
    more = _words(ours) - _words(theirs)
    nouns = all(word in listed("org_nouns.txt") and re.search(rf"\bthe\s{re.escape(word)}\b", text) for word in more)
    less = _words(theirs) - _words(ours) - body
    return (
        nouns
        and not less & RANKS
        and head_of(ours) == head_of(theirs)
        and telling(ours) & RANKS == telling(theirs) & RANKS
    )


def _words(phrase: str) -> set[str]:
    return {plain(word) for word in _WORD.findall(phrase)} - listed("small_words.txt")
