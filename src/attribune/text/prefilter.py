"""The places at which a pattern may begin: a fast filter for patterns that begin with certain words or marks.

A regular expression of many alternatives, or one behind a look-around, is tried at every character. Most of what is
looked for here begins with a digit, a mark or one of a few words, and finding those is many times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, compress, count

DIGITS = "0"  # how :func:`find_starts` names a run of digits
_RUN = re.compile(r"[a-z]+\s*|[0-9]+\s*|\s+|\S\s*")  # each with the space behind it, as there are fewer then


@lru_cache(maxsize=2)
def _runs(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """Return words in lower case, runs of digits and single marks with their places; kept for the next who looks."""
    piece = text[start:end].lower()
    if len(piece) != end - start:  # a letter whose small form is longer
        piece = "".join(one.lower() if one.isascii() else one for one in text[start:end])
    pieces = _RUN.findall(piece)
    places = list(accumulate(map(len, pieces), initial=start))
    return [DIGITS if "0" <= run < ":" else run for run in map(str.rstrip, pieces)], places


def find_starts(text: str, start: int, end: int, opens: Container[str]) -> Iterator[int]:
    """Return the places in ``text[start:end]`` of the words, marks and ``DIGITS`` that are in ``opens``.

    Words are runs of ASCII letters, and compared in lower case; a mark is any other character but white space.
    """
    runs, places = _runs(text, start, end)
    return compress(places, map(opens.__contains__, runs))


def find_starts_before(
    text: str, start: int, end: int, opens: Container[str], needed: Container[str], reach: int
) -> Iterator[int]:
    """Yield the places that :func:`find_starts` gives where one of ``needed`` stands there or is one of the next
    ``reach`` words and marks.
    """
    runs, places = _runs(text, start, end)
    near = list(compress(count(), map(needed.__contains__, runs)))
    at = 0
    for number in compress(count(), map(opens.__contains__, runs)):
        while at < len(near) and near[at] < number:
            at += 1
        if at == len(near):
            return
        if near[at] - number <= reach:
            yield places[number]


def before_any(places: Iterable[int], spans: Sequence[tuple[int, int]], reach: int) -> Iterator[int]:
    """Yield the places in or at most ``reach`` before one of some spans; both in order."""
    number = 0
    for place in places:
        while number < len(spans) and spans[number][1] <= place:
            number += 1
        if number == len(spans):
            return
        if spans[number][0] - place <= reach:
            yield place


def find_marks(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    """Return the places of ``pattern`` (a set of characters, which is found fast) in ``text[start:end]``."""
    return (match.start() for match in pattern.finditer(text, start, end))


def matches(pattern: re.Pattern[str], text: str, end: int, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer`` gives up to ``end``, where the pattern begins nowhere but
    at ``places``, in order.
    """
    at = 0
    for place in places:
        if place >= at and (match := pattern.match(text, place, end)):
            at = match.end()
            yield match


def either(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches where any of some does; one look at it says that none of them will match.

    >>> bool(either(["(?i)read more", "[0-9]+"]).match("Read more"))
    True
    """
    return re.compile("|".join(f"(?i:{p[4:]})" if p.startswith("(?i)") else f"(?:{p})" for p in patterns))


_HEAD = re.compile(r"\\b(?:\(\?:(?P<several>(?:[^()]|\([^()]*\))*)\)(?![?*{])|(?P<one>[a-z].*))", re.DOTALL)
_BAR = re.compile(r"\|(?![^(]*\))")
_LETTERS = re.compile(r"[a-z]+(?![?*{])")


def openings(pattern: str) -> tuple[str, ...]:
    """Return the letters with which the first word of all that a pattern matches begins; empty where it doesn't show
    them.

    >>> openings(r"\\b(?:e-mails?|comments?|read\\s+(?:out|aloud))\\s+by\\s")
    ('e', 'comment', 'read')
    """
    head = _HEAD.match(pattern)
    if head is None:
        return ()
    letters = [
        _LETTERS.match(alternative)
        for alternative in (_BAR.split(head["several"]) if head["several"] else (head["one"],))
    ]
    return tuple(match[0] for match in letters if match) if all(letters) else ()
