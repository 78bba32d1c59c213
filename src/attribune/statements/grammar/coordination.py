"""What goes on inside what is reported: "Voss said a clerk came in and told her that …", "…, and that B replied"."""

from __future__ import annotations

from attribune.statements.grammar.complements import Complement
from attribune.statements.grammar.cues import Cue
from attribune.statements.grammar.parser_state import Sentence
from attribune.statements.grammar.phrases import Subject, is_verb, starts_noun
from attribune.statements.grammar.tokens import BREAKS, OF

_TOLD = frozenset("him her them me us".split())
_AND_AGAIN = ([",", "and"], [",", "but"])
_REASONS = frozenset("because since after when while before although though".split())
_THINGS = frozenset("it there this that nobody nothing".split())


def inner_subject(s: Sentence, cue: Cue, right: Complement) -> tuple[int, int] | None:
    """Return who speaks in "Voss said a clerk had come in and told her that …": her, so that it isn't Voss.

    None where what is reported has no subject of its own before the "and", or nobody there is told.
    """
    if not s.frames or s.frames[-1].form not in ("that", "bare") or not s.frames[-1].parts:
        return None
    first, joint = s.frames[-1].parts[-1].first, cue.first - 1
    told = right.recipient is not None and s.words[right.recipient[0]] in _TOLD
    if first >= joint or not (told or any(word in _TOLD for word in s.words[first:joint])):
        return None
    if s.words[first] in _THINGS or not starts_noun(s.pieces, first):
        return None
    verb = next((n for n in range(first + 1, joint) if _ends_subject(s, n, first)), joint)
    return (first, verb) if verb < joint else None


def _ends_subject(s: Sentence, at: int, first: int) -> bool:
    return s.words[at] in OF.relative or s.words[at] in BREAKS or is_verb(s.pieces, at, first)


def back_to_outer(s: Sentence, subject: Subject) -> None:
    """End what stands inside the outermost content where that goes on: "said A warned that …, and that B replied"."""
    that = subject.joint
    if (
        s.frames and s.frames[-1].form == "other" and s.words[that] in _REASONS
    ):  # "told them to leave because Voss said"
        for part in s.frames.pop().parts:
            part.stop = max(that, part.first) if part.stop is None else part.stop
        return
    if len(s.frames) < 2 or s.words[that] != "that" or s.words[max(0, that - 2) : that] not in _AND_AGAIN:
        return
    for inner in s.frames[1:]:
        for part in inner.parts:
            part.stop = max(that - 2, part.first) if part.stop is None else part.stop
    del s.frames[1:]
