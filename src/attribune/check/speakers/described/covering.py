"""Does one description say what another says: "the board's engineer", "engineer to the board", "the engineer"?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.check.context.attribution.inert import is_somebody
from attribune.check.speakers.described.phrases import times_told
from attribune.check.speakers.index import SpeakerIndex
from attribune.lexicon import pronouns, words
from attribune.records import Reading, Source
from attribune.sources.names.entity_types import head_of, is_person_word, kind_of
from attribune.sources.names.lexicon import plain
from attribune.text.fold import fold_text
from attribune.text.marks import QUOTED_IN_LINE
from attribune.text.sentences import sentences

_WORD = re.compile(r"[^\W_]+")
_EMPTY = words("names/small_words.txt") | frozenset("his her their its s who current new senior top".split())
_PRONOUNS = pronouns() | {"one"}
_OWNER_BACK = 400  # code points before "her lawyer" in which she is named
# Words that make another post of a post: only the same ones on both sides name the same person.
RANKS = frozenset(
    "deputy vice assistant associate shadow former ex retired acting interim elect designate not never almost"
    " once".split()
)
# Short forms of the titles that are posts, too: "State Sen. Ada Reed" is the state senator.
SHORT_TITLES = {
    "sen": "senator", "rep": "representative", "gov": "governor", "prof": "professor", "sgt": "sergeant",
    "capt": "captain", "col": "colonel", "gen": "general", "lt": "lieutenant", "det": "detective",
    "insp": "inspector", "supt": "superintendent", "cllr": "councillor", "const": "constable", "adm": "admiral",
    "cmdr": "commander", "amb": "ambassador", "atty": "attorney", "maj": "major",
}  # fmt: skip
_COMPLEMENT = re.compile(r"\s(?:for|to|of)\s.*", re.IGNORECASE | re.DOTALL)
_OWNER = re.compile(r"\A(?:(?!\s(?:at|in|from|on|with)\s).)*(?:['’]s|s['’])\s", re.DOTALL)
_SPOKES = re.compile(r"\bspokes\w+\b", re.IGNORECASE)
_CAPITAL_BEFORE = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]{0,18}\s\Z")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def describes(whole: str, part: str, index: SpeakerIndex) -> bool:
    """True if a role in the evidence has every telling word of a description; the body whose post it is may stand
    elsewhere in the article."""
    if covers(whole, part) or _is_title_of(whole, part):
        return True
    own, its = posts(part), posts(whole)
    if not own or not own <= its or telling(part) & RANKS != telling(whole) & RANKS:
        return False
    if bool(_SPOKES.search(whole)) or bool(_SPOKES.search(part)):
        return False
    body = telling(part) - telling(_OWNER.sub("", _COMPLEMENT.sub("", part)))
    body |= _names_in(part) & index.datelines  # "the Ellery mayor"
    if not body:  # "the union president"
        body = {word for word in telling(part) & words("names/org_nouns.txt") if _is_near(word, whole, index)}
    rest = telling(part) - body
    owned = telling(whole) - telling(_OWNER.sub("", _COMPLEMENT.sub("", whole)))
    owned |= _names_in(whole)  # "Rovers manager"
    if not rest <= telling(whole) or not body:
        return False
    there = fold_text(index.reading.article.text)
    if not may_own(body, whole, index):
        return False  # of "her lawyer", "the hospital's lawyer" is another
    named = not body & words("names/org_nouns.txt")  # "the council's chairman" isn't "the trust's"
    return all(word in there for word in body) and (not owned or bool(owned & body) or (named and _common_owner(owned)))


def may_own(owner: set[str], role: str, index: SpeakerIndex) -> bool:
    """True unless the article has a role as "his" or "her" and the last one named before can't be who is meant as its
    owner: no person, or one whom the article describes so elsewhere."""
    text = index.reading.article.text
    for place in re.finditer(rf"\b(?P<whose>[Hh]is|[Hh]er)\s{re.escape(role)}\b", text):
        sex = "m" if plain(place["whose"]) in pronouns("he") else "f"
        told = index.people.told(max(0, place.start() - _OWNER_BACK), place.start())
        near = [one for _, one in told if one.sure and one.gender in (sex, None)][-1:]
        words_ = {plain(word) for one in near for word in _WORD.findall(one.name)}
        words_ |= {word for one in near for called in one.roles for word in posts(called)}
        others = {plain(word) for one in index.people.all for called in one.roles for word in _WORD.findall(called)}
        if not owner & words_ and not any(_is_person(word) and word not in others for word in owner):
            return False
    owners = {plain(found[1]) for found in re.finditer(rf"([\w-]+)['’]s\s{re.escape(role)}\b", text)}
    owners -= words("names/org_nouns.txt")  # "the bank's chief executive" may have the bank's name
    named = {plain(word) for one in index.people.all for word in _WORD.findall(one.name)}
    return not owners or bool(owners & owner) or not owner <= named


def _is_person(noun: str) -> bool:
    return is_person_word(noun) or is_somebody(noun)


def _is_near(noun: str, role: str, index: SpeakerIndex) -> bool:
    """True if an article has a noun shortly before each place of a role."""
    text = index.reading.article.text
    places = [found.start() for found in re.finditer(rf"\b{re.escape(role)}\b", text)]
    return bool(places) and all(noun in telling(text[max(0, at - _OWNER_BACK) : at]) for at in places)


def _names_in(role: str) -> set[str]:
    """Return the capitalised words of a role that are neither common nor what somebody is."""
    words_ = {plain(word) for word in _WORD.findall(role) if word[:1].isupper()}
    return {word for word in words_ - words("names/common_words.txt") if not is_person_word(word)}


def _is_title_of(whole: str, part: str) -> bool:
    """True if a name begins with a description as its title: "Archdeacon Simeon Blythe" with "the archdeacon"."""
    name, wanted = whole.split(), _ARTICLE.sub("", part).casefold().split()
    title = " ".join(name[: len(wanted)]).casefold().split()
    return 0 < len(wanted) < len(name) and title == wanted and all(word[:1].isupper() for word in name)


def _common_owner(owned: set[str]) -> bool:
    """True if a post's owner is a common noun ("the bank's chief executive"), which the draft may name."""
    return all(kind_of(word) != "person" and word in words("names/org_nouns.txt") for word in owned)


def covers(whole: str, part: str) -> bool:
    """True if ``whole`` has every telling word of ``part``, which says what somebody is and not only where; whom
    somebody works for is not what they are, and a deputy, a former holder or a spokesperson stands only for such."""
    wanted = telling(part)
    return (
        bool(wanted)
        and (any(is_person_word(word) for word in wanted) or _same_noun(whole, part))
        and wanted <= telling(whole)
        and posts(part) <= posts(whole)
        and wanted & RANKS == telling(whole) & RANKS
        and bool(_SPOKES.search(whole)) == bool(_SPOKES.search(part))
    )


def _same_noun(whole: str, part: str) -> bool:
    """True if both are headed by the same noun, which is nobody's name."""
    noun = head_of(part)
    return bool(noun) and noun == head_of(whole) and noun in part and kind_of(part) == "unnamed"


def posts(text: str) -> set[str]:
    """Return what somebody is, without whose: "aide" of "the mayor's aide" and of "an aide to the mayor"."""
    own = _OWNER.sub("", _COMPLEMENT.sub("", text))
    return {word for word in telling(own) if is_person_word(word)} or {head_of(own)} - {""}


def telling(text: str) -> set[str]:
    """Return the words of a description that tell something, a title's short form as the whole word."""
    found = (SHORT_TITLES.get(word, word) for word in _WORD.findall(fold_text(text)))
    return {word for word in found if word in RANKS or word not in _EMPTY | _PRONOUNS}


def is_bare(role: str, roles: Sequence[str]) -> bool:
    """True if another role is this one with its owner: "secretary" beside "dean's secretary"."""
    return any(_OWNER.match(one) and plain(_OWNER.sub("", one)) == plain(role) for one in roles)


def is_told_there(called: str, evidence: Source, reading: Reading) -> bool:
    """True if a draft describes an unnamed speaker by the evidence's own noun, with words of the evidence's sentence:
    "a customer in a red coat". The article must have one such person."""
    noun = head_of(called)
    if evidence.kind != "unnamed" or not noun or noun != head_of(evidence.name) or not evidence.mentions:
        return False
    text = reading.article.text
    start, end = evidence.mentions[0]
    line = (text.rfind("\n", 0, start) + 1, text.find("\n", end) if "\n" in text[end:] else len(text))
    sentence = next((text[s:e] for s, e in sentences(text, *line) if s <= start < e), "")
    narration = telling(QUOTED_IN_LINE.sub(" ", sentence))
    others = [
        one
        for one in reading.sources
        if one.id != evidence.id and noun in {head_of(one.name), *map(head_of, one.roles)}
    ]
    return not others and times_told(noun, start, text) == 1 and telling(called) <= narration


def is_the_body(mention: str, evidence: Source, reading: Reading) -> bool:
    """True if a draft's "the board" is the one body of the evidence whose name ends so."""
    noun = _ARTICLE.sub("", mention).strip()
    name = evidence.name.split()
    if (
        not noun.islower()
        or " " in noun
        or len(name) < 2
        or plain(name[-1]) != plain(noun)
        or not name[0][:1].isupper()
    ):
        return False
    ends = re.compile(rf"\b(?:[A-Z][\w’-]*\s+)+{re.escape(name[-1])}\b")
    return len({plain(found[0].removeprefix("The ")) for found in ends.finditer(reading.article.text)}) == 1


def is_short_of(mention: str, evidence: Source, reading: Reading) -> bool:
    """True if a draft's "Pennyfield" is the body of the evidence whose name begins so, and the article has the word
    nowhere else than in that name."""
    name = evidence.name.split()
    if evidence.kind not in ("organization", "outlet") or len(name) < 2 or mention.split() != name[:1]:
        return False
    if not mention[:1].isupper() or plain(mention) in words("names/common_words.txt") | words("names/places.txt"):
        return False
    text = reading.article.text
    whole = re.compile(r"\s+".join(map(re.escape, name)) + r"(?!\w)(?!\s+[A-Z])")
    found = [place.start() for place in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", text)]
    return bool(found) and all(
        whole.match(text, at) and not _CAPITAL_BEFORE.search(text, max(0, at - 20), at) for at in found
    )
