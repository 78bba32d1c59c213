"""Doubts about who speaks in the evidence: whom a shared family name means, or a "he" with two men before it.

A doubt only refuses: what it finds can't make a verdict better.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from attribune.check.speakers.index import SpeakerIndex
from attribune.lexicon import pronouns
from attribune.records import Article, Source, Span
from attribune.sources.coref.people import People, Person
from attribune.sources.coref.pronouns import is_oblique
from attribune.sources.names.entity_types import is_person_word
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.matching import parse_name
from attribune.text.sentences import sentences

_HE, _SHE = pronouns("he"), pronouns("she")
_COMPARED = re.compile(r"\b(?:elder|older|younger|senior|junior)\b", re.IGNORECASE)  # the resolver tells these apart
_OBJECT = {
    "m": re.compile(r"\bhim\b", re.IGNORECASE),
    "f": re.compile(r"\bher(?=[.,;]|\s+(?:to|in|on|at|by|with|that|where|when|why|how|if|whether)\b)", re.IGNORECASE),
}
_OWNED = re.compile(r"['’]s\s((?:[a-z-]+\s){1,3})")
_BLOCKS_BACK = 2  # paragraphs before a pronoun's own in which the one it means is looked for


def evidence_doubt(index: SpeakerIndex, speaker: Source, span: Span) -> str | None:
    """Why it isn't sure that the passage at ``span`` is the speaker's whom the resolver found; None where it is."""
    article, people = index.reading.article, index.people
    person = people.at(speaker.mentions)
    said = index.statement(speaker, span)
    if person is None or said is None or not said.source:
        return None
    words = article.text[slice(*said.source[0])]
    bare = plain(words.strip())
    if bare in _HE or bare in _SHE:
        rival = _rival(index, person, speaker, said.source[0][0], "m" if bare in _HE else "f")
        return f"whom “{words}” means in the evidence, {person.name} or {rival}, can't be told" if rival else None
    return _shared_name(article, people, person, said.source[0])


def _shared_name(article: Article, people: People, person: Person, source: Span) -> str | None:
    """A doubt where the source is a family name alone that several people bear, and the last named in full isn't he."""
    inside = [span for span in person.spans if source[0] <= span[0] < source[1]]
    if not inside:
        return None
    name = parse_name(article.text[slice(*min(inside))])
    if name is None or name.given or _COMPARED.search(article.text, source[0], min(inside)[0]):
        return None
    called = people.called(name)
    if len(called) < 2:
        return None
    before = [
        (span, one)
        for one in called
        for span in one.spans
        if span[0] < source[0] and ((n := parse_name(article.text[slice(*span)])) and (n.given or one.loose))
    ]
    if before and max(before, key=lambda entry: entry[0])[1] is person:
        return None
    shown = " or ".join(one.name for one in called[:3])
    return f"whom “{article.text[slice(*min(inside))]}” means in the evidence, {shown}, can't be told"


def _rival(index: SpeakerIndex, person: Person, speaker: Source, at: int, gender: str) -> str | None:
    """Somebody else whom a "he" or "she" at ``at`` may mean as well: the first of that gender in the last sentence that
    names or takes up anybody of it, where that isn't the person."""
    text = index.reading.article.text
    for low, high in _sentences_back(index.reading.article, at):
        named = [(span, one) for span, one in index.people.told(low, high)]
        named += [(span, person) for span in speaker.mentions if low <= span[0] < high]
        others = [one for _, one in named if one is not person and _can_be(one, gender)]
        if (
            not others
            and low <= at < high
            and any(_owns_a_thing(text, span[1]) for span, one in named if one is person)
        ):
            return None  # "Trask's team is 6-4, “…,” he said"
        named = [(span, one) for span, one in named if span[1] <= at and not is_oblique(text, *span)]
        fitting = [one for _, one in sorted(named, key=lambda e: e[0]) if _can_be(one, gender)]
        if fitting and fitting[0].gender is None and _OBJECT[gender].search(text, low, high):
            # of "Osei asked him" Osei isn't who "he" is
            fitting = [one for one in fitting if one is not fitting[0]] or [person]
        if fitting:
            return None if fitting[0] is person else fitting[0].name
    return None


def _owns_a_thing(text: str, end: int) -> bool:
    """True if a name owns a body or a document ("Trask's team"), and so no relative or colleague is told of."""
    owned = _OWNED.match(text, end)
    nouns = {plain(word) for word in owned[1].split()} if owned else set[str]()
    bodies = listed("org_nouns.txt") | listed("document_nouns.txt") | listed("group_nouns.txt")
    return bool(nouns & bodies) and not any(
        is_person_word(noun) or noun in table("gendered_nouns.tsv") for noun in nouns
    )


def _can_be(one: Person, gender: str) -> bool:
    """True if a "he" or "she" may mean somebody; a lone word without title or known gender may be a place."""
    return one.gender == gender or (one.gender is None and one.sure)


def _sentences_back(article: Article, at: int) -> Iterator[Span]:
    """The sentences before ``at``, the nearest first, in its paragraph and the ones before."""
    number = bisect_right(article.blocks, at, key=lambda block: block.start)
    for block in reversed(article.blocks[max(0, number - 1 - _BLOCKS_BACK) : number]):
        yield from reversed(sentences(article.text, block.start, min(block.end, max(at, block.start))))
