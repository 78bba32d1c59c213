"""What somebody is to another by the evidence's own words: "Her supervisor, Dr Owen Marr", "Lev Quill, his son".

A draft may call a speaker so: "Lindqvist's supervisor", "the student's supervisor". Whose it is must be told: by a
name, or by a "his" or "her" that can only mean the one person named before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribune.check.speakers.described.covering import describes
from attribune.check.speakers.index import SpeakerIndex
from attribune.lexicon import pronouns
from attribune.records import Span
from attribune.sources.coref.people import Person
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import parse_name

REACH = 60  # code points on either side of a name in which it is told what that one is to another
MOST_PEOPLE = 40  # of an article of whom it is asked whether they are the same to that other
_OWNER = r"(?P<owner>\b(?:his|her|their)\b|\b[A-ZÀ-Þ][\w’'-]{0,30}(?:\s[A-ZÀ-Þ][\w-]{0,30}){0,2}['’]s)\s{1,3}"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame)\.?\s)?"
_BEFORE = re.compile(_OWNER + rf"(?:late\s)?(?P<what>[a-z][a-z-]{{1,24}}),?\s{{1,3}}{_TITLE}\Z", re.IGNORECASE)
_BEHIND = re.compile(r",\s+(?:who\s+is\s+)?" + _OWNER + r"(?:late\s+)?(?P<what>[a-z][a-z-]+)(?![\w-])", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:[Tt]he\s)?(?P<owner>[^,]{2,60}?)(?:['’]s|(?<=s)['’])\s(?P<what>[a-z][a-z-]{1,24})(?:,\s(?P<name>.+))?"
)


def relations(person: Person, index: SpeakerIndex) -> Iterator[tuple[str, Span]]:
    """Yield what a person is said to be to somebody beside the names, and where it says to whom."""
    text = index.reading.article.text
    for start, end in sorted(person.spans):
        if index.is_quoted(start):
            continue
        for found in (
            _BEFORE.search(text, max(0, start - REACH), start), _BEHIND.match(text, end, min(len(text), end + REACH))
        ):  # fmt: skip
            if found is not None:
                yield plain(found["what"]), found.span("owner")


def is_owner(owner: Span, person: Person, other: Person, index: SpeakerIndex) -> bool:
    """True if an owner ("his", "Quill's") is surely a person, and none of whom else the text names before it."""
    people, text = index.people, index.reading.article.text
    word = plain(text[slice(*owner)])
    if word not in pronouns("possessive"):
        name = parse_name(re.sub(r"['’]s$", "", text[slice(*owner)]))
        return name is not None and (people.called(name) or people.with_given(name)) == [person]
    gender = "m" if word in pronouns("he") else "f" if word in pronouns("she") else None
    if gender is not None and person.gender not in (None, gender):
        return False
    for low, high in index.before(owner[0]):
        named = [one for _, one in people.told(low, high) if one is not other]
        if named:
            return person in named if gender is None else all(one is person for one in named)
    return False


def is_related(called: str, person: Person, index: SpeakerIndex) -> bool:
    """True if a draft's "Lindqvist's supervisor" or "the student's supervisor" is what the evidence says that one
    person is to another, who bears that name or is so described, and says of nobody else."""
    phrase = _CALLED.fullmatch(called.strip(" ,"))
    name = parse_name(phrase["name"]) if phrase is not None and phrase["name"] else None
    if phrase is None or (phrase["name"] and (name is None or person.fits(name) is not True)):
        return False
    owners = _owners(phrase["owner"], index)
    if len(owners) != 1 or owners[0] is person:
        return False
    noun = phrase["what"]
    return _is_so(noun, person, owners[0], index) and not any(
        _is_so(noun, one, owners[0], index) for one in index.people.all[:MOST_PEOPLE] if one is not person
    )


def _owners(phrase: str, index: SpeakerIndex) -> list[Person]:
    """Return the people whom the owner in a draft's phrase may mean, by a name or by what they are said to be."""
    name = parse_name(phrase) if phrase[:1].isupper() else None
    if name is not None:
        return list(index.people.called(name) or index.people.with_given(name))
    people = index.people.all[:MOST_PEOPLE]
    return [one for one in people if one.sure and any(describes(role, phrase, index) for role in one.roles)]


def _is_so(noun: str, one: Person, owner: Person, index: SpeakerIndex) -> bool:
    return any(what == noun and is_owner(at, owner, one, index) for what, at in relations(one, index))
