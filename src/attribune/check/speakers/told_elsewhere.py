"""Whom a draft's description means, where another file of the evidence tells it: "the caretaker", of Ada Reed's words.

An interview has its speaker's name, and the court report or the obituary beside it what that one is. Only the
evidence's own words count: another file names the speaker in full and is read with the same rules as the one that has
the words; nobody else in the evidence may be so described.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attribune.check.circumstances.others import Joined
from attribune.check.speakers.comparison import same_speaker
from attribune.check.speakers.described.covering import describes
from attribune.check.speakers.voice import Voice, person_name
from attribune.lexicon import pronouns
from attribune.records import Source
from attribune.sources.names.entity_types import head_of
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import Name, parse_name

_LEAD = re.compile(
    r"\b(?:(?P<the>the|his|her|its|their)|(?P<other>another|other|fellow|second|two|three|both|former)|an?)\s(?:[\w’'-]{1,20}\s){0,3}\Z",
    re.IGNORECASE,
)

if TYPE_CHECKING:
    from attribune.check.evidence.cache import Views

MOST_FILES = 12  # of the evidence that name a speaker, or have a description's noun, that are looked at
MOST_PEOPLE = 40  # of one file of whom it is asked whether they are so described
REACH = 60  # code points before and behind a noun in which it is told whose it is
MOST_ARTICLES = 200  # of the evidence: in more, a name or a noun means too many


def meant_elsewhere(voice: Voice | None, speaker: Source, number: int, read: Views) -> Voice | None:
    """Return the draft's description as the evidence speaker's name, where another file than ``number`` says that it is
    this one; else None."""
    name = parse_name(speaker.name) if speaker.kind == "person" else None
    if voice is None or voice.doubt or name is None or not name.given or len(read.evidence) > MOST_ARTICLES:
        return None
    noun = head_of(voice.mention.split(",")[0])
    if not noun or plain(voice.mention) in pronouns() or (person_name(voice) is not None):
        return None
    numbers = [n for n in read.layer(Joined).having(name.family) if n != number][:MOST_FILES]
    answers = [_answer(voice, name, n, read) for n in numbers]
    if True not in answers or False in answers or _is_anothers(voice.mention, noun, name, read):
        return None
    return Voice(name=speaker.name, mention=speaker.name, span=voice.span, source=None)


def _answer(voice: Voice, name: Name, number: int, read: Views) -> bool | None:
    """Return whether one file says that the draft's speaker is who bears a name; None where it doesn't tell."""
    index = read(number).speakers
    called = index.people.called(name)
    if len(called) != 1 or not called[0].sure or not called[0].given:
        return None
    (person,) = called
    mentions = tuple(sorted(person.spans))
    text = index.reading.article.text
    source = Source(
        id=f"named {person.name}", name=person.name, kind="person", roles=tuple(person.roles), mentions=mentions
    )
    return same_speaker(voice, source, tuple(dict.fromkeys(text[s:e] for s, e in mentions)), index).same


def _is_anothers(called: str, noun: str, name: Name, read: Views) -> bool:
    """True if any file describes somebody else so, or may: has the noun in a sentence that neither names this one nor
    takes somebody up ("the caretaker"), or has several of them."""
    for number in read.layer(Joined.small).having(noun)[:MOST_FILES]:
        index = read(number).speakers
        for one in index.people.all[:MOST_PEOPLE]:
            if one.fits(name) is not True and any(describes(role, called, index) for role in one.roles):
                return True
        text = index.reading.article.text
        for place in re.finditer(rf"\b{re.escape(noun)}(?P<several>s\b|\b)", text, re.IGNORECASE):
            lead = _LEAD.search(text, max(0, place.start() - REACH), place.start())
            around = text[max(0, text.rfind("\n", 0, place.start())) : place.end() + REACH]
            if place["several"] or (lead is not None and lead["other"]):
                return True
            if name.family not in around and (lead is None or not lead["the"]):
                return True
    return False
