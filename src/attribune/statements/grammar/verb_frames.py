"""What reporting verbs govern besides clauses: "vowed to rebuild", "urged them to close it", "called for talks"."""

from __future__ import annotations

from functools import cache

from attribune.lexicon import rows
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.phrases import starts_noun
from attribune.statements.grammar.tokens import BREAKS, MASK, OF, Pieces

MAX_OBJECT = 14  # pieces between a verb and the "to" or "of" of what somebody is urged to do or accused of
_NOT = frozenset({"not", "never"})
_NOT_OBJECT = frozenset("who which what that whether if to him me it itself himself herself them us so too".split())


@cache
def _governs() -> dict[str, frozenset[str]]:
    """Return every form of the verbs of ``governs.tsv``, with what it may govern."""
    kinds: dict[str, set[str]] = {}
    for row in rows("grammar/verb_frames.tsv"):
        for verb in row[1].split():
            kinds.setdefault(verb.replace("_", " "), set()).add(row[0])
    found: dict[str, frozenset[str]] = {}
    for row in rows("grammar/cues.tsv"):
        forms = [form.strip() for form in row[0].split("/")] if "/" in row[0] else row[0].split()
        named = kinds.get(forms[-1] if "/" in row[0] else forms[0])
        if named is not None:
            found.update(dict.fromkeys(forms, frozenset(named)))
    return found


def governed(pieces: Pieces, verb: str, at: int, limit: int) -> int | None:
    """Return where what ``verb`` governs begins, with its complement at piece ``at``; None where it governs nothing."""
    kinds = _governs().get(verb)
    if kinds is None or at >= limit:
        return None
    words = pieces.words
    if words[at] == "to" or (words[at] in _NOT and words[at + 1 : at + 2] == ["to"]):
        return at if ("own" in kinds or "other" in kinds) and _is_infinitive(pieces, at, limit) else None
    if "other" in kinds and _object_stop(pieces, at, limit, "to") is not None:
        return at
    if "of" in kinds and _object_stop(pieces, at, limit, "of") is not None:
        return at
    return at if "thing" in kinds and _is_thing(pieces, at) else None


def _is_infinitive(pieces: Pieces, at: int, limit: int) -> bool:
    """True if "to" leads to a verb: a word in small letters that opens no noun phrase by itself."""
    verb = at + 1 + (pieces.words[at] in _NOT)
    if verb >= limit or pieces.capital(verb):
        return False
    word = pieces.words[verb]
    return word[0].isalpha() and word not in OF.determiner and word not in OF.object


def _object_stop(pieces: Pieces, at: int, limit: int, mark: str) -> int | None:
    """Return where the "to" or "of" stands behind an object that begins at ``at``."""
    words = pieces.words
    if words[at] not in OF.object and not starts_noun(pieces, at):
        return None
    for number in range(at + 1, min(limit, at + MAX_OBJECT)):
        word = words[number]
        if word == mark:
            return number if mark == "of" or _is_infinitive(pieces, number, limit) else None
        if word == MASK or word in BREAKS or word in OF.finite or word in OF.subordinator:
            return None
    return None


def _is_thing(pieces: Pieces, at: int) -> bool:
    word = pieces.words[at]
    return word not in _NOT_OBJECT and word not in OF.pronoun and starts_noun(pieces, at) and word not in verbs()
