"""Phrases around a cue, by closed word classes: the subject that ends before it, the noun phrase that begins after it.

All functions work on numbers of :class:`~attribune.statements.grammar.tokens.Pieces`; a range is ``[first, stop)``.
"""

from __future__ import annotations

from typing import NamedTuple

from attribune.statements.grammar.tokens import MASK, OF, Pieces, listed

MAX_SUBJECT = 70  # pieces looked back for a subject; the longest in PolNeAR train has about 60
MAX_LISTED = 5  # pieces of one member of "Voss, Petrov and Lindqvist"
_COMMAS = frozenset({",", "—", "–", "--"})
_HARD = frozenset({MASK, ";", ":", "…", "[", "("})
_NOUNS_ING = frozenset(
    "king morning evening building meeting filing being hearing ring spring string thing nothing something anything"
    " everything housing banking nursing engineering planning training mining shipping farming fishing acting visiting"
    " outgoing incoming ruling neighboring neighbouring managing commanding presiding founding sitting wing".split()
)
_NOT_CLAUSE_JOINTS = frozenset("and or plus nor but yet".split())
_PERCEIVED = frozenset("heard hear hears hearing saw watched let".split())  # "heard a caller say"
# An apposition that begins with one of these tells of the person; the second kind tells of the saying.
TELLS_OF_SOURCE = frozenset("who whose whom which known r d".split())
_TELLS_OF_SAYING = frozenset(
    "according per citing quoting speaking referring first as seen shown in on at from through via when asked".split()
)
_ONLY_INSIDE = frozenset("in on at of from through via seen known speaking shown".split())
OWNERS = frozenset("a an his her their its".split())


class Subject(NamedTuple):
    """A subject ``[first, stop)``; ``joint`` is the word that joins its clause to what stands before ("because")."""

    first: int
    stop: int
    joint: int


_KNOWN = frozenset("known described identified such named well regarded registered".split())  # before an "as" of theirs
_AFTER_VERB = (["a"], ["the"], ["on"], ["from"])
_DESCRIBES = frozenset("the its his her their one".split())
MAX_DESCRIPTION = 8  # pieces of "the team's leader" before its name
_closed = frozenset(
    w for name in ("preposition", "subordinator", "conjunction", "finite", "object", "opener") for w in listed(name)
) - OF.determiner - OF.pronoun  # fmt: skip
_CONTRACTED = frozenset(w for w in OF.finite if w.partition("'")[0] in (OF.pronoun | {"that"}) - {"who"} and "'" in w)
NOMINATIVE = frozenset("he she they we i".split())
_SUBJECTS = frozenset("he she they we it".split())


def contracted() -> frozenset[str]:
    """Pronouns with the verb after them in one word: "he's", "they'd"."""
    return _CONTRACTED


def closed() -> frozenset[str]:
    """Return the words that no noun phrase begins with."""
    return _closed


def starts_noun(pieces: Pieces, at: int) -> bool:
    """True if a noun phrase may begin at a piece: an article, a pronoun, a name, a bare noun."""
    word = pieces.words[at]
    if word in OF.determiner or word in OF.pronoun:
        return True
    participle = word.endswith("ing") and len(word) > 4 and word not in _NOUNS_ING
    return word not in _closed and word[0].isalnum() and not participle


def is_finite(pieces: Pieces, at: int, first: int) -> bool:
    """True if a piece looks like a verb that makes a clause; a participle before its noun isn't one."""
    word = pieces.words[at]
    if word in OF.finite:
        return not _joins_names(pieces, at)
    if at > first and pieces.words[at - 1] in NOMINATIVE:
        return word[0].isalnum() and word not in _closed
    if not word.endswith("ed") or at <= first or len(word) < 5:
        return False
    before = pieces.words[at - 1]
    after = pieces.words[at + 1] if at + 1 < len(pieces) else ""
    if before in OF.determiner or before in _closed or before.endswith("ly") or not before[0].isalnum():
        return False
    return after in OF.determiner or after in OF.pronoun or after in ("that", "him", "her", "them")


def _joins_names(pieces: Pieces, at: int) -> bool:
    """True if "do" or "am" is part of a name: "Jornal do Cais", "Blick am Abend"."""
    if pieces.words[at] not in ("do", "am") or not 0 < at < len(pieces) - 1:
        return False
    return pieces.capital(at - 1) and pieces.capital(at + 1)


def has_finite(pieces: Pieces, first: int, stop: int) -> bool:
    """True if a range holds a verb that makes it a clause."""
    return any(is_finite(pieces, at, first) for at in range(first, stop))


def is_verb(pieces: Pieces, at: int, first: int) -> bool:
    """True if a piece is likely a verb, more readily than by :func:`is_finite`: "complained", "rests on"."""
    words, word, before = pieces.words, pieces.words[at], pieces.words[at - 1]
    if is_finite(pieces, at, first):
        return True
    ends = word.endswith("ed") or (word.endswith("s") and words[at + 1 : at + 2] in _AFTER_VERB)
    return ends and len(word) > 4 and before[0].isalnum() and before not in _closed | OF.finite


def has_past(pieces: Pieces, first: int, stop: int) -> bool:
    """True if a range looks like a clause whose verb takes no object: "The talks collapsed late on Sunday"."""
    if first >= stop or not starts_noun(pieces, first):
        return False
    return any(_is_past(pieces, at) for at in range(first + 1, stop))


def _is_past(pieces: Pieces, at: int) -> bool:
    word, before = pieces.words[at], pieces.words[at - 1]
    if not word.endswith("ed") or word.endswith("eed") or len(word) < 4 or pieces.words[at + 1 : at + 2] == ["by"]:
        return False
    attribute = before in OF.determiner or before in _closed or pieces.adverb(at - 1)
    return before[0].isalnum() and not attribute


def has_clause(pieces: Pieces, first: int, stop: int, *, reduced: bool = False) -> bool:
    """True if a range holds a finite verb outside a relative clause.

    ``reduced``: a verb follows the range, so that "left" is none in "a poem left at the pond".
    """
    for at in range(first, stop):
        if pieces.words[at] in OF.relative or (pieces.words[at] == "that" and at > first):
            return False
        if is_finite(pieces, at, first) and not (reduced and _is_reduced(pieces, at, first)):
            return True
    return False


def _is_reduced(pieces: Pieces, at: int, first: int) -> bool:
    following = pieces.words[at + 1] if at + 1 < len(pieces) else ""
    return at > first + 1 and pieces.words[at] in OF.participle and following in OF.preposition


def is_front(pieces: Pieces, first: int, stop: int) -> bool:
    """True if a segment only leads up to the clause after it: "On Monday", "Speaking to Channel Nine", "When asked"."""
    words = pieces.words
    while first < stop and (words[first] in OF.conjunction or words[first] in _COMMAS):
        first += 1
    if first >= stop:
        return True
    word = words[first]
    if word in OF.preposition or word in OF.subordinator or word in OF.opener:
        return True
    if word.endswith(("ing", "ed", "ly")) and word not in _NOUNS_ING and not has_finite(pieces, first + 1, stop):
        return True
    return stop - first == 1 and word not in OF.pronoun and not pieces.capital(first)


def subject_before(pieces: Pieces, low: int, cue: int) -> Subject | None:
    """Return the subject that ends at piece ``cue``, looked for down to ``low``; None where
    what stands there is none.
    """
    low = max(_last_hard(pieces.words, low, cue) + 1, low, cue - MAX_SUBJECT)
    segments = _segments(pieces.words, low, cue)
    if segments[-1][0] < segments[-1][1]:
        return _plain_subject(pieces, segments)
    found = _set_off_subject(pieces, segments[:-1]) if len(segments) > 1 else None
    if found is None and low + 1 < cue and pieces.words[low] == "as":  # "as its pastor, Lucille Byrd, put it"
        inner = subject_before(pieces, low + 1, cue)
        return inner and inner._replace(joint=low)
    return found


def _last_hard(words: list[str], low: int, cue: int) -> int:
    """Return where the last mark stands that no subject runs over; what is in brackets is skipped."""
    at = cue - 1
    low = max(low, cue - MAX_SUBJECT)
    while at >= low:
        if words[at] in (")", "]"):
            opening = "(" if words[at] == ")" else "["
            while at > low and words[at] != opening:
                at -= 1
        elif words[at] in _HARD:
            return at
        at -= 1
    return low - 1


def _segments(words: list[str], low: int, cue: int) -> list[tuple[int, int]]:
    segments, at = [], low
    for number in range(low, cue):
        if words[number] in _COMMAS:
            segments.append((at, number))
            at = number + 1
    segments.append((at, cue))
    return segments


def _plain_subject(pieces: Pieces, segments: list[tuple[int, int]]) -> Subject | None:
    """Return a subject right before its cue, perhaps the end of a list: "Voss, Petrov and Lindqvist said"."""
    found = tail(pieces, *segments[-1])
    if found is None or found.first != segments[-1][0] or "and" not in pieces.words[found.first : found.stop]:
        return found
    first = found.first
    for start, stop in reversed(segments[:-1]):
        short = 0 < stop - start <= MAX_LISTED and starts_noun(pieces, start) and not has_finite(pieces, start, stop)
        if not short or is_front(pieces, start, stop):
            break
        first = start
    return Subject(first, found.stop, found.joint if first == found.first else first)


def _set_off_subject(pieces: Pieces, segments: list[tuple[int, int]]) -> Subject | None:
    """Return a subject whose apposition ends in a comma before the cue: "Mara Voss, the chief engineer, said"."""
    stop = segments[-1][1]
    for number in range(len(segments) - 1, -1, -1):
        start, end = segments[number]
        if start >= end:
            return None
        if _is_owned_subject(pieces, segments, number):
            return Subject(start, _end_of_apposition(pieces, segments, number, stop), start)
        if _is_parenthetical(pieces, start, number > 0) or (number and _joins_left(pieces, *segments[number - 1])):
            continue
        if number > 1 and _names_again(pieces, segments[number - 2 : number + 1]):
            continue
        found = tail(pieces, start, end)
        if found is None or (found.first == start and has_clause(pieces, start, end)):
            return None
        return Subject(found.first, _end_of_apposition(pieces, segments, number, stop), found.joint)
    return None


def _is_owned_subject(pieces: Pieces, segments: list[tuple[int, int]], number: int) -> bool:
    """True if a segment is the "whose president" of "the club, whose president, Ned Cole, said"."""
    start, end = segments[number]
    owned = pieces.words[start] == "whose" and number < len(segments) - 1
    return owned and not has_finite(pieces, start + 1, end) and pieces.capital(segments[number + 1][0])


def _names_again(pieces: Pieces, segments: list[tuple[int, int]]) -> bool:
    """True if the last of three segments is an apposition of the second's name: "Voss, speaking to Kveld, a daily,"."""
    (first, stop), (inner, end), (start, _) = segments
    if pieces.words[start] not in OWNERS or not _is_parenthetical(pieces, inner, True) or not pieces.capital(end - 1):
        return False
    return not is_front(pieces, first, stop) and tail(pieces, first, stop) is not None


def _is_parenthetical(pieces: Pieces, start: int, inside: bool) -> bool:
    """True if a segment between commas can't be a subject itself."""
    word = pieces.words[start]
    if word in TELLS_OF_SOURCE or word.isdigit() or (word in _ONLY_INSIDE and inside):
        return True
    away = word in _TELLS_OF_SAYING and word not in _ONLY_INSIDE and word not in ("when", "asked")
    return away or (word.endswith(("ed", "ing")) and not pieces.capital(start))


def _end_of_apposition(pieces: Pieces, segments: list[tuple[int, int]], number: int, stop: int) -> int:
    """Return where a set-off subject ends: before a segment that tells of the saying ("citing
    …") and not of the source.
    """
    for start, _ in segments[number + 1 :]:
        word = pieces.words[start]
        if word in _TELLS_OF_SAYING or (word.endswith(("ed", "ing")) and not pieces.capital(start)):
            return start - 1
    return stop


def _names_whom_it_describes(pieces: Pieces, at: int) -> bool:
    """True if "the team's leader, Sabine Rau," stands at a piece: a subject, no apposition of what precedes."""
    words = pieces.words
    if words[at : at + 1] == [] or words[at] not in _DESCRIBES:
        return False
    comma = next((n for n in range(at + 1, min(len(pieces), at + MAX_DESCRIPTION)) if words[n] == ","), None)
    if comma is None or comma + 2 >= len(pieces) or not words[comma - 1][0].isalnum():
        return False
    end = next((n for n in range(comma + 1, len(pieces)) if words[n] == ","), comma)
    named = 1 < end - comma - 1 <= 3 and all(pieces.capital(n) for n in range(comma + 1, end))
    return named and not any(pieces.capital(n) for n in range(at, comma))


def _joins_left(pieces: Pieces, start: int, end: int) -> bool:
    """True if a segment before an apposition is the head: a noun phrase itself, neither front matter nor a clause."""
    if start >= end or _names_whom_it_describes(pieces, end + 1):
        return False
    if is_front(pieces, start, end) and pieces.words[start] not in OF.subordinator:
        return False
    found = tail(pieces, start, end)
    if found is None or has_finite(pieces, found.first, found.stop):
        return False
    return not has_clause(pieces, start, end) or found.first > start


def tail(pieces: Pieces, first: int, stop: int) -> Subject | None:
    """Return the noun phrase that ends a comma-free range: after "because the captain" it is "the captain"."""
    words = pieces.words
    joint = _last_joint(pieces, first, stop)
    start = _past_openers(pieces, first if joint is None else joint + 1, stop)
    if (
        start is None
        or start >= stop
        or not starts_noun(pieces, start)
        or has_clause(pieces, start, stop, reduced=True)
    ):
        return None
    last = words[stop - 1]
    dangling = last in OF.object and words[stop - 2] != "of" and not last.endswith(("self", "selves"))
    if last in OF.dangling or last.endswith("'s") or dangling:
        return None
    return Subject(start, stop, first if joint is None else joint)


def _last_joint(pieces: Pieces, first: int, stop: int) -> int | None:
    """Return the last "because", "and", "heard" after which a noun phrase ends the range; "and"
    only between clauses.
    """
    words = pieces.words
    for at in range(stop - 2, first - 1, -1):
        word = words[at]
        joins = word in OF.subordinator or word in OF.conjunction or word in _PERCEIVED
        joins = joins or (word in ("which", "whom") and at > first and words[at - 1] in OF.preposition)
        if at > first and word == "as" and words[at - 1] in _KNOWN:
            continue
        if not joins or not starts_noun(pieces, at + 1) or has_clause(pieces, at + 1, stop):
            continue
        alone = words[at + 1] in _SUBJECTS  # "the boat sank and it": a clause begins there whatever stands before
        if word in _NOT_CLAUSE_JOINTS and at > first and not alone and not has_finite(pieces, first, at):
            continue
        return at
    return None


def _past_openers(pieces: Pieces, start: int, stop: int) -> int | None:
    """Past "But", "later", "On Monday" and "In a statement" to where the subject begins."""
    words = pieces.words
    while start < stop and words[start] not in OF.determiner and _opens(pieces, start):
        start += 1
    if start < stop and words[start] in OF.subordinator and words[start] != "that":
        start += 1
    if start >= stop or words[start] not in OF.preposition:
        return start
    return next((at for at in range(start + 2, stop) if _begins_anew(pieces, at)), None)


def _opens(pieces: Pieces, at: int) -> bool:
    word = pieces.words[at]
    if word in OF.conjunction or word in OF.opener or not word[0].isalnum():
        return True
    return word.endswith("ly") and not pieces.capital(at)


def _begins_anew(pieces: Pieces, at: int) -> bool:
    """True if a second noun phrase begins at a piece without a comma: "on Tuesday | the bridge"."""
    word, before = pieces.words[at], pieces.words[at - 1]
    if before in OF.preposition or before in OF.conjunction or not before[0].isalnum():
        return False
    if before in OF.moment or before.isdigit():
        return starts_noun(pieces, at)
    if before in OF.determiner:
        return False
    named = pieces.capital(at) and not pieces.capital(at - 1)
    return word in OF.determiner or word in OF.pronoun or named
