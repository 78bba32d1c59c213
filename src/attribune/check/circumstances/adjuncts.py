"""The circumstances that a sentence of narration gives to a saying: to whom, where, in what.

"At the gate she told parents in a letter" has three: the gate, parents, a letter. Names, posts, days and figures aren't
read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from attribune.check.context.frames import lemma
from attribune.lexicon import calendar, pronouns, rows, word_class, words
from attribune.records import Span
from attribune.statements.grammar.cues import cues
from attribune.statements.grammar.tokens import MASK
from attribune.text.document import Document, Layers

MOST_WORDS = 8  # of the phrase behind a preposition
KNOWN_WORDS = 16_384  # forms of words whose lemma is remembered; an article has a thousand
_PLACES = "in at on from outside inside during to by via over into through aboard"
_ORDER = frozenset("before after following".split())
_PREPOSITIONS = frozenset(_PLACES.split()) | _ORDER
_LED_BY = frozenset("in at on from outside inside during via aboard over after following before".split())
_TOKEN = re.compile(r"[^\W_]+(?:[’'./&-][^\W_]+)*|\x01+|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]")
_STOPS = frozenset(
    "that which who whom whose where when while as but and or if whether because although though than of for with "
    "about against under between among without within until since is was were are be been has had have not "
    "seen".split()
)
_DETERMINERS = frozenset("the a an this that these those".split()) | pronouns("possessive")
_TIMES = frozenset(
    "day days night nights evening morning afternoon noon midnight week weekend month year years time hour hours "
    "minute minutes moment today yesterday tomorrow later earlier spring summer autumn winter beginning end once first "
    "last age turn front behalf part fact addition response reply return english".split()
)
_FINITE = frozenset("is are was were has have had will would can could may might must should".split())
_TOLD = frozenset("told tells tell telling".split())
Token = tuple[str, int]  # a word or mark, and where it begins


@dataclass(frozen=True, slots=True)
class Adjunct:
    """One circumstance: the words that tell it as a lemma each, the noun that they are headed by, and as written.

    ``order``: it tells what came before or after the saying; ``listener``: to whom it was said.
    """

    head: str
    content: frozenset[str]
    text: str
    order: bool = False
    listener: bool = False


@cache
def _small() -> frozenset[str]:
    days = {name.lower() for row in calendar("weekday") + calendar("month") for name in row}
    return words("text/stopwords.txt") | pronouns() | _TIMES | days


@cache
def kinds() -> dict[str, frozenset[str]]:
    """Return the classes of nouns that name one kind of occasion, by lemma: "conference" and "reporters"."""
    found: dict[str, set[str]] = {}
    for kind, nouns in rows("check/occasions.tsv"):
        for word in nouns.split():
            found.setdefault(lemma(word), set()).add(kind)
    return {word: frozenset(of) for word, of in found.items()}


def content(text: str) -> frozenset[str]:
    """Return the telling words of a text, as lemmas."""
    return frozenset(filter(None, map(_telling, _TOKEN.findall(text))))


@lru_cache(maxsize=KNOWN_WORDS)
def _telling(word: str) -> str:
    """Return the lemma of a word that tells something, "" for another word or a mark."""
    base = _base(word)
    return lemma(base) if base[:1].isalnum() and base not in _small() and len(base) > 1 else ""


def words_of(document: Document) -> frozenset[str]:
    """Return the telling words of an article: a layer of its document."""
    return content(document.text)


def adjuncts(narration: str, *, everything: bool = False) -> list[Adjunct]:
    """Return what a sentence of narration tells of its saying: what it begins with, and what follows its verbs of
    saying; with ``everything`` whatever stands behind a preposition."""
    reader = _Reader(narration)
    while reader.at < len(reader.tokens):
        reader.step(everything)
    return reader.found


class _Reader:
    """Reads a sentence token by token. ``open``: a preposition that comes now belongs to the saying."""

    def __init__(self, narration: str) -> None:
        self.text, self.at, self.found = narration, 0, list[Adjunct]()
        self.tokens: list[Token] = [(m[0], m.start()) for m in _TOKEN.finditer(narration)]
        self._verbs = [(cue.start, cue.end) for cue in cues(Layers(narration), 0, len(narration))]
        self._open = self._first = True
        self._said = -1  # where the last verb of saying ended whose clause goes on

    def step(self, everything: bool) -> None:
        """Read the next token, with the whole phrase where it leads to one."""
        word, start = self.tokens[self.at]
        low = word.lower()
        verb = next((one for one in self._verbs if one[0] <= start < one[1]), None)
        if verb is not None:
            self._verb(verb)
            return
        self.at += 1
        if low in _PREPOSITIONS and (self._open or everything) and not (low == "to" and self._is_infinitive()):
            self._phrase(low)
        elif word[0] == MASK:
            self._open = self._first = True
        elif self._first and low.endswith("ing"):
            self._open, self._first = True, False
        elif word in ":;,.":
            self._said = -1
        elif _WORD.match(word) and low not in _LED_BY and low not in _DETERMINERS and not low.endswith("ly"):
            self._open = self._open and low not in _STOPS and self._said >= 0
        if _WORD.match(word):
            self._first = False

    def _verb(self, verb: Span) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at][1] < verb[1]:
            self.at += 1
        self._open, self._first, self._said = True, False, verb[1]
        if self.text[slice(*verb)].lower().split()[-1] in _TOLD:
            self._phrase("to")

    def _is_infinitive(self) -> bool:
        """True if "to" leads to a verb, as far as is seen: no determiner, name or plural follows."""
        after = self.tokens[self.at][0] if self.at < len(self.tokens) else ""
        return after.islower() and after not in _DETERMINERS and not after.endswith("s")

    def _phrase(self, led_by: str) -> None:
        """Read the noun phrase that begins now, and keep what it tells."""
        first, inside = self.at, list[tuple[str, int]]()
        while self.at < min(len(self.tokens), first + MOST_WORDS) and self._goes_on(self.at, bool(inside)):
            base = _base(self.tokens[self.at][0])
            if not base[0].isdigit() and base not in _small():
                inside.append((lemma(base), self.at))
            self.at += 1
        if len(inside) > 1 and self._word(inside[-1][1]) in word_class("grammar/word_classes.tsv", "participle"):
            inside.pop()  # "a letter sent to staff"
        if not inside or len(inside[-1][0]) == 1 or (self._said >= 0 and self._word(self.at) in _FINITE):
            return  # "said slowness in banking was": the subject of what is said
        last = self.tokens[inside[-1][1]]
        self.found.append(
            Adjunct(
                inside[-1][0],
                frozenset(word for word, _ in inside),
                self.text[self.tokens[first][1] : last[1] + len(last[0])],
                order=led_by in _ORDER,
                listener=led_by == "to",
            )
        )

    def _word(self, at: int) -> str:
        return self.tokens[at][0].lower() if at < len(self.tokens) else ""

    def _goes_on(self, at: int, begun: bool) -> bool:
        """True if a token can belong to the phrase in which it stands."""
        word = self.tokens[at][0]
        low = word.lower()
        if word[0].isdigit():
            return True
        if not _WORD.match(word) or low in _STOPS or low in _PREPOSITIONS:
            return False
        if begun and (low in _DETERMINERS or (word[0].isupper() and not self.tokens[at - 1][0][0].isupper())):
            return False  # the subject of the clause that the phrase leads
        if begun and low.endswith("ing") and word.islower():
            return False
        return low in _DETERMINERS or low not in pronouns()


def _base(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("’s")
