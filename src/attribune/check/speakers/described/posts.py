"""Whom a definite description of the draft denotes in the evidence: "the harbour master", "the 84-year-old".

It denotes a person of whom the evidence says its noun or age outright (an appositive, a title, "is the", an age in
commas), with all its other words, and of nobody else: every other place where the noun stands must be a plain "the
minister" after that, the same post again, or surely another post. What isn't read so leaves the answer open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from attribune.check.context.attribution.inert import is_somebody
from attribune.check.speakers.described.phrases import WHO, bare
from attribune.check.speakers.described.predicates import LEAST_TOLD, is_predicate, is_reported, predicates
from attribune.check.speakers.index import SpeakerIndex
from attribune.lexicon import calendar, pronouns, words
from attribune.records import Source, Span
from attribune.sources.coref.people import Person
from attribune.sources.names.entity_types import is_person_word
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import Name

# Words that make another post of a post; "then the" of the evidence is the draft's "former".
_RANKS = frozenset(
    "deputy vice assistant associate shadow former ex acting interim elect junior senior chief co sub under second"
    " first third other another next last late old new previous past outgoing incoming designate emeritus opposite"
    " rival would-be one-time retired ousted suspended future then predecessor successor".split()
) | pronouns("possessive")
# Of these, the ones that surely tell another post: "another harbour master" is one, too.
_OTHER_POST = frozenset("deputy vice assistant associate shadow former acting interim chief".split())
_SAME = {"then": "former", "ex": "former"}
_SMALL = words("names/small_words.txt") | frozenset("the a an one this that s of for at in on to who is was".split())
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
LEAD = re.compile(r"\A(?:the|an?|one)\s+", re.IGNORECASE)
_AGE = re.compile(r"\A(?P<age>\d{1,3})-year-old(?:\s+(?P<noun>man|woman))?\Z", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s{1,4}(?:of|for|at|in|on|that|to|from|with|who|which|whose|since|by)\s.*", re.DOTALL)
_MARKS = re.compile(r"[.;:,!?\n“”\"()—–]")
_HERE = 120  # code points on either side of a name or a noun that are looked at
_MENTIONS = 8  # of a person round which a description is looked for
_OCCURRENCES = 64  # of a noun in an article beyond which nothing is decided

_TITLE = r"(?:(?:[A-Z][\w’'-]*\.?)\s+){0,3}"  # "Dame", "Dr", "the Very Reverend" before a name
_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[\w’'-]{1,40}[’']s)"
_DETERMINERS = frozenset("the a an his her its their then".split())
_BEFORE = re.compile(
    rf"(?:\A|[.!?:,]\s{{1,4}}|[”\"]\s{{1,4}}|\n\s{{0,4}}|\b(?:said|says|But|And|and|but|then|Then|when|that|as)\s{{1,4}})"
    rf"(?P<what>(?:{_DETERMINER}\s|[A-Z])[^,.;:!?\n“”\"()—–]{{2,80}})(?P<mark>,\s{{1,4}}|\s{{1,4}}\()(?P<title>{_TITLE}(?:[Tt]he\s{{1,4}}{_TITLE})?)\Z"
)
_SEAT = re.compile(
    r"\b(?:of|for|at|in|from|to)\s(?:the\s)?\Z"
)  # a name behind it is no subject: "the warden of Upper Fell"
_OWN = re.compile(rf"\b{_DETERMINER}\s[^,.;:!?\n“”\"()—–]{{2,80}}\Z")
_CLOSED = re.compile(r"(?:,(?!\s+(?:and|or|nor|as well)\b)(?!\s+[A-Z])|\)(?=:|\s))")
BEHIND = re.compile(
    r"(?:,\s{1,4}(?:\d{1,3},\s{1,4})?|\s{1,4}\()(?P<what>(?:then\s{1,4})?(?:the|an?|its|his|her|their)\s[^,.;:!?\n“”\"()—–]{2,80}?)(?P<end>[,.;)]|\s(?=who\s))"
)
_COPULA = re.compile(
    r"\s{1,4}(?P<verb>is|was|has\s{1,4}been)\s{1,4}(?P<what>(?:the|an?)\s[^,.;:!?\n“”\"()—–]{2,80})(?=[.,;])(?!,\s{1,4}(?:and|or)\b)"
)
# What somebody was made, and is as far as nothing else is told: "was elected mayor of Orle in May".
_MADE = re.compile(
    r"(?:was|has\sbeen|is)\s(?:re-)?(?:elected|appointed|named|sworn\sin\sas)\s(?:the\s|its\s)?"
    r"(?P<what>[a-z][\w’'-]*(?:\s[\w’'-]+){0,4}?)(?=[.,;]|\s(?:in|on|by|after|with|at|last|this)\b)"
)
_RELATIVE_AGE = re.compile(r",\s+(?:aged\s+)?(?P<a>\d{1,3})(?=[,.]\D|,\Z|\.\Z)|\s+\((?P<b>\d{1,3})\)")
_IS = r"(?:is|was|turned|turns)\s(?P<age>\d{1,3})(?=[,.;]|\s(?:and|years\sold)\b)"
_IS_AGED = re.compile(_IS)
_NAME_AGED = re.compile(rf"(?:,\s[^,.;:\n“”\"]{{1,80}},)?\s{_IS}")
_THE_AGED = re.compile(r"\bThe\s(?P<age>\d{1,3})-year-old(?:\s|,\swho\s)\Z")
_LONGEST_AGED = 24  # code points of "The 102-year-old, who "
_AGED = re.compile(r"\b(?P<age>\d{1,3})-year-old\s+(?:[a-z-]+\s+){0,2}\Z")
_SIGNS = re.compile(
    r"\A(?P<noun>[a-z]+)\s+(?:who\s+(?:signs|signed|posts|posted|writes|wrote)(?:\s+(?:as|under\s+the\s+name(?:\s+of)?))"
    r"|called|named|known\s+as)\s+(?P<name>[^\W\d_][\w.-]*)\Z",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-Z]{2,3}")
_SHORT = re.compile(r"\b([A-Z][a-z]{1,4})\.?[^\S\n]+[A-Z]")
_IS_BEFORE = re.compile(r"\b(?:is|was|be|been|became|served\s+as|serves\s+as)\s+(?:the\s|an?\s)?\Z")
_SHORTEST = 20  # code points before a role in which the verb that gives it is looked for
_SHORTEST_TITLE = 3  # letters of a title's short form, but for those that are known
_OF_OTHER_NOUNS = frozenset(("dr", "st"))  # short forms that stand for one noun alone
_TITLE_WORDS = 4  # words before a name in which a rank is looked for
_DENIED = re.compile(r"\b(?:not|never|no|once|longer|almost|nearly|would|could|if|or|nor|until)\b", re.IGNORECASE)


class Post(NamedTuple):
    """What a phrase says somebody is: the noun, the words that tell which, and those that make another post of it."""

    noun: str
    which: frozenset[str]
    ranks: frozenset[str]


class Tie(NamedTuple):
    """Where the evidence gives somebody a post; ``told`` is False where it only reports that somebody says so."""

    span: Span
    post: Post
    told: bool = True


def denotes(description: str, person: Person, index: SpeakerIndex) -> bool:
    """True if a description of the draft is surely said of this person of the evidence, and of nobody else there."""
    bare = LEAD.sub("", description.strip())
    text = index.reading.article.text
    if aged := _AGE.match(bare):
        return _is_aged(aged, person, index)
    if re.search(r"\bwho\b|\bwhose\b|[,;“”\"]", bare):
        return False
    wanted = post_of(bare)
    if wanted is None:
        return False
    ties = [tie for tie in known_ties(person, index) if tie.post.noun == wanted.noun]
    fitting = [tie for tie in ties if tie.post.ranks == wanted.ranks and wanted.which <= tie.post.which]
    told = len(fitting) == len(ties) and all(tie.told for tie in ties)
    return bool(fitting) and told and not _is_said_of_another(wanted, ties, person, text)


def is_denoted(name: Name, evidence: Source, index: SpeakerIndex) -> bool:
    """True if the evidence's "the chairman" is surely the one person of the article who bears a name."""
    called = index.people.called(name)
    return len(called) == 1 and denotes(evidence.name, called[0], index)


def denoted_person(evidence: Source, index: SpeakerIndex) -> Person | None:
    """Return the one person of the article of whom the evidence's "the inspector" is surely said; else None."""
    if evidence.kind != "unnamed":
        return None
    found = [one for one in index.people.all if one.sure and denotes(evidence.name, one, index)]
    return found[0] if len(found) == 1 else None


def did(description: str, person: Person, index: SpeakerIndex) -> bool:
    """True if a draft's "the woman who led the search" is told of one person of the evidence in these words.

    Its noun is what the evidence says this person is, or only the kind of person. The evidence has the words of the
    clause nowhere else than as this person's predicate.
    """
    found = WHO.fullmatch(description.strip(" ,"))
    what = post_of(LEAD.sub("", found["what"])) if found else None
    wanted = bare(found["did"]) if found else []
    if what is None or len(wanted) < LEAST_TOLD or not is_predicate(wanted, person, index):
        return False
    if what.noun in ("man", "woman") and not what.which and not what.ranks:
        return table("gendered_nouns.tsv").get(what.noun) == person.gender
    named = [plain(word) for word in _WORD.findall(found["what"]) if plain(word) not in _SMALL] if found else []
    ties = [tie for tie in known_ties(person, index) if tie.told and tie.post.noun == what.noun]
    return any(tie.post.ranks == what.ranks and what.which <= tie.post.which for tie in ties) or any(
        {plain(word) for word in _WORD.findall(role)} == set(named) for role in person.roles
    )


def is_only_claimed(role: str, index: SpeakerIndex) -> bool:
    """True if the evidence has a role only where it reports that somebody says so: "some say that X is the …"."""
    text = index.reading.article.text
    places = [found.start() for found in re.finditer(re.escape(role), text)][:_OCCURRENCES]
    return bool(places) and all(
        _IS_BEFORE.search(text, max(0, at - _SHORTEST), at) is not None and is_reported(at, at + len(role), index)
        for at in places
    )


def is_shared(description: str, person: Person, index: SpeakerIndex) -> bool:
    """True if the evidence says outright of somebody else, too, what a description of the draft says."""
    wanted = post_of(LEAD.sub("", description.strip()))
    text = index.reading.article.text
    if wanted is None:
        return False
    others = [one for one in index.people.all if one is not person and one.name != person.name]
    bare = not wanted.which and not wanted.ranks
    return (bare and _is_abbreviated(wanted.noun, person, text)) or any(
        tie.post.noun == wanted.noun and tie.post.ranks == wanted.ranks and wanted.which <= tie.post.which
        for one in others
        for tie in known_ties(one, index)
    )


def by_initials(label: str, name: Name | None, index: SpeakerIndex) -> list[Person]:
    """Return those whose initials a transcript's label has ("FL"): named in full before it, or, where nobody is, by the
    family name alone, if the draft's ``name`` has no other initials."""
    if not _INITIALS.fullmatch(label):
        return []
    first = re.search(rf"(?:^|[.?!”\"]\s{{1,3}}){label}\s*:", index.reading.article.text, re.MULTILINE)
    before = [one for one in index.people.all if first and min(one.spans)[0] < first.start()]
    full = [one for one in index.people.all if any(_initials(known) == label for known in one.names if known.given)]
    if full or name is None:
        return full if any(one in before for one in full) else []
    if name.given and _initials(name) != label:
        return []
    return [one for one in before if not one.given and any(known.family[:1] == label[-1] for known in one.names)]


def _initials(name: Name) -> str:
    return "".join(part[:1].upper() for part in (*name.given, name.family))


def is_signed(description: str, name: str) -> bool:
    """True if a description gives the very name by which the evidence calls a writer: "a reader who signs as TomX"."""
    signs = _SIGNS.match(LEAD.sub("", description.strip()))
    return signs is not None and name.split() in ([signs["name"]], [signs["noun"].capitalize(), signs["name"]])


def post_of(phrase: str) -> Post | None:
    """Return what a phrase says somebody is; None where it has no noun. The body whose post it
    is belongs to "which".
    """
    own = _COMPLEMENT.sub("", phrase)
    found = [plain(word) for word in _WORD.findall(own)]
    if not found:
        return None
    noun = found[-1]
    behind = [plain(word) for word in _WORD.findall(phrase[len(own) :])]
    every = [re.sub(r"[’']s\Z", "", word) for word in (*found[:-1], *behind)]
    parts = [part for word in every for part in (word.split("-") if word.split("-")[0] in _RANKS else [word])]
    ranks = frozenset(
        _SAME.get(word, word) for word in parts if word in _RANKS - frozenset("its his her their".split())
    )
    return Post(noun, frozenset(parts) - _SMALL - _RANKS, ranks)


def known_ties(person: Person, index: SpeakerIndex) -> list[Tie]:
    """Return the places where the evidence says what a person is; found once."""
    if person not in index.ties:
        found = [*_ties(person, index), *_predicated(person, index)]
        index.ties[person] = [*found, *_behind_post(person, found, index)]
    return index.ties[person]


def _behind_post(person: Person, ties: list[Tie], index: SpeakerIndex) -> Iterator[Tie]:
    """Yield what stands in commas behind "the commissioner", where nobody else of the article has that post."""
    text = index.reading.article.text
    posts = (post_of(role) for one in index.people.all if one is not person for role in one.roles)
    others = {post.noun for post in posts if post is not None and not post.ranks}
    for noun in {tie.post.noun for tie in ties if tie.told} - others:
        for place in re.finditer(rf"\b[Tt]he\s{re.escape(noun)}(?=,)", text):
            found = BEHIND.match(text, place.end())
            post = post_of(found["what"]) if found and not _DENIED.search(found["what"]) else None
            if found is not None and post is not None and not names_two(found["what"]):
                yield Tie(found.span("what"), post)


def _predicated(person: Person, index: SpeakerIndex) -> Iterator[Tie]:
    """Yield what a sentence with "he" or "she" for its subject says a person is, "She is an architect.", and what post
    a person was given: "was elected mayor"."""
    text = index.reading.article.text
    for at in predicates(person, index):
        made = _MADE.match(text, at)
        if made is not None and not _DENIED.search(made["what"]) and not names_two(made["what"]):
            post = post_of(made["what"])
            if post is not None:
                yield Tie(made.span("what"), post)
        found = _COPULA.match(text, at - 1) if text[max(0, at - 3) : at].lower() == "he " else None
        if found is not None and not _DENIED.search(found["what"]) and not names_two(found["what"]):
            post = post_of(("former " if found["verb"] == "was" else "") + found["what"])
            if post is not None:
                yield Tie(found.span("what"), post)


def _ties(person: Person, index: SpeakerIndex) -> Iterator[Tie]:
    """Yield the places where the evidence says outright what a person is."""
    text = index.reading.article.text
    for start, end in sorted(person.spans)[:_MENTIONS]:
        line = text.rfind("\n", 0, start) + 1
        low = max(line, start - _HERE)
        before = text[low:start]
        for found, at in ((_BEFORE.search(before), low), (BEHIND.match(text, end), 0), (_COPULA.match(text, end), 0)):
            if found is None or (found.re is _BEFORE and not _CLOSED.match(text, end)):
                continue
            what = found["what"]
            if found.re is _BEFORE:  # of "Carrow manager Ned Holm took off his captain, Ada Reed," the last phrase
                named = index.people.told(low + found.start("what"), start)
                rest = [span for span, one in named if one.sure and one is not person]
                ends = [end_ for at_, end_ in rest if not _SEAT.search(text, low, at_)]
                behind = max(ends, default=low) - low
                own = _OWN.search(before, behind, found.end("what")) if behind else None
                if behind and own is None:
                    continue
                what = own[0] if own else what
            if found.re is BEHIND and re.match(r",?\s+(?:and|or)\b", text[found.end() - 1 : found.end() + 5]):
                continue
            first = plain(what.split()[0])
            if first in words("text/stopwords.txt") - _DETERMINERS and first not in table("titles.tsv"):
                continue  # "For the mayor, Ann Lee, …"
            if _DENIED.search(what) or names_two(what):
                continue
            was = "former " if found.re is _COPULA and found["verb"] == "was" else ""
            post = post_of(was + what)
            if post is not None:
                told = found.re is not _COPULA or not is_reported(start, found.end(), index)
                yield Tie((at + found.end("what") - len(what), at + found.end("what")), post, told)
        yield from _titles(text, low, start, end)


def _titles(text: str, low: int, start: int, end: int) -> Iterator[Tie]:
    """Yield what stands as a title before a name or opens it: "Inspector Farrant", "county engineer Haddow"."""
    opening = _WORD.match(text, start, end)
    lead = _MARKS.split(text[low:start])[-1]
    found = list(_WORD.finditer(lead))
    while found and not is_person_word(plain(found[-1][0])) and plain(found[-1][0]) in table("titles.tsv"):
        found.pop()
    near = [plain(word[0]) for word in found[-_TITLE_WORDS:]]
    ranks = frozenset(_SAME.get(word, word) for word in near if word in _RANKS)
    seat = " of " in text[start:end]  # "Bishop of Carrow" names no Carrow
    if (
        opening
        and is_person_word(plain(opening[0]))
        and opening.end() < end
        and not (seat or text[opening.end() - 2] in "’'")
    ):
        yield Tie(opening.span(), Post(plain(opening[0]), frozenset(near[-1:]) - _SMALL - _RANKS, ranks))
    elif near and (is_person_word(near[-1]) or is_somebody(near[-1])) and found[-1][0][-2:-1] not in "’'":
        at = start - len(lead) + found[-1].start()
        yield Tie((at, at + len(found[-1][0])), Post(near[-1], frozenset(near[-2:-1]) - _SMALL - _RANKS, ranks))


def names_two(what: str) -> bool:
    """True if a phrase has a second person in it: "an aide to the mayor", whose name may be either's."""
    behind = _COMPLEMENT.search(re.sub(r"\b[A-Z]\w*['’]s\s(?=[A-Z])", "", what))  # "at King's Hospital"
    if behind is not None and any(is_person_word(plain(word)) for word in _WORD.findall(behind[0])):
        return True
    return len(re.findall(r"\band\b|\bor\b", what)) > 0


def _is_said_of_another(wanted: Post, ties: list[Tie], person: Person, text: str) -> bool:
    """True if the noun stands anywhere in the evidence where it may be somebody else's."""
    noun = re.escape(wanted.noun)
    places = list(
        re.finditer(rf"(?<![\w-])({noun}|{noun}s|{noun}es|{re.escape(_plural(wanted.noun))})(?!\w)", text, re.I)
    )
    if len(places) > _OCCURRENCES:
        return True
    first = min(tie.span[0] for tie in ties)
    for place in places:
        if any(s <= place.start() < e for s, e in (tie.span for tie in ties)):
            continue
        if any(s <= place.start() < e for s, e in person.spans):
            continue
        if not _is_same_or_other(place, wanted, ties, first, text):
            return True
    return _is_abbreviated(wanted.noun, person, text)


def _plural(noun: str) -> str:
    return noun[:-3] + "men" if noun.endswith("man") else noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def _is_same_or_other(place: re.Match[str], wanted: Post, ties: list[Tie], first: int, text: str) -> bool:
    """True if a place of the noun is a plain reference to the one who is tied to it, or surely tells another post."""
    if plain(place[0]) != wanted.noun:
        return False
    low = max(text.rfind("\n", 0, place.start()) + 1, place.start() - _HERE)
    lead = _MARKS.split(text[low : place.start()])[-1]
    determiner = list(re.finditer(rf"(?<![\w’'-]){_DETERMINER}(?=\s)", lead))
    rest = _MARKS.split(text[place.end() : place.end() + _HERE])[0]
    complement = re.match(r"\s+(?:of|for|at)\s+(?:the\s+)?((?:[A-Z][\w’'-]*\s?)+|[a-z]+)", rest)
    behind = complement[1] if complement else ""
    before = lead[determiner[-1].end() :] if determiner else ""
    post = post_of(f"{before} {place[0]} {'of ' + behind if behind else ''}")
    named = re.match(r"\s+[A-Z]", text[place.end() : place.end() + 3]) is not None
    definite = bool(determiner) and determiner[-1][0].lower() == "the" and len(before.split()) <= 3
    if post is not None and post.ranks != wanted.ranks:
        return post.ranks ^ wanted.ranks <= _OTHER_POST
    if post is None or not definite or named:
        return False
    if not post.which:
        return place.start() > first and not re.match(r"\s+(?:who|whose|of|for|at|from|in)\b", rest)
    return any(post.which == tie.post.which for tie in ties)


def _is_abbreviated(noun: str, person: Person, text: str) -> bool:
    """True if somebody else has what may be the noun's short form as a title: "Insp Reed" beside "the inspector"."""
    for found in _SHORT.finditer(text):
        short = plain(found[1])
        month = any(short in forms for forms in calendar("month", short=True))  # "in May. Reed" beside the mayor
        if month or short in words("text/stopwords.txt") or table("titles.tsv").get(short) in ("m", "f"):
            continue
        known = short in table("given_names.tsv") or short in words("names/common_words.txt")
        if (known and short not in table("titles.tsv")) or short in _OF_OTHER_NOUNS:
            continue  # "Sean Smith" and "State Street" beside the spokesman
        if len(short) < _SHORTEST_TITLE and short not in table("titles.tsv") and short != noun[: len(short)]:
            continue  # "St Wilfrid" beside the secretary
        if any(s <= found.start() < e or s <= found.end() - 1 < e for s, e in person.spans):
            continue
        if short[0] == noun[0] and short != noun and re.search(".*".join(map(re.escape, short)), noun):
            return True
    return False


def _is_aged(aged: re.Match[str], person: Person, index: SpeakerIndex) -> bool:
    """True if the evidence gives this age behind or before the person's name, and has the figure nowhere else."""
    if aged["noun"] and person.gender != ("m" if aged["noun"].lower() == "man" else "f"):
        return False
    own = {at for at, age in ages(person, index) if age == int(aged["age"])}
    text = index.reading.article.text
    every = {found.start() for found in re.finditer(rf"(?<![\w.,£$€]){aged['age']}(?!\w|[.,]\d)", text)}
    return bool(own) and every == own


def ages(person: Person, index: SpeakerIndex) -> list[tuple[int, int]]:
    """Return the ages that the evidence gives a person beside the name, or as "She is 79", each with its place."""
    text, own = index.reading.article.text, set[tuple[int, int]]()
    for start, end in sorted(person.spans)[:_MENTIONS]:
        low = max(0, start - _HERE)
        found = [(_RELATIVE_AGE.match(text, end), 0), (_AGED.search(text[low:start]), low)]
        own |= {(at + one.start(one.lastgroup), int(one[one.lastgroup])) for one, at in found if one and one.lastgroup}
        named = _NAME_AGED.match(text, end)
        own |= {(named.start("age"), int(named["age"]))} if named else set()
    for at in predicates(person, index):
        told = _IS_AGED.match(text, at) or _THE_AGED.search(text, max(0, at - _LONGEST_AGED), at)
        own |= {(told.start("age"), int(told["age"]))} if told else set()
    return sorted(own)
