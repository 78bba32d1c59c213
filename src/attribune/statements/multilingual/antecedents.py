"""Whom a pronoun or a verb without a subject means, in languages with capitals: the only person named right before.

Sentences are read backwards, at most :data:`MAX_BACK` of them, as long as they name nobody. The first that names
somebody decides: it must name one person, and every office in it must be that person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attribune.records import Span
from attribune.statements.multilingual.phrases import (
    Clause,
    Speaker,
    begins_name,
    clause,
    is_cue,
    is_office,
    is_plain,
    name_end,
    names_in,
    parted,
    skip_time,
    subject,
)
from attribune.text.languages import Language

MAX_BACK = 3  # sentences


def antecedent(text: str, narration: Sequence[Span], language: Language) -> Speaker | None:
    """Return the only person named in the last of some sentences that names anybody; None where it can't be told."""
    for low, high in list(reversed(narration))[:MAX_BACK]:
        found = people(text, low, high, language)
        if found is None or len({who.words[-1] for who in found}) > 1:
            return None
        if found:
            return max(found, key=lambda who: len(who.words))
    return None


def people(text: str, low: int, high: int, language: Language) -> list[Speaker] | None:
    """Return the people named in a sentence, the subject first; None where that isn't a name, or somebody has none.

    A capital by itself is a person's where the text has a longer name that ends in it. Another one may be anybody's,
    but behind a preposition or an article, or where the text has the word in small letters, too.
    """
    if "uncased" in language.features:
        return None
    words = clause(text, low, high, language, titles=False)
    known = {name[-1] for name in named_around(text, language) if len(name) > 1}
    if any(_is_kin(words, n) for n in range(len(words.tokens))):
        return None
    if told := _told_by(words):
        return [told]
    lowered = _small_words(text, language)
    found, at, count = list[Speaker](), 0, len(words.tokens)
    while at < count:
        begins = words.is_listed(at, "article") or is_office(words, at) or words.is_capital(at)
        who, end = subject(words, at, count) if begins else (None, at)
        if who is None or end <= at:
            at += 1
            continue
        if who.kind == "description" or not _is_person(words, at, end, who, known):
            if is_office(words, at) or (words.is_listed(at, "article") and is_office(words, min(at + 1, count - 1))):
                return None
            if _may_be_somebody(words, at, lowered):
                return None
            at = max(at + 1, name_end(words, at, end))
            continue
        if not found and not _is_subject(words, at):
            return None
        found.append(who)
        at = _behind_apposition(words, end, count)
    if found and any(_is_by_somebody(words, n) for n in range(count - 1)):
        return None
    return found


def _is_by_somebody(words: Clause, at: int) -> bool:
    """True if somebody new does what is told: "was booed by a man"."""
    return words.is_listed(at, "agent") and words.is_listed(at + 1, "indefinite")


def _told_by(words: Clause) -> Speaker | None:
    """Return the only one who tells in a sentence what it says: "…, said the minister, Ada Lund."."""
    count, found = len(words.tokens), list[Speaker]()
    for n in range(count):
        if not is_cue(words, n, 0):
            continue
        at = words.match(n, "cue")
        while at < count and not words.breaks[at] and words.is_listed(at, "time", "addressee", "agency"):
            at += 1
        who, _ = subject(words, at, count) if at < count and not words.breaks[at] else (None, at)
        if who is None or who.kind != "name" or (who.loose and not is_office(words, at)):
            return None
        found.append(who)
    full = len(found) == 1 and (found[0].before or len(found[0].words) > 1)
    return found[0] if full else None


def _is_subject(words: Clause, at: int) -> bool:
    """True if a name opens its sentence, behind adverbials and a comma at most, or follows a verb of saying."""
    if at == 0 or at == skip_time(words, 0, at):
        return True
    if words.breaks[at]:
        return words.is_listed(0, "preposition", "time", "adverb") and is_plain(words, 0, at)
    if at == words.match(0, "backward") + 1 > 1:
        return True  # "Das teilte die Sprecherin, Ada Lund, mit"
    low = at
    while low and words.is_listed(low - 1, "time", "addressee", "adverb", "agency"):
        low -= 1
    return any(words.match(n, "cue") == low for n in range(max(0, low - 3), low))


def _is_kin(words: Clause, at: int) -> bool:
    return words.is_listed(at, "kin")


def _is_person(words: Clause, at: int, end: int, who: Speaker, known: set[str]) -> bool:
    if not who.words or words.is_listed(end - 1, "body") or (who.loose and not is_office(words, at)):
        return False
    return len(who.words) > 1 or bool(who.before) or who.words[-1] in known


def _may_be_somebody(words: Clause, at: int, lowered: frozenset[str]) -> bool:
    """True if a capital that no longer name explains may be the name of somebody."""
    if not begins_name(words, at) or words.tokens[at].norm in lowered:
        return False
    if at == 0:
        return True
    small = words.is_listed(at - 1, "article", "preposition", "of", "particle")
    return not small and "nouns" not in words.language.features


@lru_cache(maxsize=16)
def _small_words(text: str, language: Language) -> frozenset[str]:
    """Return the words that a text has in small letters."""
    return frozenset(token.norm for token in language.tokens(text) if text[token.start].islower())


def _behind_apposition(words: Clause, at: int, count: int) -> int:
    """Return the word behind what a comma and an office say more of a name: "Ada Lund, the mayor of Lindau"."""
    if at < count and words.breaks[at]:
        first = at + words.is_listed(at, "article")
        if first < count and is_office(words, first):
            return min(words.segment_end(at), count)
    return at


@lru_cache(maxsize=16)
def named_around(text: str, language: Language) -> tuple[tuple[str, ...], ...]:
    """Return the names that a text has in capitals; none in a script without them."""
    if "uncased" in language.features:
        return ()
    return tuple(names_in(parted(text, language)))
