"""Posts that a draft gives to its speaker, and the evidence to somebody else, or of another body: "the minister, Lena
Marchetti". That the evidence has the words isn't enough: it may have them of another person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attribune.check.circumstances.others import Others, has_form
from attribune.check.context.attribution.inert import is_somebody
from attribune.check.context.frames import lemma
from attribune.check.draft import DraftQuote
from attribune.check.speakers.described.bodies import body_of, known_bodies
from attribune.check.speakers.described.covering import RANKS, covers, may_own, telling
from attribune.check.speakers.described.posts import BEHIND, Post, ages, is_only_claimed, known_ties, post_of
from attribune.check.speakers.described.told_of import agents, kinds
from attribune.check.speakers.index import SpeakerIndex
from attribune.check.speakers.voice import person_name
from attribune.check.turns import View
from attribune.lexicon import rows
from attribune.records import Span
from attribune.sources.coref.people import Person, is_relative
from attribune.sources.names.entity_types import head_of, is_person_word
from attribune.sources.names.lexicon import listed, plain
from attribune.sources.names.matching import Name
from attribune.text.document import MASK, Document

_PAST = re.compile(r"\b(?:former|formerly|ex|then|once|retired|late|until|was|had\sbeen)\b", re.IGNORECASE)
_LOWER = frozenset("deputy assistant vice former acting interim".split())  # ranks that make another post of one
MOST_MENTIONS = 40
MOST_ARTICLES = 12  # other articles that name the speaker, in which a post is sought
NEAR = 200  # code points on both sides of a name in another article
PLACE = 4  # letters by which "Malta" and "Maltese" are one
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_CLAUSE = re.compile(r",?\s?\b(?:who|whom|whose|which|that)\b.*", re.IGNORECASE | re.DOTALL)
_SEGMENT = re.compile(r"[^,;:()—–]+")
_OWNED = re.compile(
    r",\s(?P<what>[A-ZÀ-Þ][\w-]{1,30}(?:\s[A-ZÀ-Þ][\w-]{1,30}){0,3}['’]s\s[a-z][^,.;:!?\n“”\"()—–]{2,60})(?=[,.;)])"
)
_BODY = re.compile(
    r"(?:the\s)?(?P<name>[A-ZÀ-Þ][\w’'-]{1,30}(?:\s[A-ZÀ-Þ][\w’'-]{1,30}){0,3})\s(?P<kind>[A-Z][a-z]{2,20})\b"
)
_FIGURE = re.compile(r"\d")
_SEXED = re.compile(r"(?<=[a-z])(?:wo)?m[ae]n\b")


class Told(NamedTuple):
    """The words of an article's ``sentences`` that name a person or take the person up, without what they say that
    others are; the words of a body's whole name stand for each of them."""

    words: frozenset[str]
    sentences: tuple[Span, ...]


def another_post(quote: DraftQuote, told: str, view: View, others: Others) -> str | None:
    """Return a post that the draft gives to its speaker, and the evidence to another person or, of another body, to the
    speaker; else None."""
    voice, index = quote.voice, view.speakers
    name = person_name(voice) if voice is not None and voice.source is not None else None
    if voice is None or voice.source is None or voice.source.kind != "person" or name is None:
        return None
    if other := _another_age(told, name, index) or _another_body(told, name, index):
        return other
    given = dict.fromkeys(_given(voice.source.roles, told, name.family))
    speakers = index.people.called(name) if given else []
    own = [tie.post for one in speakers for tie in known_ties(one, index)]
    for said in given:
        post = post_of(said)
        held = [one for one in own if post is not None and one.noun == post.noun]
        past = bool(held) and all("former" in one.ranks for one in held)
        if post is not None and past and "former" not in post.ranks and not _PAST.search(told):
            return f"the draft calls the speaker “{said}”, and the evidence a former one"
        if post is not None and _is_another_rank(post, held, speakers, index):
            ranks = " ".join(sorted(post.ranks))
            return f"the draft calls the speaker “{said}”, and the evidence gives that post without “{ranks}”"
        party = _parties(" ".join(role for one in speakers for role in one.roles))
        if party and _parties(said) - party:
            return f"the draft calls the speaker “{said}”, and the evidence a {min(party)}"
        if post is None or not speakers or any(_is_told(said, post, one, index) for one in speakers):
            continue
        rest = (one for one in index.people.all if one not in speakers and one.name not in said)
        bare = not any(_has_noun(post, _told(one, index)) for one in speakers)
        holder = next((one for one in rest if _holds(one, said, post, index, bare=bare)), None)
        elsewhere = bare and _is_elsewhere(said, speakers, index)
        if holder is None and not elsewhere and not all(_is_of_another(said, post, one, index) for one in speakers):
            continue
        if any(_is_told_in(post, document, name.family) for document in _naming(others, name.family)):
            continue
        if holder is not None:
            return f"the draft calls the speaker “{said}”, and the evidence somebody else ({holder.name})"
        return f"the draft calls the speaker “{said}”, and the evidence gives {speakers[0].name} such a post elsewhere"
    return None


def _parties(role: str) -> set[str]:
    """Return the parties that a role names, each by the noun of its members."""
    said = {plain(word) for word in _WORD.findall(role)}
    return {row[2] for row in rows("names/party_labels.tsv") if said & set(map(plain, row[1:]))}


def _is_another_rank(post: Post, held: Sequence[Post], speakers: Sequence[Person], index: SpeakerIndex) -> bool:
    """True for "deputy mayor" or "former mayor" of whom the evidence calls the mayor, and never anything else."""
    if not held or not post.ranks & _LOWER or any(one.ranks - {one.noun} for one in held):
        return False
    for low, high in (span for one in speakers for span in _told(one, index).sentences):
        narrated = index.narration(low, high).lower()
        if re.search(rf"\b(?:{'|'.join(map(re.escape, post.ranks))})[\s-]+{re.escape(post.noun)}", narrated):
            return False
        if "former" in post.ranks and _PAST.search(narrated):
            return False
    return True


def _another_age(told: str, name: Name, index: SpeakerIndex) -> str | None:
    """Return the age that a draft gives beside a name, where the evidence gives that person another."""
    found = re.search(rf"\b{re.escape(name.family)}(?:,\s(?:aged\s)?|\s\()(\d{{1,3}})(?=[,.)])", told)
    speakers = index.people.called(name) if found else []
    known = {age for _, age in ages(speakers[0], index)} if len(speakers) == 1 else set()
    if found is None or not known or int(found[1]) in known:
        return None
    return f"the draft says that {speakers[0].name} is {found[1]}, and the evidence {min(known)}"


def _another_body(told: str, name: Name, index: SpeakerIndex) -> str | None:
    """Return the body to which a draft gives a name, "a teacher at Ellery College", where the evidence tells that
    person only of another one of its kind: "Orle College"."""
    behind = re.search(
        rf"\b{re.escape(name.family)}\b(?:,\s[^,;:.()]{{1,80}}?|\s|,\s)\b(?:of|at|for|from|with)\s", told
    )
    ours = _BODY.match(told, behind.end()) if behind else None
    speakers = index.people.called(name) if ours else []
    if ours is None or len(speakers) != 1 or plain(ours["kind"]) not in listed("org_nouns.txt"):
        return None
    narrated = [index.narration(low, high) for low, high in _told(speakers[0], index).sentences]
    theirs = {found["name"] for text in narrated for found in _BODY.finditer(text) if found["kind"] == ours["kind"]}
    if not theirs or any(ours["name"] in one or one in ours["name"] for one in theirs):
        return None
    return (
        f"the draft has {speakers[0].name} of “{ours[0].strip()}”, and the evidence of “{min(theirs)} {ours['kind']}”"
    )


def _given(roles: Sequence[str], told: str, family: str) -> Iterator[str]:
    """Yield the posts that a draft gives to a name, that of a person each; what a clause tells is asked for by
    itself."""
    for whole in (*roles, *_introduced(told, family)):
        said = _CLAUSE.sub("", whole)
        rank = re.search(rf"\b(\w+)[\s-]+{re.escape(said)}", told)
        said = f"{rank[1]} {said}" if rank and rank[1].lower() in RANKS else said
        if _is_somebodys(post_of(said)):
            yield said
        elif _is_somebodys(post_of(bare := _to_its_noun(said))):
            yield bare


def _is_somebodys(post: Post | None) -> bool:
    """True if a post's noun is a person's."""
    noun = post.noun.rsplit("-", 1)[-1] if post else ""  # "co-founder"
    return is_person_word(noun) or is_somebody(noun)


def _to_its_noun(said: str) -> str:
    """Return a description up to its noun: "Ellery broker" of "Ellery broker unaligned in May"."""
    words = said.split()
    persons = [is_person_word(plain(word)) or is_somebody(plain(word)) for word in words]
    last = next((n for n, person in enumerate(persons) if person and not any(persons[n + 1 : n + 2])), -1)
    return " ".join(words[: last + 1])


def _introduced(told: str, name: str) -> Iterator[str]:
    """Yield the posts that stand behind a name between commas."""
    for match in re.finditer(rf"\b{re.escape(name)}\b", told):
        if behind := BEHIND.match(told, match.end()) or _OWNED.match(told, match.end()):
            yield behind["what"]


def _holds(person: Person, said: str, post: Post, index: SpeakerIndex, *, bare: bool) -> bool:
    """True if the evidence gives a person a post, in all its words; ``bare``: or in fewer, "its chief executive"."""
    ties = (tie.post for tie in known_ties(person, index)) if person.sure else ()
    held = any(_is_same(post, one) and (post.which <= one.which or (bare and one.which <= post.which)) for one in ties)
    return held or (person.sure and any(covers(_neutral(role), _neutral(said)) for role in person.roles))


def _is_elsewhere(said: str, speakers: Sequence[Person], index: SpeakerIndex) -> bool:
    """True if the evidence has the very words of a post, two or more, in a paragraph far from whoever may be meant."""
    bare = re.sub(r"\A.*['’]s\s", "", said)  # without whose it is
    wanted = [plain(word) for word in _WORD.findall(bare) if plain(word) not in listed("small_words.txt")]
    starts = [low for one in speakers for low, _ in _told(one, index).sentences]
    blocks = [(block.start, block.end) for block in index.reading.article.blocks]
    here = {n for n, (low, high) in enumerate(blocks) if any(low <= start < high for start in starts)}
    own = [blocks[n] for n in range(len(blocks)) if here & {n - 1, n, n + 1}]  # a signature's second line, too
    phrase = re.compile(r"\W+(?:(?:the|a|an|of|for|at)\W+)?".join(map(re.escape, wanted)), re.IGNORECASE)
    narrated = index.narration(0, len(index.reading.article.text))
    return len(wanted) > 1 and any(
        not any(low <= found.start() < high for low, high in own) for found in phrase.finditer(narrated)
    )


def _neutral(role: str) -> str:
    """Return a role without the sex of its holder: "spokesperson" for "spokeswoman"."""
    return _SEXED.sub("person", role)


def _is_told(said: str, post: Post, person: Person, index: SpeakerIndex) -> bool:
    """True if the evidence tells a post of a person: as a role, or by its words in the sentences about that one."""
    if any(covers(role, said) and not is_only_claimed(role, index) for role in person.roles):
        return True
    if any(_is_same(post, tie.post) and post.which <= tie.post.which for tie in known_ties(person, index)):
        return True
    words = _told(person, index)
    missing = _missing(said, post, words, index) if _has_noun(post, words) else None
    return missing is not None and not (missing and _clashes(post, missing, words, person, index))


def _is_of_another(said: str, post: Post, person: Person, index: SpeakerIndex) -> bool:
    """True if a post that the evidence gives a person is another body's, or another one's, than the draft says."""
    words = _told(person, index)
    if is_relative(post.noun):
        return False  # whose mother she is may be told by other words: "the quarterback's", "his"
    missing = _missing(said, post, words, index) if _has_noun(post, words) else None
    return bool(missing) and _clashes(post, missing or set(), words, person, index)


def _has_noun(post: Post, told: Told) -> bool:
    """True if a post's noun and its ranks, in some form, are among the words that tell of a person."""
    text = " ".join(sorted(told.words | {kind for word in told.words for kind in kinds(word)}))
    noun = has_form(post.noun, text) or bool(agents(post.noun) & {lemma(word) for word in told.words})
    return noun and all(has_form(word, text) for word in post.ranks)


def _missing(said: str, post: Post, told: Told, index: SpeakerIndex) -> set[str]:
    """Return the other words of a post that nothing told of a person has."""
    text, places = " ".join(sorted(told.words)), {word[:PLACE] for word in told.words if len(word) > PLACE}
    return {
        word
        for word in post.which
        if not (_FIGURE.search(word) or has_form(word, text) or _is_body_told(word, told, index))
        and not (word.capitalize() in said and word[:PLACE] in places)
    }


def _clashes(post: Post, missing: set[str], told: Told, person: Person, index: SpeakerIndex) -> bool:
    """True if the evidence has a post's noun with another owner than the words that are missing of it: "his" of
    somebody, the name of a body beside it; or has it with these words of another person."""
    if not all(may_own(missing, role, index) for role in person.roles if head_of(role) == post.noun):
        return True
    others = (tie.post for one in index.people.all if one is not person and one.sure for tie in known_ties(one, index))
    if any(missing & theirs.which for theirs in others if theirs.noun == post.noun):
        return True
    for low, high in told.sentences:
        for found in _SEGMENT.finditer(index.narration(low, high)):
            if not any(has_form(post.noun, plain(word)) for word in _WORD.findall(found[0])):
                continue
            names = index.names(low + found.start(), low + found.end())
            bodies = [name for name in names if index.people.at([name.span]) is not person]
            if bodies and not post.which & {plain(word) for name in bodies for word in _WORD.findall(name.text)}:
                return True
    return False


def _is_body_told(word: str, told: Told, index: SpeakerIndex) -> bool:
    """True if a word names a body by its kind, and what tells of the speaker has that body's name: "the bakery"."""
    body = body_of(word, index) if word in listed("org_nouns.txt") else None
    return body is not None and not (telling(body) - listed("org_nouns.txt")).isdisjoint(told.words)


def _told(person: Person, index: SpeakerIndex) -> Told:
    return index.kept(("told", person), lambda: _words_of(person, index))


def _words_of(person: Person, index: SpeakerIndex) -> Told:
    """Return the words that tell of a person."""
    spans = set(islice(sorted(person.spans), MOST_MENTIONS))
    for source in index.reading.sources:
        if index.people.at(source.mentions) is person:
            spans.update(islice(source.mentions, MOST_MENTIONS))
    taken = [span for one, span in index.kept("posts' places", lambda: list(_places(index))) if one is not person]
    words, sentences = set[str](), list[Span]()
    for block in index.reading.article.blocks:
        here = [span for span in spans if block.start <= span[0] < block.end]
        for low, high in index.sentences(block) if here else ():
            if any(low <= start < high for start, _ in here):
                words |= _plain_words(index, (low, high), taken)
                sentences.append((low, high))
    for body in known_bodies(index):  # "the Rovers manager" is Carrick Rovers' manager
        parts = [plain(word) for word in _WORD.findall(body)]
        words.update(parts if {parts[0], parts[-1]} & words else ())
    return Told(frozenset(words), tuple(sentences))


def _places(index: SpeakerIndex) -> Iterator[tuple[Person, Span]]:
    """Yield where an article says what somebody is."""
    text = index.reading.article.text
    for one in index.people.all:
        yield from ((one, tie.span) for tie in known_ties(one, index))
        for start, end in islice(sorted(one.spans), MOST_MENTIONS):
            for role in one.roles:
                before = text.find(role, max(0, start - len(role) - 2), start)
                behind = text.find(role, end, end + len(role) + 8)
                yield from ((one, (at, at + len(role))) for at in (before, behind) if at >= 0)


def _plain_words(index: SpeakerIndex, span: Span, without: Sequence[Span]) -> set[str]:
    """Return the words of the narration in ``span``, but for those in the spans ``without``."""
    narrated = index.narration(*span).replace(MASK, " ")
    return {
        plain(word[0])
        for word in _WORD.finditer(narrated)
        if not any(low <= span[0] + word.start() < high for low, high in without)
    }


def _naming(others: Others, family: str) -> Iterator[Document]:
    return islice(others.naming((family,)), MOST_ARTICLES)


def _is_told_in(post: Post, document: Document, family: str) -> bool:
    """True if another article has the words of a post around a name."""
    text = document.text
    for found in islice(re.finditer(rf"\b{re.escape(family)}\b", text), MOST_MENTIONS):
        near = text[max(0, found.start() - NEAR) : found.end() + NEAR].lower()
        if all(has_form(word, near) for word in (post.noun, *post.ranks, *post.which)):
            return True
    return False


def _is_same(one: Post, two: Post) -> bool:
    """True if two posts have one noun and rank, or one is called by the other's rank: "deputy", "deputy fire chief"."""
    by_rank = (two.noun in one.ranks and not two.which) or (one.noun in two.ranks and not one.which)
    return by_rank or (one.noun == two.noun and one.ranks == two.ranks)
