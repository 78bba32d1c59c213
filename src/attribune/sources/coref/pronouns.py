"""Whom "he" or "she" means: those it may mean are weighed by features whose weights are learned.

``pronoun_weights.tsv`` holds one weight a feature (``python -m training.pronouns``): a conditional logit over the
candidates, from the coreference of GUM's training documents and from the genders of those named in PolNeAR's.
"They" and "it" go by kind and nearness alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from math import log

from attribune.lexicon import pronouns, rows, words
from attribune.records import Span
from attribune.sources.coref.discourse import Referent, Scene
from attribune.sources.coref.entities import Entity
from attribune.sources.names.entity_types import head_of, is_person_word
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.parsing import is_office
from attribune.statements.grammar.cues import verbs

FIRST, SECOND, HE, SHE, THEY, IT = (pronouns(who) for who in ("first", "second", "he", "she", "they", "it"))
WHO = pronouns("relative") | {"which", "that"}
PRONOUNS = FIRST | SECOND | HE | SHE | THEY | IT | WHO

# By how much the best candidate must lead, in logits: below, the best is right in 60% of GUM's training pronouns and
# 43% of PolNeAR's, above in 91% and 70%. A wrong name is worse than none.
SURE = 0.4
_CLAUSE = re.compile(r"[,;:—–]|\b(?:and|but|that|because|when|while|who|whom|if|as)\b")
EVEN = -1  # stands for two who may be meant alike
_TOGETHER = re.compile(r"(?:,[^,.;]{1,40},)?\s+and\s+(?:\w+\s+){0,3}")
_GOVERNED_BY = 40  # code points before a name in which what governs it stands: "by their elder daughter, Kari"
_WORD_BEHIND = re.compile(r"\s([a-z]{2,30})\b")
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s\Z", re.IGNORECASE)
_POST_BEHIND = re.compile(
    r"\s(?:(?:head|chief|vice|deputy|assistant|former|interim|acting)\s)?(?P<noun>[a-z]{3,20})\s(?=[A-ZÀ-Þ][^\W\d_]+\s[A-ZÀ-Þ])"
)
_TELLS_IT = re.compile(r"\s[a-z]{2,20}\s(?:it|this|that|them)?,")
_POSSESSIVE = frozenset({"his", "her"})
_NOUN_BEHIND = re.compile(r"\s+(?!(?:to|in|at|on|by|for|with|from|as|and|or|but|that|when|about|again|home)\b)[A-Za-z]")
_MAY_BE_HUMAN = ("person", "unnamed")  # kinds of entities
_REACH = 48  # referents looked at, nearest first
_PREPOSITIONS = frozenset({"of", "to", "for", "with", "from", "by", "at", "on", "in", "about", "and"})
_MODIFIED = re.compile(r"(?:\s+[a-z][\w’'-]*){1,3}")
_DETERMINED = re.compile(r"(?:an?|the|one|another|some|his|her|their|its|my|our|this|that|\S+['’]s)\s", re.IGNORECASE)
_OFFICE = re.compile(r"The\s+[A-Z][\w’'-]*\s+of\s+[A-Z][\w’' -]*,(?:\s+the)?")  # "The Bishop of Carrow, the Rt Revd …"
_ASIDE = re.compile(r",\s[^,.;:]{1,80},\s")  # an apposition between a name and its "who"
_OF_BODY_ASIDE = re.compile(r"\s+(?:of|from|at|with|for|in)\s+[^,.;:“”\"]{1,60},\s")
_AT_PLACE = re.compile(r"\s(?:of|from|at|in|near)\s(?:the\s)?")  # "Ann Reed of Carrow, who said"
_NAME_GIVEN = re.compile(r"\bname\s(?:only\s|simply\s)?as\s$")  # "who gave his name only as Per"
_NEAR = 4  # code points between a name and the "who" that takes it up
_GOES_ON = re.compile(r"\b(?:what|and|but)\s+$")
_MARKS = "“\"‘'"
_SUBORDINATE = re.compile(
    r"(?:when|while|after|before|as|although|though|even|if|because|since|until|once)\b", re.IGNORECASE
)
_ASKED = re.compile(
    r"(?:\s+[\w’'-]+){0,2}\s+(?:ask|press|interview|question|challeng|urg|quizz?)\w*\s+(?:[\w.’'-]+\s+){0,3}"
)
_LONGEST_ROLE = 8  # words before a name that opens its sentence
_FARTHEST = 12  # sentences back in which a candidate may stand; in training 98% of antecedents stand within
# "They" and "it" prefer these kinds, a sentence nearer being worth as much as one step in this order.
_THEY_KINDS = ("group", "organization", "outlet")
_IT_KINDS = ("organization", "outlet", "document")
_GOVERNED = re.compile(
    r"\b(?:(?:of|to|for|with|from|by|at|on|in|about|against|than|like|and|or|behind|between)\s+(?:\w+\s)?"
    r"|(?:of|to|for|with|from|by|about|against|than|like)\s+(?:his|her|their)\s+(?:\w+\s)?\w+,?\s)$"
)


_BACK = tuple(f"back {n}" for n in range(5))  # sentences between pronoun and nearest mention, 4: or more
_ORDER = tuple(f"order {n}" for n in range(5))  # candidates nearer than this one, 4: or more
_COUNT = tuple(f"count {min(int(log(n or 1, 1.5)), 5)}" for n in range(13))  # times mentioned, in steps of a half more


def is_pronoun(text: str) -> bool:
    """True if the mention is a pronoun alone."""
    return plain(text.strip()) in PRONOUNS


def antecedent(word: str, at: int, scene: Scene, entities: Sequence[Entity], *, but: int | None = None) -> int | None:
    """Return the number of the entity that a pronoun at ``at`` means; None where none fits or two do about as well.

    ``but`` is one it can't be: whoever says "he" speaks of another.
    """
    bare = plain(word.strip())
    if bare in HE | SHE:
        barred = _same_clause(bare, at, scene)
        nearest = _find_nearest(bare, at, scene, entities)
        people = {n for n in nearest if n != but and n != barred and _is_somebody(entities[n])}
        subject = _subject_before(at, scene, entities, people)
        named = {number for number in people if entities[number].kind == "person"}
        subject = _subject_of_sentence(bare, at, scene, named) if subject is None else subject
        subject = _subject_of_paragraph(at, scene, entities, people) if subject is None else subject
        if subject is not None:
            return subject if subject != EVEN else None
        featured = _with_features(nearest, at, scene, entities)
        weighed = sorted((-score(features), who) for who, features in featured if who != but and who != barred)
        sure = weighed and (len(weighed) == 1 or weighed[1][0] - weighed[0][0] >= SURE)
        if sure:
            return weighed[0][1]
        subject = _subject_before(at, scene, entities, people, blocks=1)
        return subject if subject != EVEN else None
    if bare in THEY:
        return _by_kind(at, scene, entities, _THEY_KINDS)
    return _by_kind(at, scene, entities, _IT_KINDS) if bare in IT else None


def subject_of_age(text: str, span: Span, scene: Scene, entities: Sequence[Entity]) -> int | None:
    """Return the person whom "the 23-year-old" at ``span`` takes up: the subject of the last sentence that has one."""
    people = {n for n, one in enumerate(entities) if one.kind == "person" and _is_somebody(one)}
    subject = _subject_before(span[0], scene, entities, people, blocks=1)
    if subject is None or subject == EVEN:
        return None
    told = re.search(r"\d+", text[slice(*span)])
    age = entities[subject].age
    return subject if age is None or (told is not None and int(told[0]) == age) else None


def _same_clause(bare: str, at: int, scene: Scene) -> int | None:
    """Return who an object pronoun can't mean: the one named before it in its own clause ("Osei asked him")."""
    before = next(scene.before(at), None) if bare == "him" else None
    if before is None or before.sentence != scene.sentence_of(at) or _CLAUSE.search(scene.text, before.end, at):
        return None
    return None if _stands_oblique(scene, before) else before.number


def _subject_before(
    at: int, scene: Scene, entities: Sequence[Entity], fitting: set[int], *, blocks: int = 0
) -> int | None:
    """Return of those who fit, the first in the last sentence before a pronoun's own that has any, in its paragraph or
    so many
    ``blocks`` before it.

    Owners ("Quell's brother") and those whom a preposition governs don't count. None where the
    pronoun's own sentence has one before it: there the weights decide; ``EVEN`` where two are named together.
    """
    here, block = scene.sentence_of(at), scene.block_of(at)
    inside: list[Referent] = []
    for referent in scene.before(at):
        if referent.block < block - blocks or (inside and referent.sentence != inside[-1].sentence):
            break
        if referent.number in fitting and not _stands_oblique(scene, referent):
            if referent.sentence == here:
                return None
            inside.append(referent)
    if not inside:
        return None
    first, others = inside[-1], [one for one in inside[:-1] if one.number != inside[-1].number]
    if others and _TOGETHER.fullmatch(scene.text, first.end, others[-1].start):
        return EVEN
    if blocks and others and _ASKED.fullmatch(scene.text, first.end, others[-1].start):
        return EVEN  # who is asked may answer
    taken_up = [one for one in others if one.pronoun]
    if taken_up and not entities[first.number].gender:
        return taken_up[-1].number  # "Osei asked him": whose gender isn't known isn't who "he" goes on with
    return first.number


def _subject_of_sentence(bare: str, at: int, scene: Scene, fitting: set[int]) -> int | None:
    """Return the person at the head of a pronoun's own sentence, for a "he" that goes on with it: "Ban condemned what
    he …",
    "Rendell agreed, but he …", "Hastings used her sermon"; None where another who fits is named between."""
    owns = bare in _POSSESSIVE and _NOUN_BEHIND.match(scene.text, at + len(bare))
    if not owns and not _GOES_ON.search(scene.text, max(0, at - 8), at):
        return None
    here, inside = scene.sentence_of(at), list[Referent]()
    for referent in scene.before(at):
        if referent.sentence != here:
            break
        if referent.number in fitting:
            inside.append(referent)
    if len({one.number for one in inside}) != 1 or not _is_headed(scene, inside[-1]):
        return None
    return None if _is_modifier(scene.text, inside[-1].end) else inside[-1].number


def _subject_of_paragraph(at: int, scene: Scene, entities: Sequence[Entity], fitting: set[int]) -> int | None:
    """Return the person of whom the last sentence of the paragraph before tells, for a pronoun with nobody before it
    in its
    own; of two who fit, none where they are named together.

    That is the one named at its head, behind a title or role alone, or the one who speaks in it. What it reports is
    somebody's words, and its subject isn't taken up outside them.
    """
    block, last, inside = scene.block_of(at), None, list[Referent]()
    for referent in scene.before(at):
        if referent.block < block - 1 or (last is not None and referent.sentence != last):
            break
        if referent.block == block:
            return None
        last = referent.sentence
        inside.append(referent)
    told = [one for one in inside if not one.reported and not _stands_oblique(scene, one)]
    told = [one for one in told if not _is_modifier(scene.text, one.end)][::-1]
    people = [one for one in told if entities[one.number].kind == "person"]
    headed = [one for one in told[:1] if _is_headed(scene, one)]
    quoted = scene.text[scene.starts[block]] in _MARKS  # who is named behind "said" is taken up by "…," he said
    speaking = [one for one in people if one.speaks and (quoted or one in headed)]
    first = next(iter(speaking or headed), None)
    if first is None or _SUBORDINATE.match(scene.text, scene.sentence_start(first.start)):
        return None
    if (
        len({one.number for one in speaking}) > 1
        or first.number not in fitting
        or entities[first.number].kind != "person"
    ):
        return None
    rivals = [one for one in inside if one.number in fitting and one.number != first.number]
    if rivals and _ASKED.match(scene.text, first.end):
        return None  # who is asked may answer
    others = [one for one in people if one in rivals]
    if entities[first.number].gender is None and any(entities[one.number].gender for one in others):
        return None
    together = others and _TOGETHER.fullmatch(scene.text, first.end, others[0].start)
    return None if together else first.number


def _is_modifier(text: str, end: int) -> bool:
    """True if a name stands before a post or a body of people: "Voss spokesman Don Ames", "the Voss campaign"."""
    behind = _MODIFIED.match(text, end)
    words = [plain(word) for word in behind[0].split()] if behind else []
    return any(word in listed("role_nouns.txt") or word in listed("org_nouns.txt") for word in words)


def _is_headed(scene: Scene, referent: Referent) -> bool:
    """True if a sentence opens with a name, behind a title or role at most: "Fire chief Rollo Maine"."""
    before = scene.text[scene.sentence_start(referent.start) : referent.start].strip(' “"‘')
    words = before.replace(",", " ").split()
    if not words or _OFFICE.fullmatch(before):
        return True
    if len(words) > _LONGEST_ROLE or plain(words[0]) in listed("small_words.txt") - {"the", "a", "an"}:
        return False
    noun = plain(words[-1])
    if any(word in _PREPOSITIONS for word in words):
        return False  # of "the brother of President Voss" the brother is the head
    return noun in table("titles.tsv") or is_person_word(noun)


def _is_somebody(entity: Entity) -> bool:
    """True if an entity is surely a person: a lone word without title or known gender may be a place."""
    return (
        entity.kind == "unnamed"
        or entity.gender is not None
        or any(n.given or (n.title and not is_office(n)) for n in entity.names)
    )


def is_oblique(text: str, start: int, end: int) -> bool:
    """True if a mention is no subject: it says whose something is ("Quell's brother", "his brother"), or a preposition
    governs it ("asked by Quell")."""
    governed = _GOVERNED.search(text, max(0, start - _GOVERNED_BY), start)
    if governed and governed[0].split()[0].lower() not in ("and", "or"):
        return True
    if text[end : end + 2] in ("'s", "’s", "' ", "’ "):
        return True
    post = _POST_BEHIND.match(text, end)
    if post is not None and is_person_word(plain(post["noun"])):
        return True  # "Carrow United manager Dee Marlow", who isn't Carrow United
    if _TELLS_IT.match(text, end) and text[max(0, start - 5) : start].endswith(", as "):
        return True  # "Offered a medal, as the director tells it, Brandt …": an aside on who tells
    return plain(text[start:end]) in _POSSESSIVE and _NOUN_BEHIND.match(text, end) is not None


def _stands_oblique(scene: Scene, referent: Referent) -> bool:
    """Return :func:`is_oblique` of a mention, asked once in an article: many pronouns look back at it."""
    span = referent[:2]
    known = scene.oblique.get(span)
    if known is None:
        known = scene.oblique[span] = is_oblique(scene.text, *span)
    return known


def is_rivalled(word: str, start: int, at: int, scene: Scene, entities: Sequence[Entity]) -> bool:
    """True if a person whom a pronoun may mean is named between two places, and not as whose something is."""
    for referent in scene.before(at):
        if referent.start < start:
            return False
        entity = entities[referent.number]
        fits = entity.kind == "person" and entity.gender in (None, "m" if word in HE else "f")
        own = _NAME_GIVEN.search(scene.text, max(0, referent.start - 24), referent.start)
        if fits and not own and not _stands_oblique(scene, referent):
            return True
    return False


def taken_up(at: int, word: str, scene: Scene, entities: Sequence[Entity]) -> Entity | None:
    """Return who is named or described right before a relative pronoun: a person for "who", else for "which"."""
    before = scene.before(at)
    nearest, outer = next(before, None), next(before, None)
    if nearest is None or nearest.sentence != scene.sentence_of(at):
        return None
    entity = entities[nearest.number]
    if outer is not None and _AT_PLACE.fullmatch(scene.text, outer.end, nearest.start):
        entity = entities[outer.number] if entities[outer.number].kind == "person" and not entity.gender else entity
    gap = scene.text[nearest.end : at]
    of_body = word == "who" and entity.kind == "person" and _OF_BODY_ASIDE.fullmatch(gap)
    if len(gap) > _NEAR and not _ASIDE.fullmatch(gap) and not of_body:
        return None
    return entity if (entity.kind == "person") == (word != "which") or word == "that" else None


def candidates(
    bare: str, at: int, scene: Scene, entities: Sequence[Entity], *, agreeing: bool = True
) -> list[tuple[int, list[str]]]:
    """Return who a "he" or "she" at ``at`` may mean, by entity number, each with its features;
    of any gender on request.
    """
    return _with_features(_find_nearest(bare, at, scene, entities, agreeing=agreeing), at, scene, entities)


def _find_nearest(
    bare: str, at: int, scene: Scene, entities: Sequence[Entity], *, agreeing: bool = True
) -> dict[int, tuple[Referent, int]]:
    """Return who a "he" or "she" at ``at`` may mean, the nearest first: by entity number the
    nearest mention and how many there are.
    """
    wanted = (None, "m" if bare in HE else "f") if agreeing else (None, "m", "f")
    here = scene.sentence_of(at)
    nearest: dict[int, tuple[Referent, int]] = {}
    for referent in islice(scene.before(at), _REACH):
        if here - referent.sentence > _FARTHEST:
            break
        number = referent.number
        known = nearest.get(number)
        if known is not None:
            nearest[number] = known[0], known[1] + 1
        else:
            entity = entities[number]
            if entity.kind in _MAY_BE_HUMAN and entity.gender in wanted and _may_be_human(scene.text, entity, referent):
                nearest[number] = referent, 1
    return nearest


def _with_features(
    nearest: Mapping[int, tuple[Referent, int]], at: int, scene: Scene, entities: Sequence[Entity]
) -> list[tuple[int, list[str]]]:
    """Return the features of each of those who are near a pronoun at ``at``, by entity number."""
    here, block, opens = scene.sentence_of(at), scene.block_of(at), scene.opens_sentence(at)
    found = []
    for order, (number, (referent, times)) in enumerate(nearest.items()):
        features = [_BACK[min(here - referent.sentence, 4)], _COUNT[min(times, 12)], _ORDER[min(order, 4)]]
        if here == referent.sentence and opens:
            features.append("same sentence, pronoun opens")
        if block != referent.block:
            features.append("other paragraph")
        features += _features(scene, entities[number], referent, here)
        found.append((number, features))
    return found


def _may_be_human(text: str, entity: Entity, referent: Referent) -> bool:
    """True for a person and for a description with an article or a person's noun: not "chapter four", "city hall"."""
    if entity.kind == "person" and not referent.pronoun and not _is_somebody(entity):
        return not _is_attribute(text, referent.start, referent.end)
    if entity.kind != "unnamed" or referent.pronoun:
        return entity.kind in _MAY_BE_HUMAN
    words = text[referent.start : referent.end]
    noun = head_of(words)
    if is_person_word(noun) or noun in table("gendered_nouns.tsv"):
        return True
    thing = noun in listed("document_nouns.txt") or noun in listed("org_nouns.txt")
    return not thing and _DETERMINED.match(words) is not None


def _is_attribute(text: str, start: int, end: int) -> bool:
    """True if a name stands before a noun: "the Georgian comedy"; not "the Georgian won"."""
    behind = _WORD_BEHIND.match(text, end)
    if behind is None or _ARTICLE_BEFORE.search(text, max(0, start - 5), start) is None:
        return False
    return not behind[1].endswith("ed") and behind[1] not in _verb_forms() | listed("small_words.txt")


@cache
def _verb_forms() -> frozenset[str]:
    lines = (*words("check/verb_forms.txt"), *words("check/irregular_verbs.txt"))
    return frozenset(form for line in lines for form in line.split()) | verbs().keys()


def _features(scene: Scene, entity: Entity, referent: Referent, here: int) -> list[str]:
    """Return the features of one candidate whose nearest mention is ``referent``, of a pronoun in sentence ``here``."""
    found = ["gender known" if entity.gender else "gender unknown"]
    if referent.opens:
        found.append("subject")
    if entity.kind == "unnamed":
        found.append("described")
    if referent.pronoun:
        found.append("pronoun before")
    if referent.speaks:
        found.append("speaks" if here > referent.sentence else "speaks in this sentence")
    if referent.reported:
        found.append("reported")
    if scene.text[referent.end : referent.end + 2] in ("'s", "’s", "' ", "’ "):
        found.append("owner")
    if _GOVERNED.search(scene.text, max(0, referent.start - 16), referent.start):
        found.append("governed")
    return found


def score(features: Iterable[str]) -> float:
    """Return the sum of the features' weights."""
    known, total = _weights(), 0.0
    for name in features:
        total += known.get(name, 0.0)
    return total


@cache
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in rows("names/pronoun_weights.tsv")}


def _by_kind(at: int, scene: Scene, entities: Sequence[Entity], kinds: Sequence[str]) -> int | None:
    """Return the nearest entity of these kinds; an earlier kind in the list is worth a sentence, a speaker one more."""
    here = scene.sentence_of(at)
    best: tuple[float, int] | None = None
    for seen, referent in enumerate(scene.before(at)):
        back = here - referent.sentence
        if seen >= _REACH or back > _FARTHEST:
            break
        entity = entities[referent.number]
        kind = entity.kind
        place = kinds is _THEY_KINDS and plain(entity.name) in listed("places.txt")
        if kind in kinds and not place and not (back == 0 and scene.opens_sentence(at)):
            cost = back + kinds.index(kind) - 1.0 * referent.speaks - 0.5 * referent.opens
            if best is None or cost < best[0]:
                best = (cost, referent.number)
    return best[1] if best else None
