"""Are words plainly somebody else's than a draft says? An accusation needs proof on both sides.

The draft's speaker must be one person whom the evidence knows, or who has a whole name that it doesn't know; the
evidence must name or describe its own speaker right beside the words, and not the draft's.
"""

from __future__ import annotations

import re

from attribune.check.draft import DraftQuote
from attribune.check.quote import find_deceptive_character
from attribune.check.speakers.described.covering import covers
from attribune.check.speakers.voice import person_name
from attribune.check.turns import Turn, View
from attribune.records import Source, Span
from attribune.sources.coref.layout.names import tells_topic
from attribune.sources.coref.people import Person
from attribune.sources.coref.pronouns import is_pronoun
from attribune.sources.names.entity_types import head_of, is_person_word
from attribune.sources.names.lexicon import plain, table
from attribune.statements.grammar.cues import verbs

LEAST_NAME = 2  # words of a record's label that is a whole name
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*\w")
_WORD = re.compile(r"[^\W\d_]")
_END = re.compile(r"(?<=[a-z][.!?])\s+")
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)


def is_plainly_anothers(quote: DraftQuote, turn: Turn, view: View, span: Span) -> bool:
    """True if the evidence plainly has the words of ``turn`` from another than the speaker whom the draft names."""
    voice, speaker = quote.voice, turn.speaker
    if voice is None or voice.doubt or speaker is None:
        return False
    if any(find_deceptive_character(name) for name in (voice.name, voice.mention, speaker.name)):
        return False  # a reader may see another name
    name = person_name(voice)
    if name is None or not (name.given or name.title or " " in voice.name):
        name = name if name is not None and not _ARTICLE.match(voice.mention) else None
    if name is None:
        return False
    people = view.speakers.people
    called = people.called(name)
    if len(called) > 1 or (called and not called[0].sure) or (not called and not name.given):
        return False
    known = called[0] if called else None
    ours = {plain(part) for each in (known.names if known else (name,)) for part in (*each.given, each.family)}
    ours |= {plain(part) for part in (*name.given, name.family)}
    ours |= {plain(word) for word in _CAPITAL.findall(f"{voice.name} {voice.mention}")}
    theirs = _names(speaker, turn, known)
    if is_screen_name(quote, turn):
        return False
    theirs, ours = theirs - ours, ours - theirs
    person = people.at(speaker.mentions)
    if not theirs or not ours or (person is not None and (person is known or not person.sure)):
        return False
    if speaker.kind == "person" and (person is None or (not called and person.fits(name) is not False)):
        return False
    if is_pronoun(voice.mention) and theirs & _plain_words(f"{quote.before} {quote.after}"):
        return False  # whom "she" means in the draft may be either of them
    if turn.set_apart:
        if len(speaker.name.split()) < LEAST_NAME and not any(title in table("titles.tsv") for title in theirs):
            return False  # "Member" of a record may be anybody
        start = view.utterances.paragraph(span[0])[0]
        return not ours & _plain_words(view.reading.article.text[start : span[0]])
    if not _is_told_beside(turn, view, span):
        return False
    ours = {word for word in ours if word not in table("titles.tsv")}
    own = _plain_words(view.narration_at(span[0]))
    if not theirs & own:  # "he said": the last sentence of narration must lead to nobody else
        start = view.utterances.paragraph(span[0])[0]
        told = [one for one in _END.split(view.utterances.narration((start, span[0]))) if _WORD.search(one)]
        while told and _is_bare(told[-1]):
            told.pop()
        own |= _plain_words(told[-1] if told else "")
    return bool(theirs & own) and not ours & own


def is_screen_name(quote: DraftQuote, turn: Turn) -> bool:
    """True if words set apart stand under another family name than the draft's behind the same given name: who writes
    as "Ada Tai" in a chat may be Ada Reed elsewhere."""
    name = person_name(quote.voice) if quote.voice is not None else None
    if name is None or turn.speaker is None or not turn.set_apart:
        return False
    return bool({plain(given) for given in name.given} & {plain(word) for word in turn.speaker.name.split()[:1]})


def _is_told_beside(turn: Turn, view: View, span: Span) -> bool:
    """True if what gives the words to their speaker stands in their own paragraph, not carried over from another."""
    low, high = view.utterances.paragraph(span[0])
    cue = turn.statement.cue if turn.statement is not None else None
    number = view.frames.quotation(span[0])
    saying = view.utterances.saying(number) if number is not None else None
    told = [place for place in (cue, saying.narration if saying is not None else None) if place is not None]
    return all(low <= start and end <= high for start, end in told) and not is_led_by_topic(view, span)


def is_led_by_topic(view: View, span: Span) -> bool:
    """True if the paragraph only says before the words what they are about: whose they are isn't told there."""
    start = view.utterances.paragraph(span[0])[0]
    return tells_topic(view.reading.article.text[start : span[0]].strip("“\"‘' \n"))


def _is_bare(narration: str) -> bool:
    """True if narration names nobody and leads to nobody: "he said"."""
    found = _plain_words(narration)
    return len(found) <= LEAST_NAME and all(is_pronoun(word) or word in verbs() for word in found)


def _names(speaker: Source, turn: Turn, known: Person | None) -> set[str]:
    """Return the words that name the evidence's speaker, or the noun that describes one who has no name; none where
    that may
    describe the draft's."""
    if speaker.kind in ("person", "organization"):
        found = (word for name in (speaker.name, *turn.mentions) for word in _CAPITAL.findall(name))
        return {plain(word) for word in found if len(word) > 1 and not is_pronoun(word)}
    noun = head_of(speaker.name)
    if not any(re.match(r"an?\s", mention, re.IGNORECASE) for mention in turn.mentions):
        return set()  # "the member" may be whoever was named so before
    if known is None or not known.roles or not noun or not is_person_word(noun):
        return set()
    described = any(covers(role, speaker.name) or noun in role for role in known.roles)
    return set() if described else {plain(noun)}


def _plain_words(text: str) -> set[str]:
    """Return the words of a text without those that only own something: "Ms Voss's neighbour" isn't Ms Voss."""
    return {plain(word) for word in re.findall(r"[^\W\d_][\w’'-]*", text) if word[-2:] not in ("'s", "’s")}
