"""Clauses of saying in languages with spaces between words: a verb of saying or naming, its subject, what it governs.

:mod:`.attribution` says which of them stands where beside a quotation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from attribune.records import Span
from attribune.statements.multilingual.phrases import (
    Clause,
    Speaker,
    is_adjunct,
    is_cue,
    is_office,
    is_plain,
    name_end,
    skip_time,
    subject,
)

NAMING = "="  # opens the frame of words that somebody uses for something
MAX_ADDRESSEE = 4  # words of the name of an agency or a newspaper
MAX_CLITIC = 3  # letters of a pronoun before its verb
MAX_SUBJECT = 24  # words before a verb of saying that may name who speaks
Kind = Literal["none", "named", "same", "open"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What narration says of the speaker.

    ``kind``: "none" where there is no narration, "same" for a pronoun or a verb alone, "open" where it isn't read.
    ``likely`` is whom a sentence before a colon is about, where it isn't known to report words.
    ``frame`` are the words that the quotation is woven into, besides the attribution; None where that isn't read.
    """

    kind: Kind
    speaker: Speaker | None = None
    cue: Span | None = None
    frame: tuple[str, ...] | None = ()
    likely: Speaker | None = None


NONE = Attribution("none")
OPEN = Attribution("open", frame=None)


def behind_cue(words: Clause, begin: int, at: int, count: int, *, alone: bool = False) -> Attribution:
    """Return what stands behind a verb of saying: its subject, adverbials, and what the quotation is woven into.

    ``alone``: nothing there can govern the quotation, which precedes it or follows a colon.
    """
    cue = span_of(words, begin, at)
    if at < count and words.is_listed(at, "pronoun") and not words.breaks[at]:
        return Attribution("same", cue=cue, frame=frame_behind(words, at + 1, count, alone=alone))
    if any(word in words.language.listed("cue_pronoun") for word in words.norms(begin, at)):
        return Attribution("same", cue=cue, frame=frame_behind(words, at, count, alone=alone))
    aged = at + 2 < count and words.is_listed(at, "article") and words.is_listed(at + 2, "aged")
    if aged and not any(_is_full_name(words, n, count) for n in (at + 3, at + 4)):
        return Attribution("same", cue=cue, frame=frame_behind(words, at + 3, count))  # "sagte der 63-Jährige"
    first = _behind_addressee(words, skip_time(words, at, count), count)
    while first < count and (behind := words.match(first, "adverb")) > first:
        first = behind  # "defendeu, por sua vez, o crítico": in between
    who, rest = None, first
    if first < count and not (words.breaks[first] and first == at) and not words.is_listed(first, "that"):
        who, rest = subject(words, first, count)
    if who is None and (later := _later_subject(words, first, count)):
        who, rest = subject(words, later, count)
        if who is not None and not is_office(words, later) and not words.is_listed(later, "article"):
            who = replace(who, loose=True)
    if who is None:
        frame = frame_behind(words, first, count)
        stop = count - len(frame or ())  # "dijo a Pérez la alcaldesa"
        named = any(words.is_capital(n) for n in range(first, stop)) and not _only_addressed(words, first, stop)
        return OPEN if frame is None or named else Attribution("same", cue=cue, frame=frame)
    frame = frame_behind(words, rest, count, named=who.kind == "name", alone=alone)
    if words.norms(begin, at)[-1] in words.language.listed("participle") and who.kind == "name":
        frame = () if alone else words.norms(rest, count)  # "“…” diyen Yıldız bunu reddetti"
    return OPEN if frame is None else Attribution("named", who, cue, frame)


def _is_full_name(words: Clause, at: int, count: int) -> bool:
    """True if two capitals stand side by side from a word on."""
    return at + 1 < count and words.is_capital(at) and words.is_capital(at + 1) and not words.breaks[at + 1]


def _behind_addressee(words: Clause, at: int, count: int) -> int:
    """Return the word behind whom something was said to, where a subject of its own follows: "dijo a EFE la jefa"."""
    end = at
    if end < count and words.is_listed(end, "addressee"):
        end += 1
        while end < count and words.is_listed(end, "article", "title_noun", "body"):
            end += 1
    elif end >= count or not (words.is_listed(end, "agency") or _is_acronym(words, end)):
        return at
    first = end
    while end < count and end - first < MAX_ADDRESSEE and words.is_capital(end) and not is_office(words, end):
        end += 1
    follows = end < count and not words.breaks[end] and (words.is_listed(end, "article") or is_office(words, end))
    return end if first < end and follows else at


def _later_subject(words: Clause, start: int, count: int) -> int:
    """Return where the subject begins behind adverbials: "сказал на церемонии мэр Иван Ким"; else 0."""
    language = words.language
    if start >= count or not words.is_listed(start, "preposition", "addressee", "time") or words.breaks[start]:
        return 0
    end = min(words.segment_end(start), count)
    for n in range(start + 1, end):
        if "declined" in language.features:
            if words.is_listed(n, "role") and not words.is_listed(n, "preposition", "addressee"):
                return 0 if words.is_listed(n - 1, "preposition") else n
            if words.is_capital(n) and words.is_listed(n - 1, "preposition"):
                continue  # "na Facebooku Anna Nowicka"
            if words.is_capital(n):
                return 0 if is_office(words, n - 1) else n
        elif words.is_capital(n) and "nouns" not in language.features:
            return 0
        elif n + 1 < end and words.is_listed(n, "definite_article") and is_office(words, n + 1):
            small = ("preposition", "of", "article", "conjunction", "addressee")
            return 0 if words.is_listed(n - 1, *small) else n
    return 0


def _is_acronym(words: Clause, at: int) -> bool:
    word = words.text[words.tokens[at].start : words.tokens[at].end]
    return len(word) > 1 and word.isupper() and words.language.features.isdisjoint({"uncased"})


def _only_addressed(words: Clause, start: int, stop: int) -> bool:
    """True if all names in a stretch hang on prepositions and nobody else is named: "in an interview with the AFP"."""
    at = start
    while at < stop:
        if words.is_capital(at):
            before = at - 1
            while before > start and words.is_listed(before, "article", "title_noun", "body"):
                before -= 1
            if before < start or words.breaks[at] or not words.is_listed(before, "preposition", "of", "addressee"):
                return False
            at = name_end(words, at, stop)
            if at < stop and not words.breaks[at] and not words.is_listed(at, "preposition", "time"):
                return False
            continue
        if is_office(words, at):
            return False
        at += 1
    return is_adjunct(words, start, stop)


def frame_behind(
    words: Clause, start: int, count: int, *, named: bool = False, alone: bool = False
) -> tuple[str, ...] | None:
    """Return the words behind "that" or a comma that no adverbial begins; None where they aren't read.

    Beside a quotation that stands ``alone`` they are no frame where they only say more of the speaker or the saying.
    """
    at = start
    if alone and not (start and words.is_listed(start - 1, "denial")) and says_more(words, start, count):
        return ()  # not in "denied having said: “…”"
    prefixes = tuple(words.language.listed("that_prefix"))  # "שהמעקף": that the bypass
    beside = start < count and words.breaks[start] and is_adjunct(words, start, min(words.segment_end(start), count))
    if prefixes and start < count and words.tokens[start].norm.startswith(prefixes) and not beside:
        return words.norms(start, count)
    while at < count:
        end = min(words.segment_end(at), count)
        that = next((n for n in range(at, end) if words.is_listed(n, "that")), None)
        if at == that and named and words.breaks[at] and words.is_listed(at, "relative"):
            that = None  # "se queja Pedro Canosa, que lleva treinta años en la mar"
        if that is not None and (that == at or is_adjunct(words, at, that)):
            return words.norms(that + 1, count)
        if not is_adjunct(words, at, end) or (end == count and _is_told_clause(words, at, count)):
            return words.norms(at, count) if words.breaks[at] else None
        at = end
    return ()


def _is_told_clause(words: Clause, start: int, count: int) -> bool:
    """True if what a comma opens runs on into quoted words: "said the town, a start was “not before autumn”"."""
    follows = words.text[words.tokens[count - 1].end :][:4].lstrip()
    article = words.is_listed(start, "indefinite") or (
        words.is_listed(start, "article") and not words.is_listed(start, "preposition")
    )
    return article and words.breaks[start] and "uncased" not in words.language.features and follows.startswith(_OPENING)


_OPENING = (*'"“„«»‘‚‹›”', ",,")  # marks that open a quotation
_HANGS = ("preposition", "of", "article", "particle")  # before a name in what else is told beside a saying


def says_more(words: Clause, start: int, count: int) -> bool:
    """True if words behind a verb of saying and its subject deny, doubt and report nothing, and name nobody else.

    A name in them hangs on a preposition or a genitive: "…, said Lund to the paper, mother of three and from Lindau".
    """
    if not is_plain(words, start, count) or (start < count and is_office(words, start) and not words.breaks[start]):
        return False
    if any(words.is_listed(n, "that", "passing_on", "correction") for n in range(start, count)):
        return False
    if start < count and "nouns" in words.language.features and words.is_capital(start) and not words.breaks[start]:
        return False  # a noun without an article goes on with the name
    cased = words.language.features.isdisjoint({"uncased", "nouns"})
    at = start
    while at < count:
        if cased and words.is_capital(at) and not is_office(words, at):
            if at == start or words.breaks[at] or not words.is_listed(at - 1, *_HANGS):
                return False
            at = name_end(words, at, count)
        at += 1
    return True


def subject_first(words: Clause, begin: int, count: int, *, leading: bool, colon: bool = False) -> Attribution | None:
    """Return what a subject before its verb says: "Ada Lund said"; None where no such thing stands there."""
    for at in range(begin + 1, min(count, begin + MAX_SUBJECT)):
        verb = words.match(at, "cue") if is_cue(words, at, begin) else at
        stance = words.match(at, "stance") if colon and verb == at else at
        naming = words.match(at, "naming") if not leading and not colon else at
        if verb == at and stance == at and naming == at:
            continue
        if at == begin + 1 and words.is_listed(begin, "pronoun"):
            if verb == at:
                called = naming_frame(words, naming, count) if naming > at else None
                return Attribution("same", cue=span_of(words, at, naming), frame=called) if called else None
            frame = frame_behind(words, verb, count, alone=colon or leading)
            return Attribution("same", cue=span_of(words, at, verb), frame=frame)
        who, rest = subject(words, words.match(begin, "stance"), at)
        if who is None or not _between(words, rest, at):
            return None
        if naming > at:  # "called the plan a “farce”": what is called so must be the same
            if called := naming_frame(words, naming, count):
                return Attribution("named", who, span_of(words, at, naming), called)
            if verb == at:
                return None
        if stance > max(at, verb - 1):
            plain = _is_reaction(words, stance, count)
            return Attribution("named", who, span_of(words, at, stance)) if plain else None
        frame = frame_behind(words, verb, count, alone=colon or leading)
        if frame is None and colon and _is_reaction(words, verb, count):
            frame = ()  # "lamentó la decisión: «…»"
        if frame is None or (leading and frame):
            return None
        return Attribution("named", who, span_of(words, at, verb), frame)
    return None


def naming_frame(words: Clause, start: int, count: int) -> tuple[str, ...] | None:
    """Return the frame of a naming: a mark, and the words for what is called so; None where more is said."""
    if not is_plain(words, start, count) or any(words.breaks[start + 1 : count]):
        return None
    if any(words.is_listed(n, "that") for n in range(start, count)):
        return None
    small = ("article", "of", "preposition", "naming_as")
    return (NAMING, *(words.tokens[n].norm for n in range(start, count) if not words.is_listed(n, *small)))


def _is_reaction(words: Clause, start: int, count: int) -> bool:
    """True if what follows a verb of reaction says only to what: a listed thing first, and no person or saying."""
    small = ("article", "preposition", "time", "adverb", "of")
    heads = [n for n in range(start, count) if not words.is_listed(n, *small)]
    if not heads:
        return True
    if not words.is_listed(heads[0], "object") or any(words.breaks[start:count]):
        return False
    cased = words.language.features.isdisjoint({"uncased", "nouns"})
    return is_plain(words, start, count) and all(
        words.is_listed(n, "object")
        or (
            cased
            and not words.is_capital(n)
            and not is_office(words, n)
            and not words.is_listed(n, "saying", "that", "relative", "kin")
        )
        for n in heads
    )


def _between(words: Clause, start: int, stop: int) -> bool:
    """True if what stands between a subject and its verb is an adverbial, or an apposition that a comma closes."""
    start += start < stop and words.is_listed(start, "topic")
    if start < stop and words.breaks[start] and not words.breaks[stop]:
        return False  # "Asked about Emilio Garmendia, Salcedo answered": somebody else is the subject
    if all(words.is_listed(n, "object", "article") for n in range(start, stop)):
        return True
    if stop - start == 1 and _is_clitic(words, start):
        return True
    return start == stop or (is_adjunct(words, start, stop) and (words.breaks[start] or not is_office(words, stop - 1)))


def _is_clitic(words: Clause, at: int) -> bool:
    """True if a small word before a finite verb can only be an object or an adverb: "Ibarra le respondió"."""
    cased = words.language.features.isdisjoint({"uncased", "dotted_i"})
    small = cased and len(words.tokens[at].norm) <= MAX_CLITIC and not words.is_capital(at) and not words.breaks[at]
    return small and not words.is_listed(at, "negation", "modal", "condition", "denial", "that", "relative")


def span_of(words: Clause, start: int, end: int) -> Span:
    """Return where words stand in the text."""
    return (words.tokens[start].start, words.tokens[end - 1].end)
