"""Is the draft's speaker the evidence's, in other languages than English? Yes, no, or not to be told.

Names are compared by their words, through the case endings of the language, and against everybody whom the evidence
article names with the same surname. Where letters have no capitals only the same words, or offices before them, agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from attribune.check.multilingual.cases import (
    agree,
    another,
    first_names,
    given_agrees,
    given_names,
    is_one_person,
    may_end_in,
    people,
    same_name,
)
from attribune.check.multilingual.holders import holds
from attribune.check.multilingual.offices import resolved
from attribune.check.multilingual.titles import is_placed_office, is_title, stands_in, without_titles
from attribune.check.multilingual.uncased import same_spaced, same_unspaced
from attribune.statements.multilingual.phrases import CONSONANTS, Speaker, without_offices
from attribune.text.languages import Language

MAX_GIVEN = 2  # given names between an office and a surname


def same_speaker(draft: Speaker, evidence: Speaker, text: str, language: Language) -> bool | None:
    """Return whether two speakers are the same; None where it can't be told. ``text`` is the evidence article's."""
    if not language.known:
        return True if draft.words == evidence.words else None
    mine, theirs = _bare(draft, language), _bare(evidence, language)
    if mine == theirs and draft.kind == evidence.kind and draft.oblique == evidence.oblique:
        if draft.kind == "description" or len(mine) > 1 or is_one_person(mine, text, language):
            return True
        return None
    if "description" in (draft.kind, evidence.kind):
        draft, evidence = resolved(draft, text, language), resolved(evidence, text, language)
        if draft.kind == evidence.kind == "name":
            return same_speaker(draft, evidence, text, language) or None
        return None
    if "uncased" in language.features:
        if any(_is_surname_behind_office(*pair, language) for pair in ((draft, evidence), (evidence, draft))):
            return True
        same = (same_unspaced if "unspaced" in language.features else same_spaced)(mine, theirs, text, language)
        offices = same is not True and (holds(mine, theirs, text, language) or holds(theirs, mine, text, language))
        return True if offices else same
    same = _cased(draft, evidence, mine, theirs, text, language)
    return same or (None if draft.loose or evidence.loose else same)  # nobody is accused by a guess


def _is_surname_behind_office(one: Speaker, other: Speaker, language: Language) -> bool:
    """True if one is the other's office with the last word of the name: "the mayor Lund", "the mayor, Ada Lund"."""
    office = one.words[:-1]
    if not office or "unspaced" in language.features or one.words[-1] != other.words[-1]:
        return False
    given = len(other.words) - len(one.words)
    leads = other.words[: len(office)] == office and 0 < given <= MAX_GIVEN
    return office == other.before or (leads and (is_title(office, language) or is_placed_office(office, language)))


def _bare(speaker: Speaker, language: Language) -> tuple[str, ...]:
    """Return the words of a speaker without offices, forms of address and articles."""
    if speaker.kind == "description":
        articles = language.listed("article") - language.listed("of")
        return tuple(word for word in speaker.words if word not in articles)
    if "unspaced" in language.features:
        return without_titles(speaker.words, language)
    if "uncased" in language.features:
        return speaker.words
    words = without_offices(language, speaker.words)
    if "dotted_i" in language.features:  # "Kumpınar Belediye Başkanı Prof. Dr. Serkan Altınok"
        words = words[max((n for n, word in enumerate(words[:-1], 1) if word in language.listed("role")), default=0) :]
        words = without_offices(language, words)
    return words


def _cased(
    draft: Speaker, evidence: Speaker, mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language
) -> bool | None:
    if "two_surnames" in language.features:  # "Luis Robles Cano" is "Robles"
        mine, theirs = _short_surname(mine, theirs), _short_surname(theirs, mine)
    mine, theirs = _without_body(mine, theirs, language), _without_body(theirs, mine, language)
    short, long_ = sorted((mine, theirs), key=len)
    if len(short) > 1 and long_[: len(short)] == short and draft.oblique == evidence.oblique:
        return True  # a second surname
    of = len(short) > 1 and long_[-len(short) :] == short and draft.oblique == evidence.oblique
    if of and set((evidence if long_ is theirs else draft).before) & language.listed("role"):
        return True  # "prezydent miasta Zalesie Grażyna Wolańska": the name of a place before hers
    if len(mine) > len(theirs) and _is_of_body(mine, theirs, text, language):
        mine = theirs  # "Brouwer van Noorderkracht"
    if not same_name(mine[-1], draft.oblique, theirs[-1], evidence.oblique, language):
        return another(mine, theirs, text, language)
    given = [one for person in people(theirs[-1], text, language) if (one := given_names(person, language))]
    ours, others = first_names(mine, language), first_names(theirs, language)
    loose = (draft.loose and ours) or (evidence.loose and others)
    nominative = "declined" in language.features and mine[-1] == theirs[-1] and mine[-1].endswith(tuple(CONSONANTS))
    guessed = (draft.loose or evidence.loose) and not (ours and others) and not nominative
    if guessed and not (loose and _only_case(loose, given, language)):
        return None
    if ours and others and not given_agrees(ours, draft.oblique, others, evidence.oblique, language):
        return None
    if not ours:
        return True if agree([*given, *([others] if others else [])], language) else None
    if not others and not given:
        return None
    agrees = (any(may_end_in(one, ours, draft.oblique, case, language) for case in (False, True)) for one in given)
    return True if all(agrees) else None


def _without_body(name: tuple[str, ...], other: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name up to the particle behind its surname, by which the other calls her: "Rinus Verkade van D66"."""
    particles = language.listed("particle")
    cuts = (n for n in range(2, len(name) - 1) if name[n] in particles and name[n - 1] == other[-1])
    return name[: next(cuts, len(name))]


def _short_surname(name: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name without its second surname, where the other one has the first only."""
    return name[:-1] if len(other) == 1 and len(name) > 2 and name[-2] == other[0] else name


def _is_of_body(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool:
    """True if a draft's name is the evidence's with a particle and what the article has elsewhere, never behind it."""
    at = next((n for n in range(1, len(mine)) if mine[:n][-len(theirs) :] == theirs), 0)
    rest = mine[at + 1 :]
    if not at or not rest or mine[at] not in language.listed("particle"):
        return False
    norms = tuple(token.norm for token in language.tokens(text))
    return stands_in(rest, norms) and not stands_in((theirs[-1], mine[at], *rest), norms)


def _only_case(name: tuple[str, ...], given: Sequence[tuple[str, ...]], language: Language) -> bool:
    """True if an article has a given name in the nominative, or in cases of that nominative only."""
    return bool(given) and all(
        one == name or given_agrees(name, False, one[-len(name) :], True, language) for one in given
    )
