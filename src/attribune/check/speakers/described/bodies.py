"""Bodies and their officials: whose "a senior party official" is, and which body "the company" means.

A draft's "senior party official" about the National Union is the evidence's "senior National Union official"; one about
the Civic Alliance isn't. "The company" is the one body of which an article says that noun, or which it names last
before every place that has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.check.speakers.described.covering import RANKS, telling
from attribune.check.speakers.index import SpeakerIndex
from attribune.records import Source
from attribune.sources.names.entity_types import head_of, is_person_word, kind_of
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.matching import same_person
from attribune.sources.names.recognition import Mention

MOST_PLACES = 32  # of a noun in an article beyond which nothing is decided
REACH = 800  # code points before "the company" in which its body is named
_BODY = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]*(?:\s+(?:of\s+)?[A-ZÀ-Þ][\w’'-]*)*")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_WHERE = re.compile(r"\b(?:in|at|near|outside|around|from|of)\s(?:the\s)?\Z", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)
_SHORTENED = re.compile(
    r"(?<![\w’'&-])(?P<name>[A-ZÀ-Þ][\w’'&-]*(?:\s(?:(?:of|for|and|the|on)\s){0,2}[A-ZÀ-Þ][\w’'&-]*){1,7})\s\((?:the\s)?(?P<short>[A-Z]{2,6})\)"
)
_SPEAKS_FOR = re.compile(
    r"(?:an?\s|the\s)?spokes(?:man|woman|person)\s(?:for|of)\s(?P<of>[^,;]{2,80})"
    r"|(?:an?\s|the\s)?(?P<before>[^,;]{2,80}?)(?:['’]s?)?\sspokes(?:man|woman|person)",
    re.IGNORECASE,
)
_FIRMS = frozenset(("company", "firm"))
_OTHER = frozenset("other another rival second former parent sister".split())


def same_body(name: str, bodies: Sequence[str], evidence: Source, text: str) -> bool | None:
    """Return whether a draft's description of somebody without a name gives the body that the evidence's does.

    ``bodies`` are those that the draft's paragraph names before it, of which the last is meant. False: it is another
    one. True: it is the same one, and the descriptions say the same. None where the evidence gives none.
    """
    found = _named(evidence.name)
    if evidence.kind != "unnamed" or len(found) != 1:
        return None
    body = _words(found[0])
    ours = _named(name)
    if ours or bodies:
        other = _words(ours[0] if ours else bodies[-1])
        if not (other <= body or body <= other):
            return False
    return True if bodies and not ours and _says_the_same(name, evidence.name, body, text) else None


def is_meant_body(mention: str, bodies: Sequence[str], evidence: Source, index: SpeakerIndex) -> bool:
    """True if a draft's "the company" is the body that speaks in the evidence: the last that the draft's paragraph
    names, if it names any, and the only one that the evidence may call so."""
    noun = plain(_ARTICLE.sub("", mention.strip()))
    if not _ARTICLE.match(mention) or noun not in listed("org_nouns.txt") or not _may_be(noun, evidence.name):
        return False
    if bodies and same_person(bodies[-1], evidence.name) is not True:
        return False
    meant = body_of(noun, index)
    return meant is not None and same_person(meant, evidence.name) is True


def is_spoken_for(mention: str, bodies: Sequence[str], roles: Sequence[str], index: SpeakerIndex) -> bool:
    """True if a draft gives a body what its spokesperson said: "the council" of "a spokesman for the council".

    A person's spokesperson speaks for themselves. ``roles`` are those of the evidence's speaker.
    """
    own = plain(_ARTICLE.sub("", mention.strip()))
    for role in roles:
        found = _SPEAKS_FOR.fullmatch(role.strip())
        body = _ARTICLE.sub("", (found["of"] or found["before"]).strip()) if found else ""
        if not body or not _names_body(body):
            continue
        meant = body_of(own, index) if _ARTICLE.match(mention) and own in listed("org_nouns.txt") else None
        if meant is not None and bodies and same_person(bodies[-1], meant) is not True:
            meant = None
        if plain(body) == own or (meant is not None and same_person(meant, body) is True):
            return True
    return False


def _names_body(words: str) -> bool:
    return kind_of(words) in ("organization", "outlet") or head_of(words) in listed("org_nouns.txt")


def is_official_of(description: str, role: str, index: SpeakerIndex) -> bool:
    """True if a draft's description and the evidence's say the same where "the company" is read as the body that it
    means: "a spokeswoman for Ansel Ports", "a spokeswoman for the company". A body's name may be shortened."""
    if head_of(description) != head_of(role):
        return False
    if _is_unnamed_owner(description, role, index):
        return True
    nouns = [telling(one) & listed("org_nouns.txt") for one in (description, role)]
    if all(nouns) and nouns[0] != nouns[1] and not any(_BODY.search(one) for one in (description, role)):
        return False  # "the club's treasurer", "the company's treasurer"
    ours, theirs = (_with_bodies(one, index) for one in (description, role))
    if ours is None or theirs is None:
        return False
    own, its = ours[0] | ours[1], theirs[0] | theirs[1]
    return own == its or (its < own and own - its <= ours[1] and bool(its & ours[1]))


def _is_unnamed_owner(description: str, role: str, index: SpeakerIndex) -> bool:
    """True if a draft has "the company" for the body whose post the evidence gives one person alone, and the evidence
    has no such word: "the company's finance director", "Kellan Coal's finance director"."""
    nouns = telling(description) & _FIRMS
    owned = re.match(r"(?P<owner>.+?)['’]s?\s(?P<post>[a-z].*)\Z", role)
    if (
        len(nouns) != 1
        or owned is None
        or not owned["owner"][:1].isupper()
        or not _may_be(next(iter(nouns)), owned["owner"])
    ):
        return False
    alone = sum(head_of(one) == head_of(role) for person in index.people.all for one in person.roles) == 1
    absent = not re.search(rf"\b{next(iter(nouns))}\b", index.reading.article.text, re.IGNORECASE)
    return alone and absent and telling(description) - nouns == telling(owned["post"])


def _with_bodies(description: str, index: SpeakerIndex) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the telling words of a description, and the names of the bodies that its nouns mean; None where a noun may
    mean several."""
    bodies = set[str]()
    whole = description
    for short, name in _acronyms(index).items():
        whole = re.sub(rf"(?<!\w){short}(?!\w)", name.removeprefix("The "), whole)
    description, found = whole, telling(whole)
    for noun in found & listed("org_nouns.txt"):
        if any(noun in {plain(word) for word in _WORD.findall(one)} for one in _BODY.findall(description)):
            continue
        body = body_of(noun, index)
        if body is None:
            return None
        found, bodies = found - {noun}, bodies | telling(body)
    return frozenset(found - bodies), frozenset(bodies)


def _acronyms(index: SpeakerIndex) -> dict[str, str]:
    """Return the short forms that an article gives to names, with the names: "the European Aviation Board (EAB)"."""
    return index.kept(
        "acronyms", lambda: {one["short"]: one["name"] for one in _SHORTENED.finditer(index.reading.article.text)}
    )


def body_of(noun: str, index: SpeakerIndex) -> str | None:
    """Return the name of the one body that an article's "the NOUN" means; None where there are several, or none."""
    return index.kept(("body of", noun), lambda: _body_of(noun, index))


def _body_of(noun: str, index: SpeakerIndex) -> str | None:
    text = index.reading.article.text
    narrated = index.narration(0, len(text))
    names = [n for n in index.names(0, len(text)) if not set(plain(n.text).split()) <= index.datelines]
    bodies = [name for name in names if _is_body(name, index) or _is_strange(name, index)]
    places = list(re.finditer(rf"(?<![\w’'-]){re.escape(noun)}(?![\w-])", narrated, re.IGNORECASE))
    if len(places) > MOST_PLACES:
        return None
    found = [name.text for name in bodies if plain(name.text.split()[-1]) == noun]
    found += [name.text for name in bodies if _is_called(noun, name, text)]
    for place in places:
        before = _WORD.findall(narrated[max(0, place.start() - 24) : place.start()])
        behind = _WORD.match(narrated, place.end() + 1)
        if any(place.start() < name.end and name.start <= place.start() for name in bodies):
            continue  # the noun is the name's own
        if before and plain(before[-1]) in _OTHER:
            return None
        if before and plain(before[-1]) == "the":
            near = [n for n in bodies if place.start() - REACH < n.start < place.start() and _may_be(noun, n.text)]
            found += [name.text for name in near[-1:]]  # where none is named before it, it may be named behind
        new = bool(before) and plain(before[-1]) in ("a", "an") and not (behind and is_person_word(plain(behind[0])))
        if new and not any(_is_called(noun, name, text) for name in bodies):
            return None  # one that has no name
    return found[0] if found and all(same_person(found[0], one) is True for one in found) else None


def known_bodies(index: SpeakerIndex) -> list[str]:
    """Return the names of several words that an article has for bodies, of which no two end or begin alike."""

    def found() -> list[str]:
        every = index.names(0, len(index.reading.article.text))
        names = {name.text for name in every if _is_body(name, index) or _is_strange(name, index)}
        whole = [name for name in names if " " in name]
        ends = [plain(part) for name in whole for part in (name.split()[0], name.split()[-1])]
        return [n for n in whole if ends.count(plain(n.split()[0])) == ends.count(plain(n.split()[-1])) == 1]

    return index.kept("bodies' names", found)


def _is_strange(name: Mention, index: SpeakerIndex) -> bool:
    """True if nothing but its form makes a name of two words a person's: "Carrick Rovers"."""
    person = index.people.at([name.span])
    plainly = name.name is not None and name.name.title is None and bool(name.name.given)
    known = plainly and name.name is not None and plain(name.name.given[0]) in table("given_names.tsv")
    return plainly and not known and person is not None and person.gender is None and not person.roles


def _is_body(name: Mention, index: SpeakerIndex) -> bool:
    """True if a name may be a body's: one of a body, or a lone word that is surely nobody's, and no place."""
    if plain(name.text) in listed("places.txt") or name.kind in ("unnamed", "group", "document"):
        return False
    if _WHERE.search(index.reading.article.text, max(0, name.start - 12), name.start) and " " not in name.text:
        return False
    person = index.people.at([name.span])
    if name.kind == "person":
        return person is not None and not person.sure and not person.roles
    return True


def _is_called(noun: str, name: Mention, text: str) -> bool:
    """True if an article says outright that a body is a NOUN: "Ansel Ports, the shipping company,", "the company
    Ansel Ports"."""
    behind = re.match(r",\s(?:the|an?|its)\s(?P<what>[^,.;:“”\"()\n]{2,60})[,.;]", text[name.end : name.end + 80])
    if behind is not None and head_of(behind["what"]) == noun:
        return True
    return (
        re.search(
            rf"\b(?:the|an?)\s(?:[a-z-]+\s){{0,3}}{re.escape(noun)},?\s\Z", text[max(0, name.start - 60) : name.start]
        )
        is not None
    )


def _may_be(noun: str, name: str) -> bool:
    """True unless a name is headed by the noun of another kind of body: "Quayside Workers' Union" is no company."""
    last = head_of(name)
    return last == noun or last not in listed("org_nouns.txt") or last in listed("body_forms.txt")


def _named(description: str) -> list[str]:
    """Return the bodies that a description names; a lone word may be an adjective ("a European diplomat")."""
    found = (one for one in _BODY.findall(description) if " " in one or one.isupper())
    return [one for one in found if kind_of(one) != "person"]


def _says_the_same(ours: str, theirs: str, body: set[str], text: str) -> bool:
    """True if a description has "party" or the like for the body's name, as the evidence has, and is the same else."""
    more = _words(ours) - _words(theirs)
    nouns = all(word in listed("org_nouns.txt") and re.search(rf"\bthe\s{re.escape(word)}\b", text) for word in more)
    less = _words(theirs) - _words(ours) - body
    return (
        nouns
        and not less & RANKS
        and head_of(ours) == head_of(theirs)
        and telling(ours) & RANKS == telling(theirs) & RANKS
    )


def _words(phrase: str) -> set[str]:
    return {plain(word) for word in _WORD.findall(phrase)} - listed("small_words.txt")
