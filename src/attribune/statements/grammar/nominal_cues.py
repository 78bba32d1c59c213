"""Nouns as cues: "the trainer's claim that …", "word from the conductor that …", "his admission on Sunday that …"."""

from __future__ import annotations

from functools import cache

from attribune.lexicon import pronouns, rows
from attribune.statements.grammar.parser_state import Open, Sentence
from attribune.statements.grammar.phrases import closed, is_verb, starts_noun, subject_before
from attribune.statements.grammar.tokens import BREAKS, MASK, OF

MAX_BETWEEN = 12  # pieces between a noun and its "that": "by two people who know him"
MAX_OWNER = 5  # pieces of an owner: "the ministry's own chief engineer's"
MIN_CLAUSE = 3  # pieces after "that"; fewer are "the claim that he made"
_AGENT = frozenset({"by", "from", "of"})
_OWNERS = pronouns("possessive")
_IS = frozenset("is was were".split())
_SETTING = frozenset("in during through via".split())
_THAT = frozenset("that all both".split())
_JOINS = frozenset({"&", "of", "de", "la", "von", "van"})
_ENDS = frozenset({",", ";", "—", "–", "--", ":"})


@cache
def nouns() -> dict[str, str]:
    """Return the nouns that report, with the medium they point to."""
    return {noun: row[0] for row in rows("grammar/nominal_cues.tsv") for noun in row[1].split()}


def read_nouns(s: Sentence) -> None:
    """Take what the sentence's nouns report, where it says whose words they are."""
    known = nouns()
    if known.keys().isdisjoint(s.words):
        return
    for at, word in enumerate(s.words):
        if word in known and at not in s.at_cue:
            one = _reported(s, at, known[word])
            if one is not None:
                s.take(one)
                s.thats.add(one.parts[0].first - 1)


def _reported(s: Sentence, at: int, medium: str) -> Open | None:
    that = _that(s, at)
    short = that is not None and that + MIN_CLAUSE >= s.limit and MASK not in s.words[that:]
    if that is None or short or that + 1 >= s.limit:
        return None
    owned = _by_agent(s, at, that) or _owner(s, at) or _by_light_verb(s, at)
    if owned is None:
        return None
    source, first, cue = owned
    if first and s.words[first - 1] in _SETTING and any(0 < first - n < MAX_BETWEEN for n in s.at_cue):
        return None  # "said in its report that", where the verb has the clause
    one = Open(None, cue, source, form="noun", medium=medium)
    one.add(that + 1, _stop(s, that + 1, opens=first == 0))
    return one


def _that(s: Sentence, at: int) -> int | None:
    """Return where the "that" of the noun stands: next to it, or behind what tells by whom, to whom, when."""
    words = s.words
    if at + 1 < s.limit and words[at + 1] == "that":
        return at + 1
    if at + 2 < s.limit and words[at + 1] in _IS and (words[at + 2] in ("that", ":") or words[at + 2] == MASK):
        return at + 1 + (words[at + 2] != MASK)  # "her answer was that …", "his words were: “…”"
    if at + 2 >= s.limit or not _tells_of_saying(s, at + 1):
        return None
    for number in range(at + 2, min(s.limit, at + MAX_BETWEEN)):
        word = words[number]
        if word == "that":
            return number
        if word in OF.finite or (word in BREAKS and word != "-") or word == MASK or number in s.at_cue:
            return None
    return None


def _tells_of_saying(s: Sentence, at: int) -> bool:
    """True if "by two aides", "to the police", "on Sunday" begins at a piece, and not "of a way", "to try"."""
    word, following = s.words[at], s.words[at + 1]
    if word in ("on", "in"):
        return following in OF.moment
    if word == "to":
        return following in OF.determiner or following in OF.object or s.pieces.capital(at + 1)
    return word in _AGENT and following != "that" and (word != "of" or s.pieces.capital(at + 1))


_Owned = tuple[tuple[int, int] | None, int, tuple[int, int]]  # source, where all begins, cue; in pieces


def _by_agent(s: Sentence, at: int, that: int) -> _Owned | None:
    """ "The assertion by the conductor that": behind the noun."""
    if s.words[at + 1] not in _AGENT or not starts_noun(s.pieces, at + 2):
        return None
    first = at - (at > 0 and s.words[at - 1] in OF.determiner)
    return (at + 2, that), first, (at, at + 1)


def _owner(s: Sentence, at: int) -> _Owned | None:
    """ "The trainer's claim that", "his claim that": before the noun."""
    word = s.words[at - 1] if at else ""
    if word in _OWNERS:
        return (at - 1, at), at - 1, (at, at + 1)
    if not word.endswith(("'s", "s'")) or word in OF.finite:
        return None
    first = _owner_start(s, at - 1)
    return (first, at), first, (at, at + 1)


def _owner_start(s: Sentence, last: int) -> int:
    """Return where the owner that ends in "'s" at a piece begins."""
    words, first = s.words, last
    while first > 0 and last - first < MAX_OWNER:
        word = words[first - 1]
        if (word in OF.determiner and word not in _THAT) or word in _OWNERS:
            return first - 1
        named = s.pieces.capital(first - 1) or (word in _JOINS and first > 1 and s.pieces.capital(first - 2))
        plain = word[0].isalnum() and word not in closed() and not word.endswith("ed") and first - 1 not in s.at_cue
        if not named and not (plain and not s.pieces.capital(first)):
            break
        first -= 1
    return first if s.pieces.capital(first) or words[first] in OF.determiner else last


def _by_light_verb(s: Sentence, at: int) -> _Owned | None:
    """ "The lawyers take the view that", "the club issued a warning that": the subject speaks."""
    first = at - (at > 0 and s.words[at - 1] in OF.determiner)
    verb = first - 1
    if verb > 1 and s.words[verb] in OF.object | _OWNERS:
        verb -= 1  # "gave her an assurance that"
    if verb < 1 or s.words[verb] not in OF.light:
        return None
    begin = verb
    while begin > 0 and s.words[begin - 1] in OF.auxiliary:
        begin -= 1
    subject = subject_before(s.pieces, 0, begin)
    return ((subject.first, subject.stop), subject.first, (begin, at + 1)) if subject is not None else None


def _stop(s: Sentence, first: int, *, opens: bool) -> int:
    """Return where the clause ends: before the verb of the noun, if that is a subject; else at the next mark."""
    words = s.words
    mark = next((n for n in range(first + 1, s.limit) if words[n] in _ENDS and words[n + 1 : n + 2] != [MASK]), s.limit)
    if not opens:
        return mark
    inner = next((n for n in range(first + 1, mark) if is_verb(s.pieces, n, first)), mark)
    at = inner + 1
    while at < mark and (words[at] in OF.auxiliary or s.pieces.adverb(at)):
        at += 1
    at += at < mark and words[inner] in OF.finite and words[at].endswith(("ed", "en"))  # "was fully equipped"
    return next((n for n in range(at, mark) if is_verb(s.pieces, n, first)), mark)
