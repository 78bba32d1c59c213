"""Where a pattern may begin: a quick way past most of a text for patterns that begin with certain words or marks.

A regular expression of many alternatives, or one behind a look-around, is tried at every character. Most of what is
looked for here begins with a digit, a mark or one of a few words, and finding those is many times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache


@cache
def _runs(marks: str) -> re.Pattern[str]:
    return re.compile(rf"[A-Za-z]+|[0-9]+|[{re.escape(marks)}]")


def starts(text: str, start: int, end: int, opens: Callable[[str], object], marks: str) -> Iterator[int]:
    """The places in ``text[start:end]`` of a run of digits, of one of ``marks``, and of a word that ``opens``.

    Words are runs of ASCII letters as they are written; ``start:end`` are code points.
    """
    for run in _runs(marks).finditer(text, start, end):
        if opens(run[0]) or not run[0].isalpha():
            yield run.start()


def marked(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    """The places of ``pattern`` (a set of characters, which is found fast) in ``text[start:end]``."""
    return (match.start() for match in pattern.finditer(text, start, end))


def matches(pattern: re.Pattern[str], text: str, end: int, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer`` gives up to ``end``, where the pattern begins nowhere but at ``places``, in order."""
    at = 0
    for place in places:
        if place >= at and (found := pattern.match(text, place, end)):
            at = found.end()
            yield found
