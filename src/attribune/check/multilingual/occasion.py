"""Does the evidence tell what a draft says beside somebody's words: when, where, to whom, as what?

A word of the narration beside a quotation must be a small word or a verb of saying, part of the speaker's name, or
stand in the evidence in whatever case. Days and months are small words that must stand there, too. Lists only allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from attribune.statements.multilingual.phrases import clause, is_office
from attribune.statements.multilingual.utterances import Utterance
from attribune.text.languages import Language, Token

MIN_SHARED = 3  # letters of a word that says something
MIN_STEM = 4  # letters that two forms of a word share at least
MAX_CASE = 2  # letters of the ending of a day or month
MIN_ROW = 2  # characters that say something
MAX_ENDING = 3  # letters of a word that another case or tense may change
_CLAIMS = ("body",)  # listed words that say something


def untold(mine: Utterance, draft: str, evidence: Sequence[str]) -> str:
    """Return the first word of a draft's narration beside a quotation that no evidence has; "" where all are there."""
    language = mine.language
    name = set(mine.speaker.words) if mine.speaker else set()
    cue = mine.cue or (0, 0)
    for span in mine.beside:
        words = clause(draft, *span, language)
        tokens = [t for t in words.tokens if not (cue[0] <= t.start < cue[1] or t.norm in name)]
        if "unspaced" in language.features:
            found = _untold_characters(tokens, draft, evidence, language)
        else:
            known = frozenset().union(*(_words(text, language) for text in evidence))
            found = next((t for t in tokens if not _is_told(t.norm, known, language)), None)
        if found:
            return draft[found.start : found.end]
    return ""


def _is_told(word: str, known: frozenset[str], language: Language) -> bool:
    """True if a word claims nothing, or if the evidence has it; a compound, if it has the parts."""
    if word in known or (len(word) < MIN_SHARED and not word.isdigit()):
        return True
    if word in _class_words(language, "calendar"):
        return "declined" in language.features and _stands(word, known, MAX_CASE)
    prefixes = ("", *language.listed("prefix"))
    small = any(word.startswith(prefix) and word.removeprefix(prefix) in language.vocabulary for prefix in prefixes)
    if small and not any(word in _class_words(language, label) for label in _CLAIMS):
        return True
    if "-" in word:
        return all(_is_told(part, known, language) for part in word.split("-"))
    if "verb_last" in language.features and _is_compound(word, known):
        return True
    inner = "uncased" in language.features  # articles and prepositions are written with the word
    return (
        _stands(word, known)
        or (inner and _stands_within(word, known))
        or is_office(clause(word, 0, len(word), language), 0)
    )


@lru_cache(maxsize=64)
def _class_words(language: Language, label: str) -> frozenset[str]:
    return frozenset(word for phrase in language.phrases(label) for word in phrase)


@lru_cache(maxsize=32)
def _words(text: str, language: Language) -> frozenset[str]:
    return frozenset(token.norm for token in language.tokens(text))


def _stands(word: str, known: frozenset[str], ending: int = MAX_ENDING) -> bool:
    """True if some text has a word in another form."""
    least = max(MIN_STEM, len(word) - ending)
    return not word.isdigit() and len(word) >= least and any(one.startswith(word[:least]) for one in known)


def _is_compound(word: str, known: frozenset[str]) -> bool:
    """True if some text has both parts of a German or Dutch compound: "garnalenvisser"."""
    cuts = range(MIN_STEM, len(word) - MIN_STEM + 1)
    return any(_stands(word[:n], known, 0) and _stands(word[n:], known, 1) for n in cuts)


def _stands_within(word: str, known: frozenset[str]) -> bool:
    """True if some text has a word with small words before it, or without those that it has."""
    least = max(MIN_SHARED, len(word) - MAX_CASE)
    stems = (word[:least], word[1 : least + 1])
    return len(word) > least and any(stem in one for stem in stems for one in known)


def _untold_characters(
    tokens: Sequence[Token], draft: str, evidence: Sequence[str], language: Language
) -> Token | None:
    """Return the first number, day or row of characters that no evidence has; listed rows of characters say nothing."""
    labels = tuple(sorted(language.classes))
    at, row = 0, list[Token]()
    while at < len(tokens):
        end = _listed_end(tokens, at, language, labels)
        days = _listed_end(tokens, at, language, ("calendar",))
        if days > at and not _has(draft[tokens[at].start : tokens[days - 1].end], evidence):
            return Token("", tokens[at].start, tokens[days - 1].end)
        if tokens[at].norm.isdigit() and not any(tokens[at].norm in _words(text, language) for text in evidence):
            return tokens[at]
        if end > at or _is_kana(tokens[at].norm) or (row and row[-1].end != tokens[at].start):
            if found := _untold_row(row, draft, evidence):
                return found
            row = []
        if end == at and not _is_kana(tokens[at].norm):
            row.append(tokens[at])
        at = max(end, at + 1)
    return _untold_row(row, draft, evidence)


def _listed_end(tokens: Sequence[Token], at: int, language: Language, labels: tuple[str, ...]) -> int:
    """Return the character behind the longest listed row that begins at a character, or ``at``."""
    for phrase in language.phrases_from(tokens[at].norm, *labels):
        if tuple(token.norm for token in tokens[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return at


def _is_kana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"


def _untold_row(row: Sequence[Token], draft: str, evidence: Sequence[str]) -> Token | None:
    """Return a row of at least two characters of which no two stand together in the evidence."""
    if len(row) < MIN_ROW or any(_has(draft[a.start : b.end], evidence) for a, b in pairwise(row)):
        return None
    return Token("", row[0].start, row[-1].end)


def _has(part: str, evidence: Sequence[str]) -> bool:
    return any(part in text for text in evidence)
