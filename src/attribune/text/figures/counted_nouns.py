"""The noun phrase that a number counts, to its right, found by rules and word lists.

Qualifying words ("suspected") are handed back apart; adjectives before the noun are skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.lexicon import words

MAX_WORDS = 9  # words of a noun phrase looked at; the longest in PolNeAR train that is one
_WORD = re.compile(r"[ \u00a0](?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:\.[^\W\d_]+)*(?:[-’'&][^\W_]+)*)")
_OF = re.compile(
    r"[ \u00a0]of(?:[ \u00a0](?:the|a|an|all|its|his|her|their|our|my|your|this|these|those))?(?=[ \u00a0])"
)
_NAME_LINKS = frozenset({"de", "del", "la", "le", "of", "and", "van", "von", "du", "el", "da", "dos", "for"})
_ADJECTIVE = re.compile(r".*(?:[^e]ed|ous|ful|less|able|ible)\Z")
_IRREGULAR = frozenset(
    {"people", "men", "women", "children", "police", "feet", "teeth", "mice", "troops", "staff", "cattle"}
)
_NOT_PLURAL = ("ss", "us", "is", "’s", "'s")


@dataclass(frozen=True, slots=True)
class CountedNouns:
    """The noun phrase, the qualifying words before it, and where it ends."""

    of: str | None
    doubts: tuple[str, ...]
    end: int


def find_counted(text: str, at: int, end: int, *, through_of: bool = False) -> CountedNouns:
    """Return the noun phrase that begins at ``at``; with ``through_of`` it may stand behind "of (the)"."""
    if through_of:
        of = _OF.match(text, at, end)
        if of:
            at = of.end()
    phrase = _find_phrase(text, at, end)
    doubts = tuple(word.lower() for _, word in phrase if word.lower() in words("text/doubt_words.txt"))
    phrase = [item for item in phrase if item[1].lower() not in words("text/doubt_words.txt")]
    while len(phrase) > 1 and _is_adjective(phrase[0][1]):
        phrase = phrase[1:]
    while phrase and not phrase[-1][1][:1].isupper() and phrase[-1][1].lower() in words("text/adjectives.txt"):
        phrase = phrase[:-1]
    if not phrase or (len(phrase) == 1 and phrase[0][1].islower() and phrase[0][1].endswith("ed")):
        return CountedNouns(None, doubts, at)
    start, last = phrase[0][0], phrase[-1]
    return CountedNouns(text[start : last[0] + len(last[1])], doubts, last[0] + len(last[1]))


def _find_phrase(text: str, at: int, end: int) -> list[tuple[int, str]]:
    """Return the words of the phrase with their offsets, links inside names included, ended at its plural head."""
    phrase: list[tuple[int, str]] = []
    while len(phrase) < MAX_WORDS:
        match = _WORD.match(text, at, end)
        if match is None:
            break
        word = match["word"]
        lower = word.lower()
        if lower in words("text/not_counted.txt") and not (
            word[0].isupper() and len(word) > 2 and phrase and word.isupper()
        ):
            last = phrase[-1][1] if phrase else ""
            named = lower in _NAME_LINKS and phrase and _joins_names(text, last, match.end(), end)
            paired = lower == "and" and phrase and _joins_adjectives(text, last, match.end(), end)
            if not (named or paired):
                break
        elif phrase and _ends_phrase(phrase, word):
            break
        phrase.append((match.start("word"), word))
        at = match.end()
    return phrase


def _joins_names(text: str, before: str, at: int, end: int) -> bool:
    """True if a small word stands between two capitalised ones ("Tren de Aragua and MS-13")."""
    following = _WORD.match(text, at, end)
    if following is None or not following["word"][0].isupper():
        return False
    return before[0].isupper() and not _is_plural(before)


def _joins_adjectives(text: str, before: str, at: int, end: int) -> bool:
    """True if an "and" joins what stands before one noun ("five Democratic and independent lawmakers")."""
    second = _WORD.match(text, at, end)
    third = _WORD.match(text, second.end(), end) if second else None
    return not _is_plural(before) and third is not None and _is_plural(third["word"])


def _ends_phrase(phrase: list[tuple[int, str]], word: str) -> bool:
    """True if ``word`` no longer belongs to the phrase ``phrase`` so far."""
    last = phrase[-1][1]
    if _is_plural(last) and not last[0].isupper():
        return not (_is_plural(word) and word.islower()) or word.endswith("ings")
    nouns = any(not _is_adjective(w) and w.lower() not in words("text/doubt_words.txt") for _, w in phrase)
    if nouns and word.islower() and word.lower() not in words("text/doubt_words.txt"):
        return word.endswith("ly") or (_ADJECTIVE.match(word) is not None and word.endswith("ed"))
    return False


def _is_plural(word: str) -> bool:
    lower = word.lower()
    return lower in _IRREGULAR or (lower.endswith("s") and len(lower) > 3 and not lower.endswith(_NOT_PLURAL))


def _is_adjective(word: str) -> bool:
    return not word[0].isupper() and (
        word.lower() in words("text/adjectives.txt") or _ADJECTIVE.match(word) is not None
    )
