"""Who is meant by "Dad" or "my uncle" in somebody's words, as the evidence tells who is whose relative.

An editor may put a name in brackets for such words. That it is the right one must be told by the article: "Their
father, Ansel Quill", "his son Lev" of the one who speaks, "Quill Sr." and "Quill Jr."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribune.check.turns import Turn, View
from attribune.lexicon import pronouns, word_class
from attribune.records import Span
from attribune.sources.coref.people import Person
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import parse_name

MOST_PEOPLE = 40  # of an article of whom it is asked whether they are such relatives, too
REACH = 60  # code points on either side of a name in which it is told whose relative it is
_SENIOR, _JUNIOR = frozenset({"sr", "senior"}), frozenset({"jr", "junior"})
_CALLED = {
    "father": "dad daddy papa pa pop",
    "mother": "mum mom mummy mommy mama ma",
    "grandmother": "gran grandma granny nan nana",
    "grandfather": "grandpa granddad grandad",
}
KIN_BACK = {
    "father": "son daughter", "mother": "son daughter", "son": "father mother", "daughter": "father mother",
    "brother": "brother sister", "sister": "brother sister", "husband": "wife", "wife": "husband",
    "uncle": "nephew niece", "aunt": "nephew niece", "nephew": "uncle aunt", "niece": "uncle aunt",
}  # fmt: skip
_MALE = frozenset("father grandfather son brother husband uncle nephew".split())
_OWNER = r"(?P<owner>\b(?:his|her|their)\b|\b[A-ZÀ-Þ][\w’'-]{0,30}(?:\s[A-ZÀ-Þ][\w-]{0,30}){0,2}['’]s)\s{1,3}"
_BEFORE = re.compile(_OWNER + r"(?:late\s)?(?P<kin>[a-z]{2,20}),?\s{1,3}\Z", re.IGNORECASE)
_BEHIND = re.compile(r",\s+(?:who\s+is\s+)?" + _OWNER + r"(?:late\s+)?(?P<kin>[a-z]+)(?![\w-])", re.IGNORECASE)


def is_kin(word: str) -> bool:
    """True if a word is what somebody calls a relative: "Dad", "uncle"."""
    return plain(word) in word_class("check/word_lists.tsv", "kin")


def kin_doubt(noun: str, name: str, turn: Turn, view: View) -> str | None:
    """Return why it isn't shown that the speaker's ``noun`` is the person whom a bracket names, or None where it is."""
    people = view.speakers.people
    speaker = people.at(turn.speaker.mentions) if turn.speaker else None
    meant = parse_name(name.strip())
    called = (people.called(meant) or people.with_given(meant)) if meant is not None else []
    suffix = {plain(word) for word in re.findall(r"\w+", name)} & (_SENIOR | _JUNIOR)
    if suffix:
        called = [one for one in called if suffix & _suffixes(one)]
    wanted = next((kin for kin, forms in _CALLED.items() if plain(noun) in forms.split()), plain(noun))
    doubt = f"whether “{noun}” means {name} in the evidence can't be told"
    if speaker is None or len(called) != 1 or called[0] is speaker:
        return doubt
    also = [one for one in people.all[:MOST_PEOPLE] if one not in (called[0], speaker) and one.name != called[0].name]
    if not _is_relative(called[0], wanted, speaker, view) or any(_is_relative(o, wanted, speaker, view) for o in also):
        return doubt
    return None


def _suffixes(person: Person) -> set[str]:
    return {plain(name.suffix).rstrip(".") for name in person.names if name.suffix}


def _is_relative(one: Person, kin: str, other: Person, view: View) -> bool:
    """True if the article tells that one is the other's such relative."""
    if one.gender is not None and (one.gender == "m") != (kin in _MALE):
        return False
    if kin == "father" and _suffixes(one) & _SENIOR and _suffixes(other) & _JUNIOR:
        return bool({plain(n.family) for n in one.names} & {plain(n.family) for n in other.names})
    told = any(found == kin and _is(owner, other, one, view) for found, owner in _relations(one, view))
    back = KIN_BACK.get(kin, "").split()
    return told or any(found in back and _is(owner, one, other, view) for found, owner in _relations(other, view))


def _relations(person: Person, view: View) -> Iterator[tuple[str, Span]]:
    """Yield what relative a person is said to be beside the names, and where it says whose."""
    text = view.reading.article.text
    for start, end in sorted(person.spans):
        if view.document.in_quotation(start):
            continue
        for found in (
            _BEFORE.search(text, max(0, start - REACH), start), _BEHIND.match(text, end, min(len(text), end + REACH))
        ):  # fmt: skip
            if found is not None:
                yield plain(found["kin"]), found.span("owner")


def _is(owner: Span, person: Person, other: Person, view: View) -> bool:
    """True if an owner ("his", "Quill's") is surely a person, and none of whom else the text names before it."""
    people, text = view.speakers.people, view.reading.article.text
    word = plain(text[slice(*owner)])
    if word not in pronouns("possessive"):
        name = parse_name(re.sub(r"['’]s$", "", text[slice(*owner)]))
        return name is not None and (people.called(name) or people.with_given(name)) == [person]
    gender = "m" if word in pronouns("he") else "f" if word in pronouns("she") else None
    if gender is not None and person.gender not in (None, gender):
        return False
    for low, high in view.speakers.before(owner[0]):
        named = [one for _, one in people.told(low, high) if one is not other]
        if named:
            return person in named if gender is None else all(one is person for one in named)
    return False
