"""Who holds an office in an article: "la consejera" is Remedios Olavarría where the article calls only her so.

A description is resolved only by the office itself: the article has it right beside one name and beside no other, and
nothing that the description adds is missing there. A synonym ("the coach" for a manager) is resolved by list only.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from attribune.statements.multilingual.phrases import (
    Clause,
    Speaker,
    begins_name,
    clause,
    is_office,
    name_end,
    parted,
    without_offices,
)
from attribune.text.languages import Language

MAX_PHRASE = 9  # words of an office with what it is held in
CASE_ENDINGS = ("n", "en", "s", "es")  # of German nouns
ANOTHER = "\0"  # what "a mayor" is held in: nothing that anybody else holds
MIN_STEM = 4  # letters that two cases of an office share at least
MAX_CASE = 3  # letters of a case ending


class Mention(NamedTuple):
    """An office where an article has it: what it is held in, and the name beside it, () where none is read."""

    office: str
    words: frozenset[str]
    name: tuple[str, ...]


def resolved(speaker: Speaker, text: str, language: Language) -> Speaker:
    """Return a description of a speaker as the name of the only one whom an article calls so, else as it is."""
    if speaker.kind != "description" or "uncased" in language.features:
        return speaker
    small = language.listed("article") | language.listed("of") | language.listed("particle")
    head = next((n for n, word in enumerate(speaker.words) if word not in small), len(speaker.words))
    definite = all(word in language.listed("definite_article") for word in speaker.words[:head])
    if head == len(speaker.words) or not definite:
        return speaker
    several = _synonym_at(speaker.words, head, language)
    listed = len(several) > 1 or _is_office_word(speaker.words[head], language)
    if not listed and "nouns" in language.features:
        return speaker  # "der Landwirt" may be a name as well
    office, wanted = " ".join(several), frozenset(speaker.words[head + len(several) :]) - small
    offices = {office, *(word for row in _synonyms(language) if office in row for word in row)}
    mentions = _mentions(text, language, "" if listed else office)
    there = [one for one in mentions if any(_same_office(one.office, o, language) for o in offices)]
    names = {one.name for one in there if one.name}
    if not names or len({name[-1] for name in names}) > 1:
        return speaker
    held = frozenset(word for one in there if one.name for word in one.words)
    if not wanted - offices <= held or any(not one.words <= held for one in there if not one.name):
        return speaker
    return replace(speaker, kind="name", words=max(names, key=len), oblique=False, before=())


def _synonym_at(words: tuple[str, ...], head: int, language: Language) -> tuple[str, ...]:
    """Return the words for one office that begin at a word: "primo cittadino", or the word itself."""
    longest = max((len(one.split()) for row in _synonyms(language) for one in row), default=1)
    several = (words[head : head + n] for n in range(longest, 1, -1) if head + n <= len(words))
    return next(
        (one for one in several if any(" ".join(one) in row for row in _synonyms(language))), words[head : head + 1]
    )


def _is_office_word(word: str, language: Language) -> bool:
    return is_office(clause(word, 0, len(word), language), 0)


def _same_office(one: str, two: str, language: Language) -> bool:
    """True if two words are one office, in whatever case where nouns have cases; "Dezernent" is "Kulturdezernent"."""
    if "nouns" in language.features and len(two) > MIN_STEM:
        return any(one.endswith(two + ending) for ending in ("", *CASE_ENDINGS))
    if one == two or "declined" not in language.features:
        return one == two
    shared = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return shared >= MIN_STEM and max(len(one), len(two)) - shared <= MAX_CASE


@lru_cache(maxsize=32)
def _synonyms(language: Language) -> tuple[frozenset[str], ...]:
    """Return the sets of words for one office: "entrenador", "técnico"."""
    return tuple(frozenset(map(language.norm, entry.split("="))) for entry in language.raw("same_office"))


@lru_cache(maxsize=64)
def _mentions(text: str, language: Language, noun: str = "") -> tuple[Mention, ...]:
    """Return the offices that an article has, in order, and where it has another ``noun`` in small letters."""
    words = parted(text, language)
    places = range(len(words.tokens))
    if not noun:
        return tuple(_mention(words, n) for n in places if is_office(words, n) or _is_inflected(words, n))
    return tuple(_mention(words, n) for n in places if words.tokens[n].norm == noun and not words.is_capital(n))


def _before_post(words: Clause, at: int) -> bool:
    """True if a preposition stands before what an office is held in: "l'assessora all'Urbanistica Chiara Donati"."""
    linked = words.is_listed(at, "of", "preposition")
    return linked and at + 1 < len(words.tokens) and words.is_listed(at + 1, "post")


def _is_inflected(words: Clause, at: int) -> bool:
    """True if a German word is an office in another case: "einen Dezernenten"."""
    norm, roles = words.tokens[at].norm, words.language.listed("role")
    return "nouns" in words.language.features and any(
        norm.endswith(ending) and norm.removesuffix(ending) in roles for ending in CASE_ENDINGS
    )


def _mention(words: Clause, at: int) -> Mention:
    """Return the office at a word with its name: right behind it, between commas behind it, or before a comma."""
    if at and not words.breaks[at] and words.is_listed(at - 1, "indefinite"):
        return Mention(words.tokens[at].norm, frozenset({ANOTHER}), ())
    segment = words.segment_end(at)
    end = min(segment, at + MAX_PHRASE)
    of = next(
        (n for n in range(at + 1, end) if words.is_listed(n, "of", "preposition") and not _before_post(words, n)), end
    )
    first = next((n for n in range(at + 1, of) if begins_name(words, n)), of)
    plain = all(
        is_office(words, n) or words.is_listed(n, "post", "role_adjective") or _before_post(words, n)
        for n in range(at + 1, first)
    )
    held = frozenset(words.norms(at + 1, first))
    genitive = "declined" in words.language.features and not words.is_listed(at, "role")
    if genitive and at and not words.breaks[at] and is_office(words, at - 1):
        return Mention(words.tokens[at].norm, frozenset(), ())  # "секретарь директора школы Анна Дюма"
    if "declined" in words.language.features and (span := _declined_name(words, at, segment)):
        return _named(words, at, held | frozenset(words.norms(at + 1, span[0])), *span)
    if first < of and plain:
        return _named(words, at, held, first, name_end(words, first, segment))
    more = at + 1 + (at + 1 < end and is_office(words, at + 1))  # "la directrice générale"
    alone = not any(is_office(words, n) or words.is_listed(n, "conjunction") for n in range(more, end))
    if segment <= end and segment < len(words.tokens) and alone and _comma(words, segment):
        stop = words.segment_end(segment)
        if begins_name(words, segment) and name_end(words, segment, stop) == stop:
            return _named(words, at, _held(words, at, segment), segment, stop)
    start = at
    while start and words.is_listed(start - 1, "article") and not words.breaks[start]:
        start -= 1
    if start and words.breaks[start] and _comma(words, start):
        low = start
        while (low and not words.breaks[low] and low > start - MAX_PHRASE) or low == start:
            low -= 1
        first = next((n for n in range(low, start) if begins_name(words, n)), start)
        bare = low == 0 or words.breaks[low]  # nothing is cut off
        if first < start and name_end(words, first, start) == start and start - first > 1 and bare:
            if not _only_said(words, low, first):
                return Mention(words.tokens[at].norm, frozenset(), ())
            return _named(words, at, _held(words, at, end), first, start)
    hangs = at + 1 < end and words.is_listed(at + 1, "of", "post", "role_adjective")
    return Mention(words.tokens[at].norm, _held(words, at, min(end, at + 3)) if hangs else frozenset(), ())


def _declined_name(words: Clause, at: int, segment: int) -> tuple[int, int] | None:
    """Return the name behind an office in the nominative and genitives: "trener siatkarek Podbrzezia Jan Wrona"."""
    if not words.is_listed(at, "role"):
        return None
    first = next((n for n in range(at + 1, min(segment, at + MAX_PHRASE)) if words.is_capital(n)), segment)
    plain = not any(
        is_office(words, n) or words.is_listed(n, "of", "preposition", "conjunction", "relative", "adverb")
        or words.match(n, "cue") > n or words.tokens[n].norm.endswith(tuple(words.language.listed("verb_ending")))
        for n in range(at + 1, first)
    )  # fmt: skip
    last = name_end(words, first, segment) if first < segment else first
    return (last - 2, last) if plain and last - first >= 2 and not any(words.breaks[at + 1 : last]) else None


def _only_said(words: Clause, start: int, stop: int) -> bool:
    """True if before a name only offices or a verb of saying stand: not "after the resignation of Juan Pérez, …"."""
    at = start
    while at < stop:
        behind = words.match(at, "cue", "according")
        if behind == at and not words.is_listed(at, "article", "conjunction") and not is_office(words, at):
            return False
        at = max(behind, at + 1)
    return True


def _comma(words: Clause, at: int) -> bool:
    """True if a comma and nothing else parts a word from the one before."""
    return words.text[words.tokens[at - 1].end : words.tokens[at].start].strip() == ","


def _held(words: Clause, at: int, end: int) -> frozenset[str]:
    small = words.language.listed("article") | words.language.listed("of") | words.language.listed("particle")
    return frozenset(words.norms(at + 1, end)) - small


def _named(words: Clause, at: int, held: frozenset[str], first: int, last: int) -> Mention:
    return Mention(words.tokens[at].norm, held, without_offices(words.language, words.norms(first, last)))
