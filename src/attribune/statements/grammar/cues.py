"""Cues: the words that say somebody said something, with the medium they point to."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import compress, count
from typing import Literal, NamedTuple

from attribune.lexicon import rows
from attribune.statements.grammar.tokens import MASK, OF, Pieces
from attribune.text.document import Layers

Complement = Literal["any", "that", "quote"]

MAX_NAME = 7  # pieces of a name between "by" and a verb
_KEPT = 16_384  # cues of which is kept whether they negate
MAX_AUXILIARIES = 5  # "had not yet publicly also said" is as long as a cue gets in PolNeAR train
BE = frozenset("is was are were been being isn't wasn't weren't".split())
_TAKES_ING = frozenset("denied denies denying deny".split())  # "denied saying that …" says that it was not said
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEGATION = re.compile(
    r"\b(?:not|never|(?:declin|refus|fail)(?:ed|es|e|s|ing)?\s+to|without|neither|short\s+of|den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing))\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)


class Cue(NamedTuple):
    """A cue in a text: the span with its auxiliaries, and the facts about its verb.

    ``first`` and ``stop`` are the numbers of its pieces; ``passive``: "were told", "was quoted".
    """

    start: int
    end: int
    verb: str
    medium: str
    complement: Complement
    negated: bool
    first: int
    stop: int
    passive: bool


@cache
def verbs() -> dict[str, tuple[str, Complement]]:
    """Return every form of every reporting verb, with its medium and what may follow it."""
    return {form: (row[1], row[2]) for row in rows("grammar/cues.tsv") for form in _forms(row[0])}  # type: ignore[misc]


def _forms(cell: str) -> list[str]:
    """Return the forms of one row: single words, or phrases parted by "/"."""
    return [form.strip() for form in cell.split("/")] if "/" in cell else cell.split()


@cache
def _phrase_starts() -> dict[str, list[list[str]]]:
    starts: dict[str, list[list[str]]] = {}
    for phrase in sorted((form for form in verbs() if " " in form), key=len, reverse=True):
        starts.setdefault(phrase.split()[0], []).append(phrase.split())
    return starts


@cache
def openers() -> frozenset[str]:
    """Return the words a cue may begin with; a sentence without any of them has no cue."""
    return frozenset(form.split()[0] for form in verbs())


def cues(layers: Layers, start: int, end: int) -> list[Cue]:
    """Return the reporting verbs in ``text[start:end]`` of some layers, in order, each with the
    auxiliaries before it.
    """
    return cues_of(Pieces(layers, start, end))


def cues_of(pieces: Pieces) -> list[Cue]:
    """Return the reporting verbs among the pieces of a sentence, in order."""
    found: list[Cue] = []
    for at in compress(count(), map(openers().__contains__, pieces.words)):
        cue = _cue(pieces, at)
        if cue is None:
            continue
        if found and cue.first < found[-1].stop:  # "denied saying", "went on to say": one cue
            found.pop()
        found.append(cue)
    return found


def _cue(pieces: Pieces, at: int) -> Cue | None:
    words = pieces.words
    verb, stop = _verb(words, at)
    if verb is None or (words[at] in OF.noun_in_capitals and pieces.capital(at)):
        return None
    if words[at - 1 : at] == ["to"] and not _leads_to(words, at):  # a purpose ("to tell"), no cue
        return None
    if words[at] in OF.also_noun and _is_noun(pieces, at):
        return None
    first = _first_auxiliary(pieces, at)
    medium, complement = verbs()[verb]
    prefix = words[first:at]
    return Cue(
        start=pieces.starts[first],
        end=pieces.ends[stop - 1],
        verb=verb,
        medium=medium,
        complement=complement,
        negated=is_negated(" ".join(words[first:stop])),
        first=first,
        stop=stop,
        passive=not verb.endswith("ing") and any(word in BE for word in _own_auxiliaries(prefix)),
    )


def _leads_to(words: list[str], at: int) -> bool:
    """True if "to" before a verb belongs to a cue: "declined to say", "was heard to say"."""
    if at < 2:
        return False
    heard = at > 2 and words[at - 2] in OF.alleging and words[at - 3] in BE
    return heard or words[at - 2] in OF.takes_to


def _is_noun(pieces: Pieces, at: int) -> bool:
    """True if a form that may be a noun is one here: "a pool report said", "his demand", "told state radio"."""
    words = pieces.words
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at].endswith("ing"):
        return before in OF.determiner or before.endswith("'s")
    if before in OF.before_noun or before in ("had", "has", "have") or before.endswith("'s"):
        return True
    beyond = words[at + 2] if after == "that" and at + 2 < len(words) else ""
    if after == "as" or (beyond in OF.finite and "'" not in beyond):
        return True  # "claims as false", "rules that could close it"
    if (not before or not before[0].isalnum()) and after not in ("that", MASK, ":"):
        return True
    if before in verbs() and before not in OF.also_noun:
        return True
    if (after in verbs() and after not in OF.also_noun) or after in OF.finite:
        return True
    beyond = words[at + 2] if at + 2 < len(words) else ""
    if after.endswith("ing") and len(after) > 4 and before[-1:].isalpha():  # "late-night tweets targeting the mayor"
        return True
    if after.endswith("s") and not words[at].endswith(("s", "ed")) and (beyond in verbs() or beyond in OF.finite):
        return True  # "federal and state officials said"
    if after == "that" and beyond in OF.base:
        return True  # "the demands that come with it"
    if words[at + 2 : at + 3] == ["by"] and after[-2:] in ("ed", "en"):  # "internal emails reviewed by the Herald"
        return True
    if before[-2:] == "ed" and at > 1 and words[at - 2] in OF.before_noun:
        return True
    clause = at + 1 < len(words) and (after in OF.pronoun or pieces.capital(at + 1))
    if not clause and not _agrees_far(pieces, at) and _disagrees(words, at):
        return True
    return after in OF.also_noun and words[at + 2 : at + 3] in (["that"], [","])


def _agrees_far(pieces: Pieces, at: int) -> bool:
    """True if a bare form follows the name of one who did it to several: "emails obtained by the Herald show"."""
    by = next((n for n in range(at - 1, max(0, at - MAX_NAME), -1) if pieces.words[n] == "by"), 0)
    named = by > 1 and (pieces.capital(at - 1) or pieces.words[by + 1] in OF.determiner)
    return named and pieces.words[by - 2].endswith("s")


def _disagrees(words: list[str], at: int) -> bool:
    """True if a bare form follows one thing and so is no verb: "the breakfast show", but "records show"."""
    word, before = words[at], words[at - 1] if at else ""
    if word.endswith("s") and (before.isdigit() or before in OF.number):
        return True
    if word.endswith(("s", "ed")) or not before or before in OF.before_bare_verb or before.endswith("s"):
        return False
    joined = "and" in words[max(0, at - 4) : at - 1] or before in OF.auxiliary or before.endswith("ly")
    return not joined and before[0].isalnum()


def _verb(words: list[str], at: int) -> tuple[str | None, int]:
    for phrase in _phrase_starts().get(words[at], ()):
        if words[at : at + len(phrase)] == phrase:
            return " ".join(phrase), at + len(phrase)
    return (words[at], at + 1) if words[at] in verbs() else (None, at)


def _own_auxiliaries(prefix: list[str]) -> list[str]:
    """Return what of the words before a verb belongs to itself: not the "was said to" of "was said to have told"."""
    return prefix[len(prefix) - prefix[::-1].index("to") :] if "to" in prefix else prefix


def _first_auxiliary(pieces: Pieces, at: int) -> int:
    words = pieces.words
    first = at
    while first > 0 and at - first < MAX_AUXILIARIES and _is_auxiliary(pieces, first - 1, at):
        first -= 1
    if words[first - 1 : first] == ["nor"] and words[max(0, first - 3) : first - 2] == ["neither"]:
        joined = first > 3 and words[first - 4] in OF.auxiliary
        return _first_auxiliary(pieces, first - 3) if joined else first - 3
    if first > 2 and words[first - 2 : first] == ["short", "of"]:  # "stopped short of saying"
        return first - 3
    while first < at and words[first] == "to":  # "on" and "to" alone aren't part of it: "went on to say" is
        first += 1
    return first


def _is_auxiliary(pieces: Pieces, number: int, verb: int) -> bool:
    """True if a piece before the one at ``verb`` belongs to its cue: "had", "declined to", "kept", "was said to"."""
    words, word = pieces.words, pieces.words[number]
    participle = number == verb - 1 and words[verb].endswith("ing")
    if participle and word in _TAKES_ING:
        return True
    if participle and word in OF.aspect:
        return True
    if word in OF.auxiliary or word in OF.takes_to or word == "to" or pieces.adverb(number):
        return True
    alleged = word in OF.alleging and words[number + 1] == "to" and number and words[number - 1] in BE
    return bool(alleged)


@cache
def medium_of(cue: str) -> str:
    """Return the medium a cue's verb points to ("wrote" is a document, "tweeted" a post);
    speech where it tells nothing.
    """
    known = [verbs()[w][0] for w in _WORD.findall(cue.lower()) if w in verbs()]
    return known[-1] if known else "speech"


@lru_cache(maxsize=_KEPT)
def is_negated(cue: str) -> bool:
    """True if a cue says that the words were *not* said, or are not so ("did not say", "declined to say", "denied")."""
    return bool(_NEGATION.search(cue))
