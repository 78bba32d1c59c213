"""Cues: the words that say somebody said something, with the medium they point to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from attribune.text.wordlists import rows

Complement = Literal["any", "that", "quote"]

MAX_AUXILIARIES = 5  # "had not yet publicly also said" is as long as a cue gets in PolNeAR train
# What may stand before the verb and belongs to the cue: "has repeatedly said", "did not say", "also told".
_AUXILIARIES = frozenset(
    "has have had would will did does do is was are were been being also later then once often already recently"
    " went on never not only now still just "
    "has hasn't haven't hadn't didn't doesn't don't wasn't isn't wouldn't won't".split()
)
_TAKES_TO = frozenset(
    "on declined refused seemed appeared continued began started rushed hastened failed chose".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEGATION = re.compile(r"\b(?:not|never|declined\s+to|refused\s+to|without)\b|n[’']t\b", re.IGNORECASE)
_PHRASES = {
    "pointed out": ("speech", "any"), "points out": ("speech", "any"), "pointing out": ("speech", "any"),
    "made clear": ("speech", "any"), "makes clear": ("speech", "any"), "made it clear": ("speech", "any"),
    "put it": ("speech", "quote"), "fired back": ("speech", "quote"), "shot back": ("speech", "quote"),
    "weighed in": ("speech", "quote"), "chimed in": ("speech", "quote"), "went on": ("speech", "quote"),
}  # fmt: skip
# Written with a capital these are mostly names or nouns: The Washington Post, the United States.
_NOUNS_IN_CAPITALS = frozenset(
    {"post", "posts", "notes", "state", "states", "report", "reports", "estimates", "demands"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue in a text: the span with its auxiliaries, the verb's own start, and what the verb tells."""

    start: int
    end: int
    verb_start: int
    verb: str
    medium: str
    complement: Complement
    negated: bool


@cache
def _verbs() -> dict[str, tuple[str, str]]:
    verbs = {form: (row[1], row[2]) for row in rows("cues.tsv", "attribune.statements") for form in row[0].split()}
    return {**verbs, **_PHRASES}


@cache
def _phrase_starts() -> dict[str, list[list[str]]]:
    starts: dict[str, list[list[str]]] = {}
    for phrase in sorted(_PHRASES, key=len, reverse=True):
        starts.setdefault(phrase.split()[0], []).append(phrase.split())
    return starts


def cues(text: str, start: int = 0, end: int | None = None) -> list[Cue]:
    """The reporting verbs in ``text[start:end]``, in order, each with the auxiliaries before it."""
    words = list(_WORD.finditer(text, start, len(text) if end is None else end))
    found = []
    for at, word in enumerate(words):
        verb, last = word[0].lower(), at
        for phrase in _phrase_starts().get(verb, ()):
            if [w[0].lower() for w in words[at : at + len(phrase)]] == phrase:
                verb, last = " ".join(phrase), at + len(phrase) - 1
                break
        if verb not in _verbs() or (word[0][0].isupper() and verb in _NOUNS_IN_CAPITALS):
            continue
        if at and words[at - 1][0].lower() == "to" and not _says_to(words, at):
            continue
        first = _first_auxiliary(text, words, at)
        medium, complement = _verbs()[verb]
        found.append(
            Cue(
                start=words[first].start(),
                end=words[last].end(),
                verb_start=word.start(),
                verb=verb,
                medium=medium,
                complement=complement,  # type: ignore[arg-type]
                negated=is_negated(text[words[first].start() : word.start()]),
            )
        )
    return found


def _says_to(words: list[re.Match[str]], at: int) -> bool:
    """Whether "to say" is part of a cue ("went on to say", "declined to say") and not a purpose ("to keep")."""
    return at > 1 and words[at - 2][0].lower() in _TAKES_TO


def _first_auxiliary(text: str, words: list[re.Match[str]], at: int) -> int:
    first = at
    while first > 0 and at - first < MAX_AUXILIARIES:
        before = words[first - 1]
        if text[before.end() : words[first].start()].strip():
            break
        word = before[0].lower().replace("’", "'")
        if word not in _AUXILIARIES | _TAKES_TO | {"to"} and not (word.endswith("ly") and before[0].islower()):
            break
        first -= 1
    return first


@cache
def medium_of(cue: str) -> str:
    """The medium a cue's verb points to ("wrote" is a document, "tweeted" a post); speech where it tells nothing."""
    known = [_verbs()[w][0] for w in _WORD.findall(cue.lower()) if w in _verbs()]
    return known[-1] if known else "speech"


@cache
def _media() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), medium) for pattern, medium in rows("media.tsv", "attribune.statements"))


def medium_around(context: str) -> str | None:
    """The medium that the words around a cue name ("in a video", "court papers"), or None."""
    return next((medium for pattern, medium in _media() if pattern.search(context)), None)


def is_negated(cue: str) -> bool:
    """Whether a cue says that the words were *not* said ("did not say", "declined to")."""
    return bool(_NEGATION.search(cue))
