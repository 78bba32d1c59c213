"""What a finder (rules or a net) gives before it becomes a :class:`~attribune.records.Statement`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from attribune.records import Span

_WORD = re.compile(r"\w+")


class Found(NamedTuple):
    """Spans of one attribution in the article's text; ``recipient`` is whom it was told to ("told CNN").
    A tuple, since it is made and changed many times for each statement.

    ``quoted``: all of the content stands in quotation marks.
    ``form``: how a rule's content and cue are joined ("that", "trail"…).
    ``fixed``: a wording that a net can't be better at than a rule ("was quoted as saying").
    ``within``: it stands inside a quotation, whose words report it.
    """

    content: tuple[Span, ...]
    cue: Span | None = None
    source: tuple[Span, ...] | None = None
    medium: str | None = None
    negated: bool = False
    recipient: Span | None = None
    confidence: float = 0.5
    tier: str = "rules"
    quoted: bool = False
    fixed: bool = False
    form: str = ""
    within: bool = False

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Where its content ends."""
        return self.content[-1][1]

    def with_content(self, spans: tuple[Span, ...]) -> Found:
        """Return the same with other content, in order."""
        return self._replace(content=tuple(sorted(spans)))


def word_count(text: str, spans: tuple[Span, ...]) -> int:
    """Return how many words some spans of a text have."""
    return sum(len(_WORD.findall(text, start, end)) for start, end in spans)


class Near:
    """Finds the members of a list of :class:`Found` that may touch a span, without looking at all of them."""

    def __init__(self, members: Iterable[Found]) -> None:
        reaching = sorted(((_reach(m), n, m) for n, m in enumerate(members)), key=lambda item: item[:2])
        self._members = [m for _, _, m in reaching]
        self._starts = [start for (start, _), _, _ in reaching]
        self._longest = max((end - start for (start, end), _, _ in reaching), default=0)

    def around(self, one: Found) -> list[Found]:
        """Return every member whose spans may overlap those of ``one``."""
        start, end = _reach(one)
        low = bisect_left(self._starts, start - self._longest)
        return self._members[low : bisect_right(self._starts, end)]


def _reach(found: Found) -> Span:
    low, high = found.content[0]
    for start, end in (*found.content[1:], *(found.source or ()), *((found.cue,) if found.cue else ())):
        low = start if start < low else low
        high = end if end > high else high
    return (low, high)
