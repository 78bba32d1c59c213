"""Who is meant by "Dad" or "my uncle" in somebody's words, as the evidence tells who is whose relative.

An editor may put a name in brackets for such words. That it is the right one must be told by the article: "Their
father, Ansel Quill", "his son Lev" of the one who speaks, "Quill Sr." and "Quill Jr."
"""

from __future__ import annotations

import re

from attribune.check.speakers.relations import is_owner, relations
from attribune.check.turns import Turn, View
from attribune.lexicon import word_class
from attribune.sources.coref.people import Person
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import parse_name

MOST_PEOPLE = 40  # of an article of whom it is asked whether they are such relatives, too
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
    index = view.speakers
    told = any(found == kin and is_owner(owner, other, one, index) for found, owner in relations(one, index))
    back = KIN_BACK.get(kin, "").split()
    return told or any(found in back and is_owner(owner, one, other, index) for found, owner in relations(other, index))
