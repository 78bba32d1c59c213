"""The circumstances that a sentence of narration gives to a saying: to whom, where, in what.

"At the gate she told parents in a letter" has three: the gate, parents, a letter. Names, posts, days and figures aren't
read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from attribune.check.context.frames import lemma
from attribune.lexicon import calendar, pronouns, rows, words
from attribune.statements.grammar.cues import cues
from attribune.statements.grammar.tokens import MASK
from attribune.text.document import Layers

MOST_WORDS = 8  # of the phrase behind a preposition
_PLACES = "in at on from outside inside during to by via over into through aboard"
_ORDER = frozenset("before after following".split())
_PREPOSITIONS = frozenset(_PLACES.split()) | _ORDER
_LED_BY = frozenset("in at on from outside inside during via aboard over after following before".split())
_TOKEN = re.compile(r"[^\W_]+(?:[’'./&-][^\W_]+)*|\x01+|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]")
_STOPS = frozenset(
    "that which who whom whose where when while as but and or if whether because although though than of for with about "
    "against under between among without within until since is was were are be been has had have not seen".split()
)
_DETERMINERS = frozenset("the a an his her their its my our your this that these those".split())
_TIMES = frozenset(
    "day days night nights evening morning afternoon noon midnight week weekend month year years time hour hours minute "
    "minutes moment today yesterday tomorrow later earlier spring summer autumn winter beginning end once first last age "
    "turn front behalf part fact addition response reply return tears english".split()
)


@dataclass(frozen=True, slots=True)
class Adjunct:
    """One circumstance: the words that tell it as a lemma each, the noun that they are headed by, and as written.

    ``order``: it tells what came before or after the saying.
    """

    head: str
    content: frozenset[str]
    text: str
    order: bool = False


@cache
def _small() -> frozenset[str]:
    days = {name.lower() for row in calendar("weekday") + calendar("month") for name in row}
    return words("text/stopwords.txt") | pronouns() | _TIMES | days


@cache
def kinds() -> dict[str, frozenset[str]]:
    """Return the classes of nouns that name one kind of occasion, by lemma: "conference" and "reporters"."""
    found: dict[str, set[str]] = {}
    for kind, listed in rows("check/occasions.tsv"):
        for word in listed.split():
            found.setdefault(lemma(word), set()).add(kind)
    return {word: frozenset(of) for word, of in found.items()}


def content(text: str) -> frozenset[str]:
    """Return the telling words of a text, as lemmas."""
    return frozenset(
        lemma(word)
        for word in (token.lower().removesuffix("'s").removesuffix("’s") for token in _TOKEN.findall(text))
        if word[0].isalnum() and word not in _small() and len(word) > 1
    )


def adjuncts(narration: str, *, everything: bool = False) -> list[Adjunct]:
    """Return what a sentence of narration tells of its saying: what it begins with, and what follows its verbs of
    saying; with ``everything`` whatever stands behind a preposition."""
    tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(narration)]
    verbs = [(cue.start, cue.end, cue.verb) for cue in cues(Layers(narration), 0, len(narration))]
    found: list[Adjunct] = []
    open_, at, after_told = True, 0, False
    first = True
    while at < len(tokens):
        word, start, end = tokens[at]
        low = word.lower()
        verb = next((v for v in verbs if v[0] <= start < v[1]), None)
        if verb is not None:
            open_ = True
            at += 1
            while at < len(tokens) and tokens[at][1] < verb[1]:
                at += 1
            if narration[slice(*verb[:2])].lower().split()[0] in ("told", "tells", "tell", "telling"):
                at = _phrase(tokens, at, narration, found)
            continue
        if low in _PREPOSITIONS and (open_ or everything) and not (low == "to" and _is_infinitive(tokens, at)):
            at = _phrase(tokens, at + 1, narration, found, order=low in _ORDER)
            continue
        if word[0] == MASK:
            open_, first = True, True
        elif first and low.endswith("ing"):
            open_ = True
        elif word in ",;" and not everything:
            pass
        elif low in _LED_BY or low in ("the", "a", "an", "his", "her") or low.endswith("ly"):
            pass
        elif not everything and _WORD.match(word):
            open_ = open_ and not first and low not in _STOPS and _tail(narration, start, verbs)
        first = False if _WORD.match(word) else first
        at += 1
    return found


def _is_infinitive(tokens: list[tuple[str, int, int]], at: int) -> bool:
    """True if "to" leads to a verb, as far as is seen: no determiner, name or plural follows."""
    after = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    return after.islower() and after not in _DETERMINERS and not after.endswith("s")


def _tail(narration: str, at: int, verbs: list[tuple[int, int, str]]) -> bool:
    """True if a word stands behind a verb of saying with no other clause between."""
    before = [v for v in verbs if v[1] <= at]
    return bool(before) and not re.search(r"[,;:.]", narration[before[-1][1] : at])


def _phrase(
    tokens: list[tuple[str, int, int]], at: int, narration: str, found: list[Adjunct], *, order: bool = False
) -> int:
    """Read a noun phrase from a token on; add what it tells, and return the token behind it."""
    first, last_content, head = at, None, ""
    inside: list[str] = []
    while at < len(tokens) and at - first < MOST_WORDS:
        word = tokens[at][0]
        low = word.lower()
        if not word[0].isdigit() and (not _WORD.match(word) or low in _STOPS or low in _PREPOSITIONS):
            break
        if inside and (low in _DETERMINERS or (word[0].isupper() and not tokens[at - 1][0][0].isupper())):
            break  # what follows is the clause's subject
        if word[0].isdigit():
            pass
        elif low in pronouns() and low not in _DETERMINERS:
            break
        elif low.removesuffix("'s").removesuffix("’s") not in _small():
            base = low.removesuffix("'s").removesuffix("’s")
            if inside and low[-3:] in ("ing",) and not word[0].isupper():
                break
            inside.append(lemma(base))
            head, last_content = lemma(base), at
        at += 1
    if last_content is not None and len(head) > 1:
        text = narration[tokens[first][1] : tokens[last_content][2]]
        found.append(Adjunct(head=head, content=frozenset(inside), text=text, order=order))
    return max(at, first)
