"""What stands in the evidence where a quotation has an ellipsis or a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from attribune.records import Span

_DOTS = r"(?:…|⋯|\.(?:\s{0,2}\.){2,3})"
_MARK = re.compile(rf"(?P<ellipsis>[\[(]\s{{0,2}}{_DOTS}\s{{0,2}}[\])]|{_DOTS})|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W_]+")
MAX_MARKS = 20


@dataclass(frozen=True, slots=True)
class Gap:
    """One ellipsis or bracket of a quotation (``mark``) and the stretch of the passage that stands there."""

    mark: str
    is_ellipsis: bool
    span: Span


def gaps(quote: str, passage: str) -> list[Gap]:
    """Return the marks of a quotation with what the passage has in their places; none where its words aren't all there.

    >>> passage = "Gulls, who ask nobody, ride free, and it is late."
    >>> [(gap.mark, passage[slice(*gap.span)]) for gap in gaps("Gulls … ride free, and [the boat] is late", passage)]
    [('…', ', who ask nobody, '), ('[the boat]', 'it')]
    """
    marks = [match for match in _MARK.finditer(quote) if not _joined_letters(quote, match)]
    if not 0 < len(marks) <= MAX_MARKS:
        return []
    borders = [0, *(border for match in marks for border in match.span()), len(quote)]
    runs = [quote[low:high] for low, high in zip(borders[::2], borders[1::2], strict=True)]
    places = list(_places(runs, passage))
    if len(places) < len(runs):
        return []
    found = []
    for match, (one, two) in zip(marks, pairwise(places), strict=True):
        low, high = one[1], max(one[1], two[0])
        if not match["ellipsis"]:
            words = list(_WORD.finditer(passage, low, high))
            low, high = (words[0].start(), words[-1].end()) if words else (low, low)
        found.append(Gap(match[0], bool(match["ellipsis"]), (low, high)))
    return found


def _joined_letters(quote: str, match: re.Match[str]) -> bool:
    """True if a bracket is one letter of a word, "[T]he", or says that the words stand so, "[sic]"."""
    if match[0].strip("[].! ").lower() == "sic":
        return True
    return not match["ellipsis"] and len(match[0]) == 3 and quote[match.end() : match.end() + 1].isalpha()


def _places(runs: list[str], passage: str) -> Iterator[Span]:
    """Yield where each run of words stands, in order; ends where one doesn't."""
    at = 0
    for run in runs:
        words = [word.casefold() for word in _WORD.findall(run.replace("[", "").replace("]", ""))]
        if not words:
            yield (at, at if run is not runs[-1] else len(passage))
            continue
        pattern = r"[\W_]+".join(map(re.escape, words))
        match = re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])", re.IGNORECASE).search(passage, at)
        if match is None:
            return
        yield match.span()
        at = match.end()
