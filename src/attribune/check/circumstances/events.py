"""What a draft narrates beside a quotation, against what the evidence tells of the same matter.

A clause of the draft has a counterpart where the evidence has one with the same verb about the same things; it is
compared slot by slot: whether it is denied, who acts, on whom, why. Where the evidence has another verb in an equal
clause, the two must not say the opposite, nor something that no synonym explains. A clause without a counterpart is
believed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice

from attribune.check.circumstances.adjuncts import content
from attribune.check.circumstances.claims import is_told
from attribune.check.circumstances.clauses import PARTICLES, Clause, Phrase, Reader
from attribune.check.circumstances.others import Others
from attribune.check.circumstances.verb_forms import are_opposite, are_related, base_of
from attribune.check.context.attribution.inert import listing
from attribune.check.context.frames import lemma
from attribune.check.turns import View
from attribune.lexicon import rows, word_class
from attribune.sources.names.lexicon import table
from attribune.statements.grammar.cues import verbs
from attribune.text.document import Document
from attribune.text.sentences import sentences

PLAIN = frozenset("say tell add write speak be have do call go get come".split())  # tell nothing by themselves
LEAST = 2  # words that a counterpart has in common with a clause, if that has so many
# Of a clause's words those that its counterpart's sentence must have; of the 6,670 sentences of narration in BASIL,
# each held against another outlet's article on the same event: 4.5% differed where one word was enough, 1.6% now.
HALF = 0.5
SHARE = 0.6  # of a clause's words that a sentence must have to tell of the same with another verb
LONGEST = 2_000  # code points of a sentence that are read
MOST_PLACES = 64  # sentences that have a word; one that more have tells of no matter, and is looked up for no clause
MOST_RELATED = 8  # other articles that are asked for a clause
_LESS = re.compile(r"\bless\b")
_WORD = re.compile(r"[a-z]{3,20}")


class Events:
    """The sentences of a text, read into clauses when they are asked for: a layer of its document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._spans = document.sentences
        self.content = [content(self._text[start : min(end, start + LONGEST)]) for start, end in self._spans]
        self._clauses: dict[int, tuple[Clause, ...]] = {}
        self._by_verb: dict[int, dict[str, list[Clause]]] = {}
        self._places: dict[str, list[int]] = {}
        for number, known in enumerate(self.content):
            for word in known:
                self._places.setdefault(word, []).append(number)

    def clauses(self, number: int) -> tuple[Clause, ...]:
        """Return the clauses of a sentence."""
        if number not in self._clauses:
            self._clauses[number] = tuple(Reader(self.sentence(number)).clauses())
        return self._clauses[number]

    def with_verb(self, number: int, stem: str) -> Sequence[Clause]:
        """Return the clauses of a sentence that have a verb, whatever particle follows it."""
        if number not in self._by_verb:
            by_verb = self._by_verb[number] = dict[str, list[Clause]]()
            for one in self.clauses(number):
                by_verb.setdefault(_stem(one.verb), []).append(one)
        return self._by_verb[number].get(stem, ())

    def sentence(self, number: int) -> str:
        """Return a sentence as written."""
        start, end = self._spans[number]
        return self._text[start : min(end, start + LONGEST)]

    def about(self, words: frozenset[str]) -> Counter[int]:
        """Return how many of some words each sentence has, of those that have any; common words aren't counted."""
        places = (self._places.get(word, ()) for word in words)
        return Counter(number for found in places if len(found) <= MOST_PLACES for number in found)


@lru_cache(maxsize=16)
def clauses_of(sentence: str) -> tuple[Clause, ...]:
    """Return the clauses of a draft's sentence, which stands beside several quotations."""
    return tuple(Reader(sentence).clauses())


def other_event(told: str, beside: str, view: View, others: Others) -> str | None:
    """Return why a draft narrates what the evidence tells otherwise, or None.

    ``told`` is its sentence around a quotation without what is quoted, ``beside`` its neighbours.
    """
    events = view.document.layer(Events)
    for text in (told, beside):
        for low, high in sentences(text):
            sentence = text[low : min(high, low + LONGEST)]
            for clause in clauses_of(sentence):
                if clause.verb in PLAIN or _is_saying(clause):
                    continue
                theirs = _contrary(clause, events, view, own=text is told)
                if theirs is not None and not _is_elsewhere(clause, others):
                    return f"the draft tells that “{_short(sentence)}”, and the evidence “{_short(theirs)}”"
                if clause.behind and text is not told and not _is_known(clause.verb, view, others):
                    return f"the draft gives a reason in “{_short(sentence)}” of which the evidence tells nothing"
            theirs = _opposite_words(sentence, events)
            if theirs is not None:
                return f"the draft tells that “{_short(sentence)}”, and the evidence “{_short(theirs)}”"
    return None


def _is_saying(clause: Clause) -> bool:
    """True for "As Reed put it", "Reed went on": an attribution that tells nothing but who speaks."""
    return clause.words <= clause.agent.words | {lemma(clause.verb)} and clause.verb.split("_")[0] in _phrase_verbs()


@cache
def _phrase_verbs() -> frozenset[str]:
    """Return the verbs of fixed phrases of saying in their base form: "put it", "weighed in"."""
    found = (base_of(phrase.split()[0]) for phrase in listing("phrase"))
    return frozenset(base for base, _ in filter(None, found))


def _short(sentence: str) -> str:
    return " ".join(sentence.replace("\x01", " ").split()).strip(" ,.")


def _contrary(clause: Clause, events: Events, view: View, *, own: bool) -> str | None:
    """Return the sentence that tells a clause otherwise, or None; ``own``: it stands in the quotation's sentence."""
    wanted = clause.words - {lemma(clause.verb)}
    shared = events.about(wanted)
    same = [
        (times, number, one)
        for number, times in sorted(shared.items())
        for one in events.with_verb(number, _stem(clause.verb))
        if _is_comparable(clause, one)
    ]
    if same:
        most = max(times for times, _, _ in same)
        if all(_is_slight(clause, one, events.content[number]) for _, number, one in same):
            return None  # they may tell of something else
        least = most / 2
        close = [(number, one) for times, number, one in same if times >= least]
        things = [one.patient for _, one in close]
        if not all(_differs(clause, one, events.content[number], things) for number, one in close):
            return None
        if any(clause.denied != one.denied and _LESS.search(events.sentence(number)) for number, one in close):
            return None  # who was "less pleased" was not pleased
        return events.sentence(close[0][0])
    rest = wanted - clause.agent.words or wanted
    found = list[tuple[int, int]]()
    for number, times in shared.items():
        if len(rest & events.content[number]) < SHARE * len(rest) or times < min(2, len(wanted)):
            continue
        for one in events.clauses(number):
            if one.verb in PLAIN or not clause.words & one.words:
                continue
            if one.verb == clause.verb or are_related(clause.verb, one.verb):
                return None
            opposite = len(wanted) > 1 and clause.denied == one.denied and are_opposite(clause.verb, one.verb)
            if opposite or (times == len(wanted) > 1 and _is_replaced(clause, one, view, own=own)):
                found.append((times, -number))
    return events.sentence(-max(found)[1]) if found else None


def _is_slight(ours: Clause, theirs: Clause, there: frozenset[str]) -> bool:
    """True if a sentence has too little of a clause to tell of the same; who acts may be called "he" there."""
    wanted = ours.words - {lemma(ours.verb)}
    if theirs.agent.open:
        wanted = wanted - ours.agent.words or wanted
    return len(wanted & there) < min(len(wanted), max(LEAST, HALF * len(wanted)))


def _stem(verb: str) -> str:
    return verb.partition("_")[0]


def _is_comparable(ours: Clause, theirs: Clause) -> bool:
    """True if both tell that something happened, or both what is wanted, feared or said by the same verb."""
    unasserting = word_class("grammar/word_classes.tsv", "unasserting")
    return unasserting.intersection(ours.governors) == unasserting.intersection(theirs.governors)


def _differs(ours: Clause, theirs: Clause, there: frozenset[str], things: Sequence[Phrase] = ()) -> bool:
    """True if two clauses with one verb contradict each other.

    ``there`` are all words of the evidence's sentence, ``things`` what the evidence has the same done to.
    """
    if ours.denied != theirs.denied:
        return True
    if ours.mood == "will" and not theirs.mood and not theirs.governors and not ours.governors:
        return True  # it has happened already
    if ours.because and theirs.reason and not ours.reason & theirs.reason:
        return True
    plainly = theirs.words - theirs.spared
    if (ours.words - ours.spared) & (theirs.spared - ours.agent.words) or ours.spared & plainly:
        return True  # "praised the mayor's library but not his buses"
    if _is_other(ours.agent, theirs.agent, there):
        return True
    if any(_is_same(ours.patient, one) for one in things) and _is_other(ours.patient, theirs.patient, there):
        return True  # "the club pays a third, and the county pays the rest"
    if _is_same(ours.agent, theirs.agent):
        return False
    taken = _is_same(ours.agent, theirs.patient) and bool(ours.patient.words)  # "the clock stopped", "he stopped it"
    return taken or (_is_same(ours.patient, theirs.agent) and bool(theirs.patient.words))


def _is_other(one: Phrase, two: Phrase, there: frozenset[str]) -> bool:
    """True if two noun phrases can't mean the same, as far as their words tell; a name and a description may."""
    if one.open or two.open:
        return False
    if one.names and two.names:
        titles = table("titles.tsv").keys()
        ours, theirs = one.names - titles, two.names - titles
        return not ours & theirs or (
            len(ours) == len(theirs) == 2 and len(ours & theirs) == 1
        )  # "Amos" and "Seth Grail"
    return not (one.names or two.names or one.words & two.words) and one.head in there


def _is_same(one: Phrase, two: Phrase) -> bool:
    """True if two noun phrases have a name, or else their noun, in common."""
    if one.open or two.open:
        return False
    return bool(one.names & two.names) if one.names or two.names else one.head == two.head != ""


def _is_replaced(ours: Clause, theirs: Clause, view: View, *, own: bool) -> bool:
    """True if a clause has another verb in the place of the evidence's, with the same actor and thing, which it doesn't
    have anywhere; a verb that leads to words or to what somebody said is the draft's own business."""
    saying = ours.reports or (own and lemma(ours.verb) in _reporting())
    if saying or "_" in f"{ours.verb}{theirs.verb}" or is_told(lemma(ours.verb), view, ()):
        return False
    things = _is_same(ours.patient, theirs.patient) or ours.words <= ours.agent.words
    return things and _is_same(ours.agent, theirs.agent)


@cache
def _reporting() -> frozenset[str]:
    return frozenset(map(lemma, verbs()))


def _is_elsewhere(clause: Clause, others: Others) -> bool:
    """True if another article tells a clause as the draft does."""
    wanted = clause.words | {lemma(_stem(clause.verb))}
    for document in islice(others.telling(wanted), MOST_RELATED):
        events = document.layer(Events)
        for number in events.about(wanted):
            for one in events.with_verb(number, _stem(clause.verb)):
                if not _differs(clause, one, events.content[number]):
                    return True
    return False


def _is_known(verb: str, view: View, others: Others) -> bool:
    """True if the evidence has a verb in some form, or one that may mean it."""
    if is_told(lemma(verb), view, ()) or any(others.telling([lemma(verb)])):
        return True
    return any(are_related(verb, one) for one in view.document.layer(_verbs_of))


def _verbs_of(document: Document) -> frozenset[str]:
    bases = (base_of(word) for word in set(_WORD.findall(document.text.lower())))
    return frozenset(base[0] for base in bases if base)


@cache
def _antonyms() -> dict[str, frozenset[str]]:
    """Return the antonyms of adjectives and adverbs, without prepositions and particles."""
    return {word: frozenset(found.split()) - PARTICLES for word, found in rows("grammar/opposites.tsv")}


def _positive(word: str) -> str:
    """Return an adjective without the ending of a comparison: "small" of "smaller"."""
    stem = next((word.removesuffix(one) for one in ("er", "est") if word.endswith(one)), "")
    return next((one for one in (stem, f"{stem}e", stem[:-1]) if stem and one in _antonyms()), word)


def _opposite_words(sentence: str, events: Events) -> str | None:
    """Return the sentence of the evidence that has the opposite of an adjective or adverb among the same words."""
    wanted = content(sentence)
    least = max(2, SHARE * (len(wanted) - 1))
    near = [number for number, times in sorted(events.about(wanted).items()) if times >= least]
    for word in _WORD.findall(sentence) if near else ():
        against = _antonyms().get(_positive(word), frozenset()) if word not in PARTICLES else frozenset()
        if not against or lemma(word) not in wanted or any(lemma(word) in events.content[number] for number in near):
            continue
        for number in near:
            there = events.sentence(number)
            if any(_positive(one) in against for one in _WORD.findall(there.lower())):
                return there
    return None
