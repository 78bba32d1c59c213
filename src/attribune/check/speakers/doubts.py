"""Doubts about who speaks in the evidence: whom a shared family name means, or a "he" with two men before it.

A doubt only refuses: what it finds can't make a verdict better.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import islice

from attribune.check.context.attribution.inert import listing
from attribune.check.speakers.index import SpeakerIndex
from attribune.check.speakers.written.writings import find_writings, tokens
from attribune.lexicon import pronouns, words
from attribune.records import Article, Source, Span
from attribune.sources.coref.people import People, Person
from attribune.sources.coref.pronouns import is_oblique
from attribune.sources.names.entity_types import head_of, is_person_word
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import parse_name
from attribune.text.marks import QUOTED_IN_LINE

_HE, _SHE, _IT = pronouns("he"), pronouns("she"), pronouns("it")
MOST_BEFORE = 16  # sentences before a pronoun that are looked at for a newcomer
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# What opens a sentence and may be somebody new; a place or a time may stand before it.
_DESCRIBED = re.compile(
    r"(?:(?:On|In|At|By|After|Later|Outside|Inside|Nearby|Then|But|And|Even)\b[^,.;:“”\"\n]{0,60}?,\s|(?:Then|But|And|Even)\s)?"
    r"(?P<who>(?P<first>[Aa]n?|[Aa]nother|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Tt]he)\s(?P<what>[a-z][\w’'-]{0,30}(?:\s[a-z][\w’'-]{0,30}){0,4}))"
)
_AGENT = re.compile(r"[a-z]{2,20}(?:[^aeiou]er|[ts]or|ist|ian|man|woman|eer|yer)")
_ABSTRACT = re.compile(r"[a-z]{2,20}(?:tion|sion|ment|ness|ity|ism|ship|ance|ence|ing|age|dom|ure)")
_COMPARED = re.compile(r"\b(?:elder|older|younger|senior|junior)\b", re.IGNORECASE)  # the resolver tells these apart
_BIRTH = re.compile(r"\b(?:[Bb]orn|née|né|nee)\s\Z")  # "Born Lotte Weiss": another name of who is told of
_TIME = re.compile(
    r"(?:second|minute|hour|day|week|month|year|decade|moment|while|time)s?\b"
)  # "A few minutes later, he"
_OBJECT = {
    "m": re.compile(r"\bhim\b", re.IGNORECASE),
    "f": re.compile(r"\bher(?=[.,;]|\s+(?:to|in|on|at|by|with|that|where|when|why|how|if|whether)\b)", re.IGNORECASE),
}


def evidence_doubt(index: SpeakerIndex, speaker: Source, span: Span) -> str | None:
    """Return why it isn't sure that the passage at ``span`` is the speaker's whom the resolver
    found; None where it is.
    """
    article, people = index.reading.article, index.people
    person = people.at(speaker.mentions)
    said = index.statement(speaker, span)
    if said is None or not said.source:
        return None
    words = article.text[slice(*said.source[0])]
    bare = plain(words.strip())
    if bare in _IT:
        other = _other_body(index, speaker, said.source[0][0]) or _other_writing(index, speaker, said.source[0][0])
        return f"what “{words}” means in the evidence, {speaker.name} or {other}, can't be told" if other else None
    if person is None:
        return None
    if bare in _HE or bare in _SHE:
        gender = "m" if bare in _HE else "f"
        rival = _rival(index, person, speaker, said.source[0][0], gender)
        rival = rival or _newcomer(index, person, speaker, said.source[0][0], gender)
        return f"whom “{words}” means in the evidence, {person.name} or {rival}, can't be told" if rival else None
    return _shared_name(article, people, person, said.source[0])


def _shared_name(article: Article, people: People, person: Person, source: Span) -> str | None:
    """Return a doubt where the source is a family name alone that several people bear, and the
    last named in full isn't he.
    """
    inside = people.first_of(person, *source)
    if inside is None:
        return None
    name = parse_name(article.text[slice(*inside)])
    if name is None or name.given or _COMPARED.search(article.text, source[0], inside[0]):
        return None
    called = people.called(name)
    if len(called) < 2:
        return None
    if people.last_in_full(name, source[0]) is person:
        return None
    shown = " or ".join(one.name for one in called[:3])
    return f"whom “{article.text[slice(*inside)]}” means in the evidence, {shown}, can't be told"


def _rival(index: SpeakerIndex, person: Person, speaker: Source, at: int, gender: str) -> str | None:
    """Return somebody else whom a "he" or "she" at ``at`` may mean as well: the first of that gender in the last
    sentence that
    names or takes up anybody of it, where that isn't the person."""
    for low, high in index.before(at):
        text = index.reading.article.text
        named = [(span, one) for span, one in index.people.told(low, high)]
        first, behind = bisect_left(speaker.mentions, (low, 0)), bisect_left(speaker.mentions, (high, 0))
        named += [(span, person) for span in speaker.mentions[first:behind]]
        beside = [one for span, one in named if span[1] <= at and _can_be(one, gender)]
        owns = any(text[span[1] : span[1] + 1] in ("'", "’") for span, one in named if one is person)
        named = [
            (span, one)
            for span, one in named
            if span[1] <= at and not is_oblique(text, *span) and not _BIRTH.search(text, max(low, span[0] - 6), span[0])
        ]
        fitting = [one for _, one in sorted(named, key=lambda e: e[0]) if _can_be(one, gender)]
        if fitting and fitting[0].gender is None and _OBJECT[gender].search(text, low, high):
            # of "Osei asked him" Osei isn't who "he" is
            fitting = [one for one in fitting if one is not fitting[0]] or [person]
        if fitting:
            return None if fitting[0] is person else fitting[0].name
        if owns and any(one is not person for one in beside):
            # neither is a subject: "A letter came from Cat Breck, Una's aunt"
            return next(one.name for one in beside if one is not person)
    return None


def _newcomer(index: SpeakerIndex, person: Person, speaker: Source, at: int, gender: str) -> str | None:
    """Return a description that opens a sentence between the person's last mention and a "he" or "she" at ``at``, in
    the same
    paragraph: "A ringer, one of eight, was blunter." None where its noun is surely no person of that gender."""
    text, roles = index.reading.article.text, {plain(word) for role in person.roles for word in _WORD.findall(role)}
    line = text.rfind("\n", 0, at) + 1
    for low, high in islice(index.before(at), MOST_BEFORE):
        first, behind = bisect_left(speaker.mentions, (low, 0)), bisect_left(speaker.mentions, (high, 0))
        own = [span for span in speaker.mentions[first:behind] if span[1] <= at]
        own += [span for span, one in index.people.told(low, high) if one is person]
        if low < line or any(not is_oblique(text, *span) for span in own):
            return None
        opened = _DESCRIBED.match(text, low, high)
        if opened is None:
            continue
        noun = plain(_noun_of(opened["what"]))
        told = (
            not _is_thing(noun)
            and not _TIME.search(opened["what"])
            and (opened["first"].lower() != "the" or _is_person_noun(noun))
        )
        sex = table("gendered_nouns.tsv").get(noun)
        if noun and told and noun not in roles and sex in (gender, None, ""):
            return " ".join(opened["who"].split())
    return None


def _noun_of(phrase: str) -> str:
    """Return the last word of a phrase before what can't stand in it: a verb, a preposition, another small word."""
    found = phrase.split()
    stop = next((n for n, word in enumerate(found) if n and plain(word) in _ends()), len(found))
    return found[stop - 1]


@cache
def _ends() -> frozenset[str]:
    forms = {form for line in words("check/verb_forms.txt") for form in line.split()}
    return frozenset(forms) | words("text/stopwords.txt")


def _is_person_noun(noun: str) -> bool:
    return is_person_word(noun) or _AGENT.fullmatch(noun) is not None


def _is_thing(noun: str) -> bool:
    """True if a noun surely names no person."""
    listed = words("names/document_nouns.txt") | words("names/org_nouns.txt")
    return (
        noun in listed | listing("thing") | listing("setting") | listing("documents")
        or _ABSTRACT.fullmatch(noun) is not None
    )


def _other_body(index: SpeakerIndex, speaker: Source, at: int) -> str | None:
    """Return the body that heads the last sentence before ``at`` which names any, where it isn't the speaker: then
    "it" may
    mean that one, and may not."""
    for low, high in index.before(at):
        first, behind = bisect_left(speaker.mentions, (low, 0)), bisect_left(speaker.mentions, (high, 0))
        own = [span for span in speaker.mentions[first:behind] if span[1] <= at]
        bodies = [(name.span, name.text) for name in index.names(low, high) if name.span[1] <= at]
        bodies = [one for one in bodies if not _is_somebody(index.people.at([one[0]]))]
        if own and speaker.kind == "document":
            return None  # "The Holms issued a statement. “…,” it read"
        if own or bodies:
            name = min([(span[0], "") for span in own] + [(span[0], name) for span, name in bodies])[1]
            return name if plain(name) not in plain(speaker.name) else None
    return None


def _other_writing(index: SpeakerIndex, speaker: Source, at: int) -> str | None:
    """Return the writing that the sentence before "it" introduces ("a letter of their own"),
    where it isn't the speaker.
    """
    text = index.reading.article.text
    for low, high in islice(index.before(at), MOST_BEFORE):
        found = [one for one in find_writings(tokens(text, low, high)) if not one.definite]
        if any(low <= span[0] < high and span[1] <= at for span in speaker.mentions):
            return None
        if found:
            return f"the {found[0].noun}"
        if text[low:high].strip('“”" '):
            held = QUOTED_IN_LINE.sub("", text[low:high]).strip(' “”",')
            if held:
                return None
    return None


def _is_somebody(person: Person | None) -> bool:
    """True if this is surely no body: a name alone may be a firm's ("Halden Mutual")."""
    if person is None:
        return False
    titled = any(name.title for name in person.names)
    return person.gender is not None or titled or any(is_person_word(head_of(role)) for role in person.roles)


def _can_be(one: Person, gender: str) -> bool:
    """True if a "he" or "she" may mean somebody; a lone word without title or known gender may be a place."""
    return one.gender == gender or (one.gender is None and one.sure)
