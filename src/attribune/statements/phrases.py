"""Phrases around a cue, by closed word classes: the subject that ends before it, the noun phrase that begins after it.

All functions work on numbers of :class:`~attribune.statements.pieces.Pieces`; a range is ``[first, stop)``.
"""

from __future__ import annotations

from dataclasses import dataclass

from attribune.statements.pieces import BREAKS, MASK, Pieces, listed

MAX_SUBJECT = 70  # pieces looked back for a subject; the longest in PolNeAR train has about 60
_COMMAS = frozenset({",", "—", "–", "--"})
_HARD = frozenset({MASK, ";", ":", "…", "]", "["})
_PARENTHETICAL = frozenset("who whose whom which citing quoting speaking referring first as".split())
_PERCEIVED = frozenset("heard hear hears hearing saw watched let".split())  # "heard a caller say"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject ``[first, stop)``; ``opens`` is where the segment or clause it belongs to begins, with its joint word."""

    first: int
    stop: int
    joint: int


def starts_noun(pieces: Pieces, at: int) -> bool:
    """Whether a noun phrase may begin at a piece: an article, a pronoun, a name, a bare noun."""
    word = pieces.words[at]
    if word in listed("determiner") or word in listed("pronoun"):
        return True
    if word in closed() or not word[0].isalnum() or (word.endswith("ing") and len(word) > 4 and word not in _NOUNS_ING):
        return False
    return True


_NOUNS_ING = frozenset("king morning building meeting filing being hearing ring spring string thing nothing".split())


def closed() -> frozenset[str]:
    """The words that no noun phrase begins with."""
    return _closed


_closed = frozenset(
    w for name in ("preposition", "subordinator", "conjunction", "finite", "object", "opener") for w in listed(name)
) - listed("determiner") - listed("pronoun")  # fmt: skip


def is_finite(pieces: Pieces, at: int, first: int) -> bool:
    """Whether a piece looks like a verb that makes a clause; a participle before its noun isn't one."""
    word = pieces.words[at]
    if word in listed("finite"):
        return True
    if not word.endswith("ed") or at <= first or len(word) < 5:
        return False
    before = pieces.words[at - 1]
    after = pieces.words[at + 1] if at + 1 < len(pieces) else ""
    if before in listed("determiner") or before in closed() or before.endswith("ly") or not before[0].isalnum():
        return False
    return after in listed("determiner") or after in listed("pronoun") or after in ("that", "him", "her", "them")


def has_finite(pieces: Pieces, first: int, stop: int) -> bool:
    """Whether a range holds a verb that makes it a clause."""
    return any(is_finite(pieces, at, first) for at in range(first, stop))


def is_front(pieces: Pieces, first: int, stop: int) -> bool:
    """Whether a segment only leads up to the clause after it: "On Monday", "Speaking to Channel Nine", "When asked"."""
    words = pieces.words
    while first < stop and (words[first] in listed("conjunction") or words[first] in _COMMAS):
        first += 1
    if first >= stop:
        return True
    word = words[first]
    if word in listed("preposition") or word in listed("subordinator") or word in listed("opener"):
        return True
    ending = word.endswith(("ing", "ed", "ly")) and not has_finite(pieces, first + 1, stop)
    return (
        ending
        and word not in _NOUNS_ING
        or (stop - first == 1 and word not in listed("pronoun") and not pieces.capital(first))
    )


def subject_before(pieces: Pieces, low: int, cue: int) -> Subject | None:
    """The subject that ends at piece ``cue``, looked for down to ``low``; None where what stands there is none."""
    words = pieces.words
    low = max(_last_hard(words, low, cue) + 1, low, cue - MAX_SUBJECT)
    segments = _segments(words, low, cue)
    if not segments:
        return None
    if segments[-1][0] < segments[-1][1]:
        return _plain_subject(pieces, segments)
    return _set_off_subject(pieces, segments[:-1]) if len(segments) > 1 else None


def _last_hard(words: list[str], low: int, cue: int) -> int:
    at = cue - 1
    while at >= low:
        if words[at] in (")", "]"):
            opening = "(" if words[at] == ")" else "["
            back = at
            while back > low and words[back] != opening:
                back -= 1
            at = back - 1
            continue
        if words[at] in _HARD or words[at] == "(":
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
    """A subject right before its cue, perhaps the end of a list: "Voss, Petrov and Lindqvist said"."""
    found = tail(pieces, *segments[-1])
    if found is None or found.first != segments[-1][0] or len(segments) < 2:
        return found
    words = pieces.words
    if "and" not in words[found.first : found.stop]:
        return found
    first = found.first
    for start, stop in reversed(segments[:-1]):
        short = 0 < stop - start <= 5 and starts_noun(pieces, start) and not has_finite(pieces, start, stop)
        if not short or is_front(pieces, start, stop):
            break
        first = start
    return Subject(first, found.stop, found.joint if first == found.first else first)


def _set_off_subject(pieces: Pieces, segments: list[tuple[int, int]]) -> Subject | None:
    """A subject whose apposition ends in a comma before the cue: "Mara Voss, the chief engineer, said"."""
    words = pieces.words
    number = len(segments) - 1
    stop = segments[-1][1]
    while number >= 0:
        start, end = segments[number]
        if start >= end:
            return None
        parenthetical = (
            words[start] in _PARENTHETICAL
            or words[start].isdigit()
            or (words[start].endswith(("ed", "ing")) and not pieces.capital(start))
            or (
                words[start] in ("seen", "known", "speaking", "shown", "in", "on", "at", "of", "from", "through", "via")
                and number > 0
            )
            or (words[start] == "r" or words[start] == "d")
        )
        if parenthetical:
            number -= 1
            continue
        previous = segments[number - 1] if number else None
        if previous and previous[0] < previous[1] and _joins_left(pieces, previous, segments[number]):
            number -= 1
            continue
        found = tail(pieces, start, end)
        if found is None or (found.first == start and has_clause(pieces, start, end)):
            return None
        return Subject(found.first, _end_of_apposition(pieces, segments, number, stop), found.joint)
    return None


def _end_of_apposition(pieces: Pieces, segments: list[tuple[int, int]], number: int, stop: int) -> int:
    """Where a set-off subject ends: before a segment that tells of the saying ("citing …") and not of the one who says."""
    for start, _ in segments[number + 1 :]:
        word = pieces.words[start]
        away = word in (
            "citing",
            "quoting",
            "speaking",
            "referring",
            "in",
            "on",
            "at",
            "through",
            "via",
            "first",
            "as",
            "when",
            "asked",
            "from",
        )
        if away or (word.endswith(("ed", "ing")) or word in ("seen",)) and not pieces.capital(start):
            return start - 1
    return stop


def _joins_left(pieces: Pieces, previous: tuple[int, int], own: tuple[int, int]) -> bool:
    """Whether a segment before an apposition is the head: a noun phrase itself, neither front matter nor a clause."""
    start, end = previous
    if is_front(pieces, start, end) and pieces.words[start] not in listed("subordinator"):
        return False
    found = tail(pieces, start, end)
    if found is None or has_finite(pieces, found.first, found.stop):
        return False
    return not has_clause(pieces, start, end) or found.first > start


def has_clause(pieces: Pieces, first: int, stop: int) -> bool:
    """Whether a range holds a finite verb outside a relative clause."""
    for at in range(first, stop):
        if pieces.words[at] in listed("relative") or (pieces.words[at] == "that" and at > first):
            return False
        if is_finite(pieces, at, first):
            return True
    return False


def tail(pieces: Pieces, first: int, stop: int) -> Subject | None:
    """The noun phrase that ends a comma-free range: after "because the captain" it is "the captain"."""
    words = pieces.words
    joint = start = first
    for at in range(stop - 2, first - 1, -1):
        word = words[at]
        clause = word in listed("subordinator") or word in listed("conjunction")
        clause = clause or word in _PERCEIVED
        if not clause or not starts_noun(pieces, at + 1) or has_clause(pieces, at + 1, stop):
            continue
        if word in ("and", "or", "plus", "nor", "but", "yet") and at > first and not has_finite(pieces, first, at):
            continue
        joint, start = at, at + 1
        break
    start = _past_openers(pieces, start, stop)
    if start is None or start >= stop or not starts_noun(pieces, start):
        return None
    last = words[stop - 1]
    if last in listed("dangling") or last.endswith("'s") or last in listed("object"):
        return None
    return None if has_clause(pieces, start, stop) else Subject(start, stop, joint)


def _past_openers(pieces: Pieces, start: int, stop: int) -> int | None:
    """Past "But", "later", "On Monday" and "In a statement" to where the subject begins."""
    words = pieces.words
    while start < stop and (
        words[start] in listed("conjunction") or words[start] in listed("opener")
        or (words[start].endswith("ly") and not pieces.capital(start)) or not words[start][0].isalnum()
    ):  # fmt: skip
        if words[start] in listed("determiner"):
            break
        start += 1
    if start < stop and words[start] in listed("subordinator") and words[start] != "that":
        start += 1
    if start >= stop or words[start] not in listed("preposition"):
        return start
    return next((at for at in range(start + 2, stop) if _begins_anew(pieces, at)), None)


def _begins_anew(pieces: Pieces, at: int) -> bool:
    """Whether a second noun phrase begins at a piece without a comma: "on Tuesday | the bridge"."""
    word, before = pieces.words[at], pieces.words[at - 1]
    if before in listed("preposition") or before in listed("conjunction") or not before[0].isalnum():
        return False
    if before in listed("moment") or before.isdigit():
        return starts_noun(pieces, at)
    if before in listed("determiner"):
        return False
    new = (
        word in listed("determiner") or word in listed("pronoun") or (pieces.capital(at) and not pieces.capital(at - 1))
    )
    return new and word not in ("one's",)


def noun_phrase(pieces: Pieces, first: int, limit: int, *, apposition: bool = True) -> int:
    """Where the noun phrase that begins at ``first`` ends, with its appositions."""
    words = pieces.words
    at = _phrase_stop(pieces, first, limit)
    while apposition and at < limit and words[at] == "," and at + 1 < limit and _is_apposition(pieces, at + 1, limit):
        at = _phrase_stop(pieces, at + 1, limit)
    return at


_STOPPING = frozenset(
    "as while after before during when because since although though if adding referring speaking".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight".split())
_SETTINGS = frozenset(
    "statement interview speech post tweet email letter call briefing memo video message conference filing news podcast"
    " release report hearing testimony telephone phone".split()
)


def _phrase_stop(pieces: Pieces, first: int, limit: int) -> int:
    words = pieces.words
    for at in range(first, limit):
        word = words[at]
        if word == MASK or (word in BREAKS and word not in "-()") or (word == "(" and at == first):
            return at
        if at == first:
            continue
        if word in _STOPPING or word == "?" or word == "!":
            return at
        if word in ("in", "on", "at", "during", "late", "early", "last", "this", "by", "over") and _tells_when(
            words, at, limit
        ):
            return at
        if word in ("and", "but") and at + 1 < limit and words[at + 1] in ("he", "she", "they", "it", "that", "added"):
            return at
        if word in _DAYS and words[at - 1] not in ("the", "a", "of", "this", "last"):
            return at
    return limit


def _tells_when(words: list[str], at: int, limit: int) -> bool:
    """Whether "in a televised interview", "on Monday", "last week" begin here: they belong to the saying."""
    near = words[at + 1 : min(limit, at + 5)]
    if words[at] in ("last", "this", "late", "early") or words[at] == "on":
        if near and near[0] in listed("moment"):
            return True
    return (
        words[at] not in ("last", "this", "late", "early")
        and bool(near)
        and near[0] in ("a", "an", "his", "her", "their", "its")
        and any(word in _SETTINGS for word in near)
    )


_PERSON_NOUNS = (
    "er",
    "or",
    "man",
    "woman",
    "chief",
    "ist",
    "ant",
    "ident",
    "ary",
    "ess",
    "aide",
    "head",
    "ian",
    "al",
    "ent",
    "ege",
    "ate",
    "ess",
    "son",
    "ter",
    "ier",
    "ive",
    "eer",
    "ner",
    "mp",
)


def _is_apposition(pieces: Pieces, at: int, limit: int) -> bool:
    """Whether a segment after a comma goes on with the noun phrase before it."""
    words = pieces.words
    word = words[at]
    stop = _phrase_stop(pieces, at, limit)
    ends = stop >= limit or words[stop] in BREAKS or words[stop] == MASK
    if word in ("who", "whose", "which", "whom", "cited", "obtained", "seen", "published", "reported", "reviewed"):
        return True
    if word in ("r", "d") or word.isdigit():
        return True
    if not starts_noun(pieces, at) or has_clause(pieces, at, stop):
        return False
    if word in listed("pronoun") or word == "according":
        return False
    return ends


def recipient(pieces: Pieces, first: int, limit: int) -> int:
    """Where the one who is told ends: after "told" "the court", "state television", "Channel Nine", "him"; or ``first``."""
    words = pieces.words
    if first >= limit or words[first] in BREAKS or words[first] == MASK:
        return first
    word = words[first]
    if word in listed("object") or word in ("her", "it", "you", "everyone", "everybody", "someone", "anyone", "nobody"):
        owns = (
            word == "her"
            and first + 1 < limit
            and words[first + 1] not in closed()
            and words[first + 1] not in listed("determiner")
            and words[first + 1] not in listed("pronoun")
            and words[first + 1][0].isalnum()
            and not pieces.capital(first + 1)
            and words[first + 1] != "that"
        )
        if not owns:
            return first + 1
    if word in closed() or word in ("that", "he", "she", "they", "we", "i"):
        return first
    at = first + 1
    if word in listed("determiner"):
        at += 1 if at < limit and words[at][0].isalnum() else 0
    named = pieces.capital(at - 1)
    while at < limit and words[at] != MASK and words[at] not in BREAKS:
        here = words[at]
        if here in ("of", "and", "&", "for") and at + 1 < limit and words[at + 1] not in listed("pronoun"):
            joined = pieces.capital(at + 1) or (here in ("of", "and") and words[at + 1] in listed("determiner"))
            if here == "and" and not pieces.capital(at + 1) and starts_noun(pieces, at + 1):
                joined = True
            if joined:
                at += 2
                continue
            break
        if named and pieces.capital(at) and here not in listed("moment") and here not in listed("pronoun"):
            at += 1
            continue
        if (
            here == "that"
            or here in closed()
            or here in listed("determiner")
            or here in listed("pronoun")
            or here in listed("question")
            or here in listed("moment")
            and here != "sun"
        ):
            break
        if pieces.capital(at) != named and named and not words[at - 1].endswith("'s"):
            owned = any(word.endswith("'s") for word in words[first:at])
            titled = at + 1 < limit and pieces.capital(at + 1) and not pieces.capital(at)
            if not titled and (not owned or not _ends_phrase(pieces, at, limit)):
                break
        if pieces.capital(at):
            named = True
        at += 1
    return at


def _ends_phrase(pieces: Pieces, at: int, limit: int) -> bool:
    """Whether a word is the last of a phrase: a mark, "that", or nothing follows."""
    return (
        at + 1 >= limit
        or not pieces.words[at + 1][0].isalnum()
        or pieces.words[at + 1] in closed()
        or pieces.words[at + 1] == "that"
    )
