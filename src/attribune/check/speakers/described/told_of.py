"""Is what a description says told of a person in the evidence: "the former principal", "the teenager", "the winner"?

It isn't asked whether others are so described: whom a draft's description takes up its own sentences say, where they
name one person alone (:func:`takes_up`).
"""

from __future__ import annotations

import re
from functools import cache

from attribune.check.context.frames import lemma
from attribune.check.speakers.described.posts import (
    LEAD,
    Post,
    Tie,
    ages,
    is_shared,
    known_ties,
    post_of,
)
from attribune.check.speakers.described.predicates import predicates
from attribune.check.speakers.index import SpeakerIndex
from attribune.lexicon import rows, words
from attribune.records import Source
from attribune.sources.coref.people import Person
from attribune.sources.names.entity_types import head_of, is_person_word
from attribune.sources.names.lexicon import plain, table
from attribune.text.document import MASK

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_YEARS = re.compile(r"(?P<age>\d{1,3})-year-old(?:\s+(?P<noun>[a-z-]+))?\Z")
_CLAUSE = re.compile(r"\b(?:who|whose|which|that)\b|[,;“”\"]")
_DENIES = frozenset("not never no nobody nor without almost nearly would could if unless until".split())
# Nouns that say how old somebody is, with the youngest and the oldest.
_OF_AGE = {
    "teenager": (13, 19), "teen": (13, 19), "sexagenarian": (60, 69), "septuagenarian": (70, 79),
    "octogenarian": (80, 89), "nonagenarian": (90, 99), "centenarian": (100, 130),
}  # fmt: skip
# "raced bikes for nine seasons": what somebody did for so long, and does no more.
_FOR_YEARS = re.compile(r"[a-z]{1,20}?ed\s(?:[\w’'-]++\s){0,4}?for\s(?:[\w-]++\s){1,3}?(?:year|season|decade|month)s\b")
# What somebody does, or has done until now, and to whom or what: the noun phrase up to a preposition or a comma.
_PREDICATE = re.compile(r"(?:has\s|have\s)?(?P<verb>[a-z]{2,20})\b")
_OBJECT = re.compile(
    r"\s(?:(?:the|an?|its|their)(?:[\s’'-][^\W\d_]+){1,4}?|[^\W\d_]+(?:[\s’'-][^\W\d_]+){0,3}?)(?=[,.;]|\s(?:since|for|from|in|at|on|and|until|with|that|which)\b)"
)
# "has taught physics for 20 years", "has led since May": what somebody still does.
_STILL = re.compile(r"has\s[a-z]{2,20}(?:\s[\w’'-]+){0,6}?\s(?:for|since)\s")
MOST_PLACES = 3  # where an article takes somebody up by one description
LONGEST_DESCRIPTION = 3  # words of it
_FORMER = frozenset({"former", "ex"})
_PAST = frozenset({"former", "ex", "retired"})


def is_told_of(description: str, person: Person, index: SpeakerIndex) -> bool:
    """True if the evidence says of a person all that a description without a relative clause says; worked out once."""
    return index.kept(("told of", description, person), lambda: _is_told_of(description, person, index))


def _is_told_of(description: str, person: Person, index: SpeakerIndex) -> bool:
    bare = LEAD.sub("", description.strip())
    if _CLAUSE.search(bare):
        return False
    aged = _YEARS.match(bare)
    if aged is not None:
        own = {age for _, age in ages(person, index)}
        return own == {int(aged["age"])} and (not aged["noun"] or is_told_of(aged["noun"], person, index))
    wanted = post_of(bare)
    if wanted is None:
        return False
    if wanted.noun in _OF_AGE and not wanted.which and not wanted.ranks:
        low, high = _OF_AGE[wanted.noun]
        own = {age for _, age in ages(person, index)}
        return bool(own) and all(low <= age <= high for age in own)
    if wanted.noun in ("man", "woman") and not wanted.which and not wanted.ranks:
        return table("gendered_nouns.tsv").get(wanted.noun) == person.gender
    return any(_says(tie, wanted, index) for tie in known_ties(person, index) if tie.told) or _does(
        wanted, person, index
    )


def paragraph_person(evidence: Source, index: SpeakerIndex) -> Person | None:
    """Return the one person of a paragraph whom "the Norwegian", "the striker" takes up there: the only
    one named, with nobody else described, who spoke in it before or of whom the article says as much; it has the noun
    nowhere else below its title."""
    text, found = index.reading.article.text, set[Person]()
    below = [block for block in index.reading.article.blocks if block.kind != "title"]
    mentions = [span for span in evidence.mentions if any(one.start <= span[0] < one.end for one in below)]
    for start, end in mentions[:MOST_PLACES]:
        start -= len("the ") if text[max(0, start - 4) : start].lower() == "the " else 0  # "Norwegian" alone
        words_ = text[start:end].split()
        if not 2 <= len(words_) <= LONGEST_DESCRIPTION or words_[0].lower() != "the":
            return None
        line = text.rfind("\n", 0, start) + 1
        told = {person for _, person in index.people.told(line, start)}
        if len(told) != 1:
            return None
        found |= told
        (person,) = told
        own = {plain(word) for role in (*person.roles, person.name) for word in _WORD.findall(role)}
        others = {plain(word) for word in _WORD.findall(index.narration(line, start))} - own
        described = any(is_person_word(form) for word in others for form in (word, word.removesuffix("s")))
        if described or not (_has_spoken(person, line, start, index) or is_told_of(text[start:end], person, index)):
            return None
    noun = head_of(evidence.name)
    named = re.compile(rf"\b{re.escape(noun)}s?\b", re.IGNORECASE)
    once = sum(len(named.findall(text, one.start, one.end)) for one in below) == len(mentions)
    sex = table("gendered_nouns.tsv").get(noun)
    if len(found) != 1 or not noun or not once or len(mentions) > MOST_PLACES:
        return None
    (person,) = found
    return person if sex not in ("m", "f") or sex == person.gender else None


def _has_spoken(person: Person, low: int, high: int, index: SpeakerIndex) -> bool:
    """True if a statement between two places is a person's, by name or by a pronoun that was led there."""
    own = {source.id for source in index.reading.sources if index.people.at(source.mentions) is person}
    return any(
        statement.speaker in own and any(low <= start < high for start, _ in statement.source or ())
        for statement in index.reading.statements
    )


def _says(tie: Tie, wanted: Post, index: SpeakerIndex) -> bool:
    """True if a post that the evidence gives somebody is the one that is wanted, or one of its kind."""
    return _is_of(tie.post, wanted) and wanted.which - tie.post.which <= _sentence_words(tie, index)


def _is_of(post: Post, wanted: Post) -> bool:
    """True if a post has the noun that is wanted, or one that says the same and more, and stands as high."""
    same = wanted.noun == post.noun or wanted.noun in kinds(post.noun)
    past = bool(wanted.ranks and post.ranks) and wanted.ranks <= _FORMER and post.ranks <= _PAST
    return same and (past or wanted.ranks == post.ranks)


def _sentence_words(tie: Tie, index: SpeakerIndex) -> frozenset[str]:
    """Return the capitalised words of the sentence that tells a post, for "the Ohio Democrat"; none if it denies."""
    blocks = index.reading.article.blocks
    block = next((one for one in blocks if one.start <= tie.span[0] < one.end), None)
    low, high = next((s for s in index.sentences(block) if s[0] <= tie.span[0] < s[1]), tie.span) if block else tie.span
    words = _WORD.findall(index.narration(low, high).replace(MASK, " "))
    if _DENIES & {plain(word) for word in words}:
        return frozenset()
    return frozenset(plain(word) for word in words if word[:1].isupper())


def _does(wanted: Post, person: Person, index: SpeakerIndex) -> bool:
    """True if a noun names who does what the evidence tells of a person: "the winner" of who won, "the former racer"
    of who raced for nine seasons."""
    text, stems = index.reading.article.text, agents(wanted.noun) | _offices().get(wanted.noun, frozenset())
    if not stems or not wanted.ranks <= _FORMER:
        return False
    told = (_PREDICATE.match(text, at) for at in predicates(person, index))
    fitting = [verb for verb in told if verb is not None and lemma(plain(verb["verb"])) in stems]
    if wanted.which:  # "the union leader" of who leads the union
        objects = (_OBJECT.match(text, verb.end()) for verb in fitting if not wanted.ranks)
        told_of = [{plain(word) for word in _WORD.findall(one[0])} for one in objects if one]
        return any(wanted.which <= found and _DENIES.isdisjoint(found) for found in told_of)
    if _still_does(wanted, person, index):
        return True
    lasting = any(_FOR_YEARS.match(text, verb.start("verb")) for verb in fitting)
    return lasting or (not wanted.ranks and any(text.startswith(" the ", verb.end()) for verb in fitting))


def _still_does(wanted: Post, person: Person, index: SpeakerIndex) -> bool:
    """True if a noun names who has done for a time what the evidence tells of a person: "has taught for 20 years"."""
    text, stems = index.reading.article.text, agents(wanted.noun)
    told = ((at, _PREDICATE.match(text, at)) for at in predicates(person, index))
    return not wanted.ranks and any(
        verb is not None and lemma(plain(verb["verb"])) in stems and _STILL.match(text, at) for at, verb in told
    )


def is_doer(description: str, person: Person, index: SpeakerIndex, *, alone: bool) -> bool:
    """True if a description names who does what the evidence tells of one person alone: "the union leader"; where the
    draft names nobody before it (``alone``), also "the teacher" of who has taught for years."""
    wanted = post_of(LEAD.sub("", description.strip()))
    if wanted is None or not _does(wanted, person, index) or is_shared(description, person, index):
        return False
    noun_told = any(head_of(role) == wanted.noun for one in index.people.all for role in one.roles)
    if not wanted.which and (noun_told or not alone or not _still_does(wanted, person, index)):
        return False
    return not any(_does(wanted, one, index) for one in index.people.all if one is not person)


def agents(noun: str) -> frozenset[str]:
    """Return the base forms of the verbs whose doer a noun names: "leader" of "lead", "winner" of "win"."""
    if not noun.endswith(("er", "or")):
        return frozenset()
    stem = noun[:-2]
    stems = {lemma(one) for one in (stem, noun[:-1], stem[:-1] if stem[-1:] == stem[-2:-1] else stem)}
    return frozenset(stem for stem in stems if stem not in words("text/stopwords.txt") and stem[:1] != "=")


@cache
def _offices() -> dict[str, frozenset[str]]:
    """Return the verbs that say the same as a noun of an office, as lemmas: "run" and "lead" of "head"."""
    found = dict[str, set[str]]()
    for verb, nouns in rows("names/office_verbs.tsv"):
        for noun in nouns.split():
            found.setdefault(noun, set()).add(lemma(verb))
    return {noun: frozenset(verbs) for noun, verbs in found.items()}


def is_past(description: str) -> bool:
    """True if a description says what somebody was: "the former welder", which brings nobody up who isn't named."""
    post = post_of(LEAD.sub("", description.strip()))
    return post is not None and bool(post.ranks & _PAST)


@cache
def kinds(noun: str) -> frozenset[str]:
    """Return the other words for a noun of a person, and for what such a one is besides."""
    return _kinds().get(noun, frozenset())


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return {noun: frozenset(others.split()) for noun, others in rows("names/person_kinds.tsv")}
