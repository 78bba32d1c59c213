"""Subjects that stand once for two verbs inside what is reported: "Voss said a clerk came in and told her that …"."""

from __future__ import annotations

from attribune.statements.complements import Complement
from attribune.statements.cues import Cue
from attribune.statements.frames import Sentence
from attribune.statements.phrases import is_verb, starts_noun
from attribune.statements.pieces import BREAKS, listed

_TOLD = frozenset("him her them me us".split())
_THINGS = frozenset("it there this that nobody nothing".split())


def inner_subject(s: Sentence, cue: Cue, right: Complement) -> tuple[int, int] | None:
    """Who speaks in "Voss said a clerk had come in and told her that …": her, so that it isn't Voss.

    None where what is reported has no subject of its own before the "and", or nobody there is told.
    """
    if not s.frames or s.frames[-1].form not in ("that", "bare") or not s.frames[-1].parts:
        return None
    first, joint = s.frames[-1].parts[-1].first, cue.first - 1
    told = right.recipient is not None and s.words[right.recipient[0]] in _TOLD and _is_one(right.recipient)
    if first >= joint or not (told or any(word in _TOLD for word in s.words[first:joint])):
        return None
    if s.words[first] in _THINGS or not starts_noun(s.pieces, first):
        return None
    verb = next((n for n in range(first + 1, joint) if _ends_subject(s, n, first)), joint)
    return (first, verb) if verb < joint else None


def _ends_subject(s: Sentence, at: int, first: int) -> bool:
    return s.words[at] in listed("relative") or s.words[at] in BREAKS or is_verb(s.pieces, at, first)


def _is_one(span: tuple[int, int]) -> bool:
    return span[1] - span[0] == 1
