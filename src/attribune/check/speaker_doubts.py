"""Doubts about who speaks in the evidence: whom a shared family name means, or a "he" with two men before it.

A doubt only refuses: what it finds can't make a verdict better.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from attribune.lexicon import pronouns
from attribune.records import Article, Reading, Source, Span, Statement
from attribune.sources.coref.people import People, Person, people_of
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import parse_name
from attribune.text.sentences import sentences

_HE, _SHE = pronouns("he"), pronouns("she")
_COMPARED = re.compile(r"\b(?:elder|older|younger|senior|junior)\b", re.IGNORECASE)  # the resolver tells these apart
_BLOCKS_BACK = 2  # paragraphs before a pronoun's own in which the one it means is looked for


def evidence_doubt(reading: Reading, speaker: Source, span: Span) -> str | None:
    """Why it isn't sure that the passage at ``span`` is the speaker's whom the resolver found; None where it is."""
    article = reading.article
    people = people_of(article.text, article.blocks)
    person = people.at(speaker.mentions)
    said = _statement(reading, speaker, span)
    if person is None or said is None or not said.source:
        return None
    words = article.text[slice(*said.source[0])]
    bare = plain(words.strip())
    if bare in _HE or bare in _SHE:
        rival = _rival(article, people, person, said.source[0][0], "m" if bare in _HE else "f")
        return f"whom “{words}” means in the evidence, {person.name} or {rival}, can't be told" if rival else None
    return _shared_name(article, people, person, said.source[0])


def _statement(reading: Reading, speaker: Source, span: Span) -> Statement | None:
    """The smallest statement of the speaker that holds the passage's beginning, else the first that touches it."""
    touching = [
        (not any(s <= span[0] < e for s, e in one.content), sum(e - s for s, e in one.content), number, one)
        for number, one in enumerate(reading.statements)
        if one.speaker == speaker.id and any(s < span[1] and span[0] < e for s, e in one.content)
    ]
    return min(touching, key=lambda entry: entry[:3])[3] if touching else None


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


def _rival(article: Article, people: People, person: Person, at: int, gender: str) -> str | None:
    """Somebody else whom a "he" or "she" at ``at`` may mean as well: the subject of the last sentence that names
    anybody of that gender, where it isn't the person."""
    for names in _sentences_back(article, people, at):
        fitting = [one for _, one in names if one.gender in (None, gender)]
        if fitting:
            return None if fitting[0] is person or all(one is person for one in fitting) else fitting[0].name
    return None


def _sentences_back(article: Article, people: People, at: int) -> Iterator[list[tuple[Span, Person]]]:
    """The people named outside quotations in each sentence before ``at``, the nearest sentence first."""
    number = bisect_right(article.blocks, at, key=lambda block: block.start)
    for block in reversed(article.blocks[max(0, number - 1 - _BLOCKS_BACK) : number]):
        cut = sentences(article.text, block.start, min(block.end, max(at, block.start)))
        for low, high in reversed(cut):
            here = [(span, one) for span, one in people.told(low, high) if span[1] <= at]
            if here:
                yield here
