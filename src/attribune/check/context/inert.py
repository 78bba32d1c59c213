"""Words of plain attributions by what they can mean, and stretches of words that can't make other words another's.

A stretch is closed if each of its words is in a list of ``lexicon/en/check/attribution.tsv`` or names a thing, a
person, a place or a time. It is inert if no word of it can mean words, a thought or a part that is played, whatever it
tells: nouns and verbs that WordNet has in such senses only (``grammar/word_senses.tsv``), and small words between them.
"""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import pronouns, rows, word_class, words
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.tokens import MASK, Pieces, listed

PRONOUNS = pronouns("subject") | {"who"}
TITLE = "\x02"  # stands for the quoted title of a work in narration
NUMBER = re.compile(r"(?<![\d.,:])\d[\d.,:]*+(?:st|nd|rd|th|s|am|pm)?\Z")
MAX_BEFORE_NOUN = 4  # pieces of "her most reluctant supporters"
MARKS = frozenset({",", "—", "–", "--", "-"})
_BE = frozenset("is are was were am be been being 's".split())
_BEING = _BE | {"has", "have", "had", "having"}
_DO = frozenset("do does did doing done".split())
_ALLEGED = frozenset({"allegedly", "reportedly"})
_POINTING = frozenset(
    "it so this these that those them such himself herself itself themselves one".split()
)  # the words
_DEICTIC = frozenset("this these that those such".split())
_TO_PERSON = frozenset("off up into on".split())
_LEADING = listed("determiner") | listed("preposition")
_LINKING = _BEING | frozenset(
    "he she they we i you him me us who whose whom which and but or than more most less least because when where while"
    " until since though although before after during how why also too even very there".split()
)
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
def _closed_words() -> frozenset[str]:
    """Return the words of which each may stand in a closed stretch."""
    own = "preposition place joint modifier setting thing relative_time adverb day_part".split()
    return frozenset().union(listed("determiner"), listed("object"), *map(listing, own))


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

    # Inert stretches

    def inert_end(self, at: int, stop: int, *, people: bool) -> int:
        """Return the end of the longest inert stretch at ``at`` that ends at a comma or at ``stop``, or -1.

        Without ``people`` it ends before anybody who may be imitated: "wearing the crown of the Snow Queen". Something
        must be done in it: a state may be a part ("who was in costume").
        """
        inert = next(
            (n for n in range(at, stop) if not self._is_inert(n, at, stop) or not (people or self._is_nobody(n))), stop
        )
        if inert < stop:
            inert = next((n for n in range(inert, at, -1) if self.words[n] in MARKS), -1)
        last = inert - 1 - (inert > at and self.words[inert - 1] in MARKS)
        if last > at and (self.words[last] == "to" or self.words[last] in _BEING | _DO | listing("modal")):
            return -1  # "that she had been paid to"
        deeds = (self.does(n) and not self._is_owned(n) for n in range(at, max(at, inert)))
        return inert if inert > at and any(deeds) else -1  # not "who was in costume", "who had the mayor's hat on"

    def _is_inert(self, n: int, at: int, stop: int) -> bool:
        """True if a piece of a stretch from ``at`` to ``stop`` can't mean words, a thought or a part."""
        word = self.words[n].removesuffix("'s")
        if word in MARKS or word in ("$", "%", "(", ")"):
            return True
        if word == ".":
            return n > at and self.abbreviates(n)
        if word in _ALLEGED and n > at and self.words[n - 1] == "who":
            return True  # "who allegedly stole a car": what they did is in doubt, and not what they say
        if denies(word):
            return self._leaves_undone(n, stop)
        if word in _POINTING - _DEICTIC:
            return False
        if word in _DO:
            return n + 1 < stop and denies(self.words[n + 1])
        says = word in ("said", "says") and n > at and self.words[n - 1] in ("who", "which")
        if (self.is_voiced(n, n + 1) and not says) or (self.is_written(n) and not self.is_name(n)):
            return False
        behind = self.words[n + 1] if n + 1 < stop else ""
        if word == "that" and n and is_telling(self.words[n - 1]):  # "noting that the pier"
            return behind not in _POINTING | {""}
        if word in _DEICTIC:  # "who dropped that"
            return self._is_noun_or_its(n + 1, stop) or (word == "that" and self._opens_clause(n + 1, stop))
        if word == "as":
            return behind in PRONOUNS or (
                behind != "the"
                and any(has_form(self.words[m], kind) for m in range(at, n) for kind in ("serves", "gives_office"))
            )
        if word in ("how", "why", "for"):  # "how the king begins", "speaking for Holm"
            return not self.is_anybody(n + 1, stop)
        if word in _TO_PERSON:  # "taking off the mayor", "turned into the king"
            return not self.is_anybody(n + 1, stop) and not self._may_be_anybody(n + 1, stop)
        if self.is_name(n):
            return not self._is_part(n, at, stop)
        if self.casts(n, at, stop):
            return False
        small = word in _LINKING or word in listing("modal") or word in listing("adverb")
        told = (is_telling(word) or says) and self._leads_to_clause(n, stop)
        return small or told or self.does(n) or self._is_noun_or_its(n, stop) or self._is_closed(n)

    def casts(self, n: int, at: int, stop: int) -> bool:
        """True for the verb of "became the king", "adding that she had been the king": it may give somebody a part."""
        becomes = has_form(self.words[n], "becomes")
        if not (becomes or self.words[n] in _BE) or n + 1 >= stop:
            return False
        subject = next((m for m in range(n - 1, at - 1, -1) if self.words[m] not in _BEING | {"not"}), at)
        tells = self.words[subject] in PRONOUNS - {"who"} and (
            self.words[n + 1] == "the" or self.is_anybody(n + 1, stop)
        )
        return tells or (becomes and self.is_anybody(n + 1, stop))

    def does(self, n: int) -> bool:
        """True for a verb of what people do or live through; not for one of not speaking."""
        word = self.words[n]
        return (lives(word) or is_bodily(word)) and not has_form(word, "silent")

    def _is_owned(self, n: int) -> bool:
        """True for a noun that could be a verb: "the work", "the mayor's hat"."""
        return self.words[n - 1] in _LEADING - {"that"} or self.words[n - 1].endswith("'s")

    def _leads_to_clause(self, n: int, stop: int) -> bool:
        """True for "noting that", "explaining how", "adding the pier would": not for "arguing the other side"."""
        end = self.clause(n, stop)
        opens = n + 1 < end and (self.words[n + 1] in ("that", "how", "why", "where") or self.is_pronoun(n + 1))
        return opens or any(self.words[m] in listing("modal") or self.words[m] in _BEING for m in range(n + 2, end))

    def _is_part(self, n: int, at: int, stop: int) -> bool:
        """True for a name that may be a part: "who was Hamlet", "as Hamlet", not "as Holm's deputy"."""
        before = next((m for m in range(n - 1, at - 1, -1) if self.words[m] not in listing("adverb")), at)
        end = next((m for m in range(n, stop) if not (self.is_name(m) or self.words[m] == ".")), stop)
        owns = any(self.words[m].endswith("'s") for m in range(n, end)) or self._is_noun_or_its(end, stop)
        known = f"{self.words[n]}s" in words("names/demonyms.txt")
        return (self.words[before] in _BE | {"as"} or has_form(self.words[before], "becomes")) and not (known or owns)

    def _leaves_undone(self, n: int, stop: int) -> bool:
        """True for "did not attend": a negation with a verb of what people do, and nothing more."""
        verb = next((m for m in range(n + 1, stop) if self.words[m] not in listing("adverb") | {"been", "be"}), stop)
        return verb < stop and lives(self.words[verb]) and self.does(verb)  # not "does not exist"

    def _opens_clause(self, n: int, stop: int) -> bool:
        return n < stop and (self.words[n] in _LINKING or self.does(n)) and self.words[n] not in ("and", "but", "or")

    def _is_noun_or_its(self, n: int, stop: int) -> bool:
        """True for a noun that is inert, or what stands before one behind an article: "her reluctant supporters"."""
        for m in range(n, min(stop, n + MAX_BEFORE_NOUN)):
            word = self.words[m].removesuffix("'s")
            if self.is_written(m) or self.is_voiced(m, m + 1):
                return False
            if self._is_inert_noun(m) or (m > n and word in listing("setting")):
                return True
            if not word.replace("-", "").isalpha() or word in _LINKING or word in _LEADING:
                return False
            if m == n and not self._is_led(n):
                return False
        return False

    def _is_led(self, n: int) -> bool:
        """True if an article, a figure, an owner or a preposition stands before a piece, or what they lead to does."""
        for m in range(n - 1, max(-1, n - MAX_BEFORE_NOUN), -1):
            word = self.words[m]
            joins = word == "and" and m > 0 and self._is_inert_noun(m - 1)
            if (
                word in _LEADING
                or word.endswith("'s")
                or NUMBER.match(word)
                or joins
                or self.does(m)
                or is_telling(word)
            ):
                return not self.words[n].endswith("ing") or word in listed("determiner")
            if not word.replace("-", "").isalpha() or word in _LINKING:
                return False
        return False

    def _is_inert_noun(self, n: int) -> bool:
        word = self.words[n].removesuffix("'s")
        person = any(is_person_word(form) or is_somebody(form) for form in (word, word.removesuffix("s")))
        return person or is_thing(word) or is_matter(word) or (self.is_name(n) and word not in _LINKING)

    def is_anybody(self, n: int, stop: int) -> bool:
        """True if a person or a name of no time or place stands at ``n``, behind its article."""
        n += n < stop and self.words[n] in listed("determiner")
        if n >= stop:
            return False
        named = self.is_name(n) and self.words[n] not in listed("moment")
        return named or is_person_word(self.words[n]) or is_somebody(self.words[n])

    def _may_be_anybody(self, n: int, stop: int) -> bool:
        """True if what stands at ``n``, behind its article, isn't known for a thing, a matter or a time."""
        n += n < stop and self.words[n] in listed("determiner")
        word = self.words[n].removesuffix("'s") if n < stop else ""
        known = is_thing(word) or is_matter(word) or NUMBER.match(word) or word in listed("moment")
        return word.isalpha() and not (known or word in listing("setting") | listing("modifier") | _LEADING | _LINKING)

    def all_inert(self, at: int, stop: int) -> bool:
        """True if every piece of a phrase is inert, or heads a setting."""
        return all(self._is_inert(n, at, stop) or self.words[n] in listing("setting") for n in range(at, stop))

    def open_pieces(self) -> list[int]:
        """Return the pieces of the whole narration that are neither inert nor closed, nor head a setting."""
        stop = len(self.words)
        return [n for n in range(stop) if not (self._is_inert(n, 0, stop) or self.words[n] in listing("setting"))]

    def _is_nobody(self, n: int) -> bool:
        """True if a piece names nobody, and no way of doing something: a small word, a thing, a name behind "in"."""
        word = self.words[n].removesuffix("'s")
        placed = n and self.words[n - 1] in ("in", "at", "near", "during", "on")
        named = self.is_name(n) and not placed and word not in listed("moment")
        return not (named or self.is_anybody(n, n + 1) or is_person_word(word.removesuffix("s")) or word == "way")

    # What takes away

    def is_voiced(self, at: int, stop: int) -> bool:
        """True if open words may say that the words beside them are another's, unsaid, or not meant."""
        open_words = [word.removesuffix("'s") for word in self.words[at:stop]]
        voice = any(pair == ["voice", "of"] for pair in (open_words[n : n + 2] for n in range(len(open_words))))
        return voice or any(word in listing("voicing") or word.endswith("n't") for word in open_words)

    def clause(self, at: int, stop: int) -> int:
        """Return the end of open words: the next comma, quotation, or the end."""
        return next((n for n in range(at, stop) if self.words[n] in (",", MASK, ";", ":")), stop)
