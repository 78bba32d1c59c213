"""What a pronoun in somebody's words may mean: the names and phrases before it in the evidence, the nearest first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from attribune.check.turns import Turn, View
from attribune.lexicon import calendar, pronouns
from attribune.lexicon import words as word_list
from attribune.sources.coref.people import Person
from attribune.sources.names.lexicon import listed, plain, table
from attribune.text.sentences import sentences

MAX_SENTENCES = 8  # before a pronoun in which what it means is looked for
MAX_BLOCKS = 4  # paragraphs, its own included
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
STOPS = (
    word_list("names/small_words.txt")
    | pronouns("subject", "object")
    | frozenset(
        "before after at on in into under over between about against than near is was are were be been has have had"
        " will would can could may might must do does did not n't and or but with by from as when where while who whom"
        " which that than then there here".split()
    )
)
MALE, FEMALE, THING, SEVERAL = (pronouns(who) for who in ("he", "she", "it", "they"))
CLITIC = re.compile(r"['’](?:s|re|ll|ve|d|m)$")
_PHRASE = re.compile(
    r"\b(?:the|an?|my|our|your|his|her|its|their|this|that|these|those|every|each|[A-Z][\w’-]{0,30}['’]s)\s{1,9}"
    r"(?P<noun>[a-z][\w-]{0,30}(?:\s{1,9}[a-z][\w-]{0,30}){0,3})"
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:\s+(?:of\s+|the\s+|de\s+|van\s+)?[A-ZÀ-Þ][\w’'-]*){0,4}")
_APPOSED = re.compile(r",?\s+(?=[A-ZÀ-Þ][^\W\d_A-Z])")


@dataclass(frozen=True, slots=True)
class Meant:
    """Something a pronoun may mean: its words, where they stand, whether they open their sentence, and who it is."""

    words: str
    start: int
    opens: bool
    person: Person | None = None


def meant_before(word: str, at: int, view: View, turn: Turn) -> Iterator[list[Meant]]:
    """Yield what a pronoun at ``at`` may mean, sentence by sentence backwards, the nearest first in each that has
    anything.

    Behind an earlier pronoun of the same kind nothing new is meant: what it means stands before that one. What others
    say, and the speaker of the words, isn't meant.
    """
    text = view.reading.article.text
    same = next((kind for kind in (MALE, FEMALE, THING, SEVERAL) if word in kind), frozenset({word}))
    account = _Account(view, turn, at)
    blocks = view.reading.article.blocks
    number = bisect_right(blocks, at, key=lambda block: block.start)
    seen = 0
    for block in reversed(blocks[max(0, number - MAX_BLOCKS) : number]):
        for low, high in reversed(sentences(text, block.start, min(block.end, max(at, block.start)))):
            seen += 1
            if seen > MAX_SENTENCES:
                return
            stop = account.first_of(same, low, min(high, at))
            found = list(account.phrases(low, stop))
            if found:
                yield found[::-1]


class _Account:
    """The account and the speaker's own words before a place of one article."""

    def __init__(self, view: View, turn: Turn, at: int) -> None:
        self._text, self._people = view.reading.article.text, view.speakers.people
        speaker = turn.speaker
        self._person = self._people.at(speaker.mentions) if speaker else None
        self._mentions = {start for start, _ in speaker.mentions} if speaker else set()
        called = [self._text[slice(*span)] for span in speaker.mentions] if speaker else []
        self._own_words = {plain(w) for name in called for w in WORD.findall(name)}
        roles = [*(speaker.roles if speaker else ()), *(self._person.roles if self._person else ())]
        self._roles = [titled(role) for role in [*roles, speaker.name if speaker else ""]]
        self._quotes = [(q.start, q.end) for q in view.document.outer if q.start < at]
        self._starts = [start for start, _ in self._quotes]
        self._spoken = turn.spoken

    def first_of(self, same: frozenset[str], low: int, high: int) -> int:
        """Return where the first pronoun of a kind stands in ``text[low:high]``, the speaker's
        own left out; else ``high``.
        """
        for match in WORD.finditer(self._text, low, high):
            alike = CLITIC.sub("", plain(match[0])) in same and match.start() not in self._mentions
            if alike and self._heard(match.start()):
                return match.start()
        return high

    def phrases(self, low: int, high: int) -> Iterator[Meant]:
        """Yield the names and phrases in ``text[low:high]`` in order."""
        first = next((m.start() for m in WORD.finditer(self._text, low, high)), low)
        names = list(self._names(low, high, first))
        found = [*names, *self._described(low, high, first, names)]
        yield from sorted((one for one in found if self._heard(one.start)), key=lambda one: one.start)

    def _names(self, low: int, high: int, first: int) -> Iterator[Meant]:
        for match in _NAME.finditer(self._text, low, high):
            name, start = match[0], match.start()
            if start == first and plain(name.split()[0]) in listed("not_names.txt") | STOPS:
                name = name.partition(" ")[2]
                start = match.end() - len(name)
            parts = titled(name)
            if not parts or parts <= _dates():
                continue
            told = self._people.told(start, match.end())
            person = told[0][1] if told else None
            own = person is self._person if person and self._person else telling(name) <= self._own_words
            if not own:
                yield Meant(name, start, match.start() == first, person)

    def _described(self, low: int, high: int, first: int, names: list[Meant]) -> Iterator[Meant]:
        for match in _PHRASE.finditer(self._text, low, high):
            kept: list[str] = []
            for noun in match["noun"].split():
                if plain(noun) in STOPS or plain(noun).endswith("ly"):
                    break
                kept.append(noun)
            phrase = " ".join(kept)
            if not kept or _APPOSED.match(self._text, match.start("noun") + len(phrase)):
                continue  # of the name behind it
            if any(titled(phrase) <= role for role in self._roles):
                continue  # of the speaker
            if not any(one.start <= match.start() < one.start + len(one.words) for one in names):
                yield Meant(phrase, match.start(), match.start() == first)

    def _heard(self, place: int) -> bool:
        """True if a place is in the account or in the speaker's own words, and not in what somebody else says."""
        number = bisect_right(self._starts, place) - 1
        quoted = number >= 0 and place < self._quotes[number][1]
        return not quoted or any(start <= place < end for start, end in self._spoken)


def titled(phrase: str) -> set[str]:
    """Return the words of a phrase but for function words, titles too."""
    return {w for word in WORD.findall(phrase) if (w := plain(word)) not in STOPS}


def telling(phrase: str) -> set[str]:
    """Return the same without titles, where there is anything else."""
    found = titled(phrase)
    return {word for word in found if word not in table("titles.tsv")} or found


def _dates() -> frozenset[str]:
    names = (*calendar("weekday", short=True), *calendar("month", short=True))
    return frozenset(plain(name) for forms in names for name in forms)
