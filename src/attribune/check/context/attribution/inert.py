"""Words of plain attributions by what they can mean (``grammar/word_senses.tsv``), and closed stretches of them.

A stretch is closed if each of its words is in a list of ``lexicon/en/check/attribution.tsv`` or names a thing, a
person, a place or a time.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import calendar, pronouns, rows, word_class, words
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.tokens import MASK, Pieces, listed

PRONOUNS = pronouns("subject") | {"who"}
TITLE = "\x02"  # stands for the quoted title of a work in narration
NUMBER = re.compile(r"(?<![\d.,:])\d[\d.,:]*+(?:st|nd|rd|th|s|am|pm)?\Z")
COUNTED = re.compile(r"(?<!\d)\d++-[a-z]++(?:-old)?+\Z")  # "40-page", "14-year-old"


@cache
def listing(name: str) -> frozenset[str]:
    """Return the words, or phrases, of one class of ``attribution.tsv``."""
    found = set[str]()
    for kind, entries in rows("check/attribution.tsv"):
        if kind == name:
            found |= {e.strip() for e in entries.split("/")} if name == "phrase" else set(entries.split())
    return frozenset(found)


@cache
def has_form(word: str, name: str) -> bool:
    """True if a word is a base form of one class, or a regular form of one: "led", "keeps", "stopped", "carried"."""
    return _is_form_of(word, listing(name))


def _is_form_of(word: str, bases: frozenset[str]) -> bool:
    for ending in ("ing", "ed", "es", "s", "d"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            half = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
            y = f"{stem[:-1]}y" if stem.endswith("i") else stem
            if not {stem, f"{stem}e", half, y}.isdisjoint(bases):
                return True
    return word in bases


def singulars(word: str) -> tuple[str, ...]:
    """Return a noun and what it may be the plural of."""
    if not word.endswith("s"):
        return (word,)
    return word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"


@cache
def is_thing(word: str) -> bool:
    """True if a noun is a concrete thing or a place in all of its senses: "kettles", "corridor"."""
    bases = word_class("grammar/word_senses.tsv", "thing")
    return word in listing("thing") or any(form in bases for form in singulars(word))


@cache
def is_matter(word: str) -> bool:
    """True if a noun, or an adjective made from it, can't mean words, a thought or a part: "elections", "economic"."""
    bases = word_class("grammar/word_senses.tsv", "matter")
    return any(form in bases for form in singulars(word)) or word in word_class("grammar/word_senses.tsv", "relation")


@cache
def is_somebody(word: str) -> bool:
    """True if a noun is a person in its first sense, and never one that is played or made up: "dentist"."""
    return word in word_class("grammar/word_senses.tsv", "person")


@cache
def is_bodily(word: str) -> bool:
    """True if a verb, in a regular form, moves, touches, changes, has or lives in all of its senses: "flanked"."""
    return _is_form_of(word, word_class("grammar/word_senses.tsv", "deed"))


@cache
def is_effect(word: str) -> bool:
    """True if a verb, in a regular form, never means to play, imitate, imagine, quote or take back: "missed"."""
    bases = word_class("grammar/word_senses.tsv", "effect")
    return _is_form_of(word, bases) or has_form(word, "effect") or has_form(word, "enacts")


@cache
def _closed_words() -> frozenset[str]:
    """Return the words of which each may stand in a closed stretch."""
    own = "preposition place joint modifier setting thing relative_time adverb day_part".split()
    return frozenset().union(listed("determiner"), listed("object"), *map(listing, own))


@cache
def time_names() -> frozenset[str]:
    """Return the words that name a time: months, weekdays, "yesterday", "noon"."""
    named = {form for kind in ("month", "weekday") for forms in calendar(kind, short=True) for form in forms}
    return frozenset(named | {"yesterday", "today", "tonight", "tomorrow", "noon", "midnight", "a.m", "p.m", "o'clock"})


def denies(word: str) -> bool:
    return word in ("not", "n't", "no", "never") or word.endswith("n't")


def lives(word: str) -> bool:
    """True for a verb of what people live through or do, none of which makes words."""
    return has_form(word, "life") or has_form(word, "moves")


@cache
def is_telling(word: str) -> bool:
    """True for a form of a verb of saying: "noted", "noting"; not for one in which a voice may be meant."""
    stems = {word.removesuffix("ing"), f"{word.removesuffix('ing')}e", word.removesuffix("ting")}
    of = (
        {form for stem in stems for form in (stem, f"{stem}s", f"{stem}ed", f"{stem}d")}
        if word.endswith("ing")
        else {word}
    )
    return not of.isdisjoint(listing("cue")) and of.isdisjoint(listing("voicing"))


class WordReader:
    """The pieces of a narration, and what their words can mean."""

    def __init__(self, pieces: Pieces, named: frozenset[str]) -> None:
        self.pieces, self.words, self.named = pieces, pieces.words, named
        self.kinds: set[str] = set()
        self.of_document = False

    def is_name(self, at: int) -> bool:
        """True if a piece is written with a capital, or is the quoted title of a work."""
        return (
            self.words[at] == TITLE or self.pieces.text[self.pieces.starts[at] : self.pieces.starts[at] + 1].isupper()
        )

    def is_pronoun(self, at: int) -> bool:
        """True for "it", not for "IT"."""
        start, end = self.pieces.starts[at], self.pieces.ends[at]
        return self.words[at] in PRONOUNS and not (end - start > 1 and self.pieces.text[start:end].isupper())

    def abbreviates(self, at: int) -> bool:
        """True if the full stop at ``at`` is an abbreviation's: it stands behind a capital, inside the sentence."""
        inside = at + 1 < len(self.words) and self.words[at + 1] not in (MASK, ":")
        return inside and (self.is_name(at - 1) or "." in self.words[at - 1])

    def is_closed(self, at: int, stop: int) -> bool:
        """True if words are of closed classes only: small words, people, places, things, times; nothing written."""
        into = next((n for n in range(at, stop) if self.words[n] == "into"), stop) + 1
        becomes = any(self.is_name(n) for n in range(into, min(stop, into + 3)))  # "into the shoes of the mayor"
        becomes |= any(is_person_word(self.words[n]) for n in range(into, stop))
        return not becomes and all(self._is_closed(n) for n in range(at, stop)) and not self.is_voiced(at, stop)

    def is_written(self, at: int) -> bool:
        """True if a piece is a noun from which words can be read: "letter", "sign"."""
        return self.words[at] in listing("written") | words("names/document_nouns.txt") | listing("documents")

    def _is_closed(self, at: int) -> bool:
        word = self.words[at]
        if at and NUMBER.match(self.words[at - 1]) and word in listing("measure"):  # "to 14 pages"
            return True
        if self.is_written(at):
            return False
        person = any(is_person_word(form) or is_somebody(form) for form in (word, word.removesuffix("s")))
        known = word in _closed_words() or person or self.is_name(at)
        return known or bool(NUMBER.match(word) or COUNTED.match(word)) or is_thing(word)

    # What takes away

    def is_voiced(self, at: int, stop: int) -> bool:
        """True if open words may say that the words beside them are another's, unsaid, or not meant."""
        open_words = [word.removesuffix("'s") for word in self.words[at:stop]]
        voice = any(pair == ["voice", "of"] for pair in (open_words[n : n + 2] for n in range(len(open_words))))
        return voice or any(word in listing("voicing") or word.endswith("n't") for word in open_words)

    def clause(self, at: int, stop: int) -> int:
        """Return the end of open words: the next comma, quotation, or the end."""
        return next((n for n in range(at, stop) if self.words[n] in (",", MASK, ";", ":")), stop)
