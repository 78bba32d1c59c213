"""Cues: the words that say somebody said something, with the medium they point to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from attribune.statements.pieces import MASK, Pieces, listed
from attribune.text.wordlists import rows

Complement = Literal["any", "that", "quote"]

MAX_AUXILIARIES = 5  # "had not yet publicly also said" is as long as a cue gets in PolNeAR train
# What may stand before the verb and belongs to the cue: "has repeatedly said", "did not say", "also told".
_AUXILIARIES = frozenset(
    "has have had would will did does do is was are were been being can could may might must should cannot also later"
    " then once first often already recently went on never not only now still just has hasn't haven't hadn't didn't doesn't"
    " don't wasn't isn't wouldn't won't can't couldn't".split()
)
_BE = frozenset("is was are were been being isn't wasn't weren't".split())
_TAKES_TO = frozenset(
    "on declined declines refused refuses seemed appeared continued began started rushed hastened failed chose".split()
)
_TAKES_ING = frozenset("denied denies denying deny".split())  # "denied saying that …" says that it was not said
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEGATION = re.compile(
    r"\b(?:not|never|(?:declin|refus|fail)(?:ed|es|ing)?\s+to|without|den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing))\b|n[’']t\b",
    re.IGNORECASE,
)
# Written with a capital these are mostly names or nouns: The Washington Post, the United States.
_NOUNS_IN_CAPITALS = frozenset(
    {"post", "posts", "notes", "state", "states", "report", "reports", "estimates", "demands"}
)
# Before these a form that is also a noun is one: "a report", "the claims", "his repeated demands".
_NOUN_AFTER = frozenset("a an the his her its their our my your this that these those no any some of in for".split())
_ALSO_NOUNS = frozenset(
    "report reports claim claims state states post posts note notes estimate estimates demand demands show shows signal"
    " signals call calls answer answers hope hopes fear fears joke jokes text texts tweet tweets email emails message"
    " messages promise promises warning warnings finding findings thinking feeling saying reading understanding brief"
    " briefs offer offers remark remarks mention detail details stress reveal cry cries pledge pledges vow vows"
    " guess rule rules ruling label labels brand brands reason quote quotes counter counters chant chants radio radios".split()
)
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten several many most some few numerous other all both".split()
)
# Words that a bare verb may follow though they don't end in "s".
_MANY = frozenset(
    "i we you they who that which to police people men women children data media staff most many some others all both"
    " majority number few several and or not also often still now heard hear saw let make made help would will can".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue in a text: the span with its auxiliaries, the verb's own start, and what the verb tells.

    ``first`` and ``stop`` are the numbers of its pieces; ``passive``: "were told", "was quoted".
    """

    start: int
    end: int
    verb_start: int
    verb: str
    medium: str
    complement: Complement
    negated: bool
    first: int
    stop: int
    passive: bool


@cache
def verbs() -> dict[str, tuple[str, Complement]]:
    """Every form of every reporting verb, with its medium and what may follow it."""
    return {form: (row[1], row[2]) for row in rows("cues.tsv", "attribune.statements") for form in _forms(row[0])}  # type: ignore[misc]


def _forms(cell: str) -> list[str]:
    """The forms of one row: single words, or phrases parted by "/"."""
    return [form.strip() for form in cell.split("/")] if "/" in cell else cell.split()


@cache
def _phrase_starts() -> dict[str, list[list[str]]]:
    starts: dict[str, list[list[str]]] = {}
    for phrase in sorted((form for form in verbs() if " " in form), key=len, reverse=True):
        starts.setdefault(phrase.split()[0], []).append(phrase.split())
    return starts


@cache
def openers() -> frozenset[str]:
    """The words a cue may begin with; a sentence without any of them has no cue."""
    return frozenset(form.split()[0] for form in verbs())


def cues(text: str, start: int = 0, end: int | None = None) -> list[Cue]:
    """The reporting verbs in ``text[start:end]``, in order, each with the auxiliaries before it."""
    return cues_of(Pieces(text, start, len(text) if end is None else end))


def cues_of(pieces: Pieces) -> list[Cue]:
    """The reporting verbs among the pieces of a sentence, in order."""
    known, words = openers(), pieces.words
    found: list[Cue] = []
    for at, word in enumerate(words):
        cue = _cue(pieces, at) if word in known else None
        if cue is None:
            continue
        if found and cue.first < found[-1].stop:  # "denied saying", "went on to say": one cue
            found.pop()
        found.append(cue)
    return found


def _cue(pieces: Pieces, at: int) -> Cue | None:
    words = pieces.words
    verb, stop = _verb(words, at)
    if verb is None or (words[at] in _NOUNS_IN_CAPITALS and pieces.capital(at)):
        return None
    before = words[at - 1] if at else ""
    if before == "to" and not (at > 1 and words[at - 2] in _TAKES_TO):  # a purpose ("to tell"), no cue
        return None
    if words[at] in _ALSO_NOUNS and _is_noun(words, at):
        return None
    first = _first_auxiliary(words, at)
    medium, complement = verbs()[verb]
    prefix = words[first:at]
    return Cue(
        start=pieces.starts[first],
        end=pieces.ends[stop - 1],
        verb_start=pieces.starts[at],
        verb=verb,
        medium=medium,
        complement=complement,
        negated=is_negated(" ".join(words[first:stop])),
        first=first,
        stop=stop,
        passive=not verb.endswith("ing") and any(word in _BE for word in prefix),
    )


def _is_noun(words: list[str], at: int) -> bool:
    """Whether a form that may be a noun is one here: "a pool report said", "his demand", "told state radio"."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in _NOUN_AFTER or before.endswith("'s"):
        return True
    if words[at].endswith("ing"):
        return False
    if (not before or not before[0].isalnum()) and after not in ("that", MASK, ":"):
        return True
    if before in verbs() and before not in _ALSO_NOUNS:
        return True
    if (after in verbs() and after not in _ALSO_NOUNS) or after in listed("finite"):
        return True
    if before[-2:] == "ed" and at > 1 and words[at - 2] in _NOUN_AFTER:
        return True
    if _disagrees(words, at):
        return True
    return (after in _ALSO_NOUNS and words[at + 2 : at + 3] in (["that"], [","])) or _ends_setting(words, at)


def _disagrees(words: list[str], at: int) -> bool:
    """Whether a bare form follows one thing and so is no verb: "the breakfast show", but "records show"."""
    word, before = words[at], words[at - 1] if at else ""
    if word.endswith("s") and (before.isdigit() or before in _NUMBERS):
        return True
    if word.endswith(("s", "ed")) or not before or before in _MANY or before.endswith("s"):
        return False
    joined = "and" in words[max(0, at - 4) : at - 1] or before in _AUXILIARIES or before.endswith("ly")
    return not joined and before[0].isalnum()


def _ends_setting(words: list[str], at: int) -> bool:
    """Whether the form ends an adjunct of the cue before it: "said on CNN's morning show that"."""
    for start in range(at - 1, max(0, at - 6), -1):
        if words[start] in listed("preposition"):
            return words[start - 1] in verbs() or words[start - 1] in listed("moment")
        if words[start] in verbs() or words[start] in listed("finite") or not words[start][0].isalnum():
            return False
    return False


def _verb(words: list[str], at: int) -> tuple[str | None, int]:
    for phrase in _phrase_starts().get(words[at], ()):
        if words[at : at + len(phrase)] == phrase:
            return " ".join(phrase), at + len(phrase)
    return (words[at], at + 1) if words[at] in verbs() else (None, at)


def _first_auxiliary(words: list[str], at: int) -> int:
    first = at
    while first > 0 and at - first < MAX_AUXILIARIES:
        word = words[first - 1]
        denied = first == at and words[at].endswith("ing") and word in _TAKES_ING
        if (
            not denied
            and word not in _AUXILIARIES
            and word not in _TAKES_TO
            and word != "to"
            and not word.endswith("ly")
        ):
            break
        first -= 1
    while first < at and words[first] == "to":  # "on" and "to" alone aren't part of it: "went on to say" is
        first += 1
    return first


@cache
def medium_of(cue: str) -> str:
    """The medium a cue's verb points to ("wrote" is a document, "tweeted" a post); speech where it tells nothing."""
    known = [verbs()[w][0] for w in _WORD.findall(cue.lower()) if w in verbs()]
    return known[-1] if known else "speech"


@cache
def _media() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), medium) for pattern, medium in rows("media.tsv", "attribune.statements"))


def medium_around(context: str) -> str | None:
    """The medium that the words around a cue name ("in a video", "court papers"), or None."""
    return next((medium for pattern, medium in _media() if pattern.search(context)), None)


def is_negated(cue: str) -> bool:
    """Whether a cue says that the words were *not* said, or are not so ("did not say", "declined to say", "denied")."""
    return bool(_NEGATION.search(cue))
