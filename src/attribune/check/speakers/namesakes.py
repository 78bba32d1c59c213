"""People of one family name in several articles of the evidence: whom a draft's name means, if that can be told.

Inside one article :mod:`attribune.check.speakers.comparison` tells them apart. What is found here only refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attribune.check.speakers.comparison import several, told_by_role
from attribune.check.speakers.described.covering import covers
from attribune.check.speakers.voice import Voice, person_name
from attribune.records import Article
from attribune.sources.coref.people import People, Person

MOST_ARTICLES = 12  # of those with the family name whose people are looked at


def namesake_doubt(
    draft: Voice, person: Person, naming: Callable[[str], Iterable[Article]], people_of: Callable[[Article], People]
) -> str | None:
    """Return why a draft's name may mean somebody else than ``person``, who is named in another article; or None.
    ``naming`` gives the other articles that have a name.

    Nobody else is meant where the draft has the given name by which the evidence knows the speaker, or says of its
    speaker what the evidence says of this one and of no other.
    """
    name = person_name(draft)
    if name is None or (name.given and person.given):
        return None
    found: list[Person] = []
    for _, article in zip(range(MOST_ARTICLES), naming(name.family), strict=False):
        found += [one for one in people_of(article).called(name) if _is_another(person, one)]
    if not found or [one for one in (person, *found) if told_by_role(draft, name, one)] == [person]:
        return None
    return several(draft.mention, (one.name for one in (person, *found[:2])))


def _is_another(person: Person, other: Person) -> bool:
    """True if two people of two articles, who may both be meant by a name, aren't shown to be one.

    Of two given names they must agree; where one has none, or the draft adds it, so must what they are said to be.
    """
    full = [known for known in other.names if known.given]
    if person.given and full:
        return any(person.fits(known) is False for known in full)
    if person.gender and other.gender and person.gender != other.gender:
        return True
    differ = bool(person.roles) and bool(other.roles)
    return differ and not any(covers(a, b) or covers(b, a) for a in person.roles for b in other.roles)
