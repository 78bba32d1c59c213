"""Names in languages with capitals and case endings: the same name in two cases, and who else in a text bears it."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.statements.multilingual.antecedents import named_around
from attribune.statements.multilingual.phrases import without_offices
from attribune.text.languages import Language

MIN_STEM = 3  # letters that two cases of a name share at least


def first_names(name: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name without its last word and the particles of a surname."""
    particles = language.listed("particle")
    return tuple(word for word in name[:-1] if word not in particles)


def may_end_in(found: tuple[str, ...], ours: tuple[str, ...], oblique: bool, case: bool, language: Language) -> bool:
    """True if given names read in an article, with capitals of other words before them, may be a draft's."""
    return any(given_agrees(ours, oblique, found[start:], case, language) for start in range(max(1, len(found))))


def given_agrees(mine: Sequence[str], oblique: bool, theirs: Sequence[str], other: bool, language: Language) -> bool:
    """True if given names are the same, or one is the beginning of the other; "Fundación Ana" is no Ana."""
    short, long_ = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    flags = (oblique, other) if len(mine) <= len(theirs) else (other, oblique)
    return all(same_name(a, flags[0], b, flags[1], language) for a, b in zip(short, long_, strict=False))


def agree(given: Sequence[tuple[str, ...]], language: Language) -> bool:
    """True if all given names may be one person's, in whatever case each stands and whatever capitals precede it."""
    cases = [(a, b) for a in (False, True) for b in (False, True)]
    return all(
        any(may_end_in(one, two, b, a, language) or may_end_in(two, one, a, b, language) for a, b in cases)
        for n, one in enumerate(given)
        for two in given[:n]
    )


def people(family: str, text: str, language: Language) -> list[tuple[str, ...]]:
    """Return the names in a text that end in a surname, in any case."""
    found = []
    for name in named_around(text, language):  # "Anneke Visscher van Westerhage" is a Visscher, too
        ends = [n for n in range(1, len(name)) if _may_be_case(name[n], family, language)]
        found += [name[: n + 1] for n in ends[:1]]
    return found


def given_names(person: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return what stands before the surname in a name, without offices."""
    return first_names(without_offices(language, person), language)


def another(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
    """Return False for names of two people, None where one article's person may bear both."""
    for name in named_around(text, language):
        if any(_alike(word, mine[-1]) for word in name) and any(_alike(word, theirs[-1]) for word in name):
            return None
    return None if _may_be_case(mine[-1], theirs[-1], language) else False


def _may_be_case(one: str, two: str, language: Language) -> bool:
    return any(same_name(one, a, two, b, language) for a in (False, True) for b in (False, True))


def _alike(one: str, two: str) -> bool:
    """True if two words share their beginning, so that they may be cases of one name."""
    shared = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= max(MIN_STEM, min(len(one), len(two)) - 2)


def same_name(one: str, oblique: bool, two: str, other: bool, language: Language) -> bool:
    """True if two words are the same name, in the nominative or in another case."""
    if oblique == other:
        return one == two
    nominative, case = (two, one) if oblique else (one, two)
    if "declined" not in language.features:
        return nominative == case
    if nominative == case:
        return nominative.endswith(tuple(language.listed("indeclinable")) or ("\0",))
    for ending, cases in _cases(language):
        stem = nominative[: len(nominative) - len(ending)] if ending else nominative
        if (
            nominative.endswith(ending)
            and len(stem) >= MIN_STEM
            and case.startswith(stem)
            and case[len(stem) :] in cases
        ):
            return True
    return False


def _cases(language: Language) -> list[tuple[str, frozenset[str]]]:
    """Return the endings of names: the nominative's, with those of the other cases."""
    rows = (entry.split(">") for entry in language.raw("case"))
    return [(ending.strip().removeprefix("-"), frozenset(cases.split())) for ending, cases in rows]


def is_one_person(name: tuple[str, ...], text: str, language: Language) -> bool:
    """True if a surname alone can only be one of an article's people."""
    if "uncased" not in language.features:
        given = [given_names(person, language) for person in people(name[-1], text, language)]
        return agree([one for one in given if one], language)
    return True
