"""Which of many spans hold a place, without looking at all of them: for turns, statements and what they quote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

from attribune.text.spans import union as union

Key = tuple[int, int, int]


def owners(spans: Iterable[tuple[int, int, Key]], places: Sequence[int]) -> Iterator[Key | None]:
    """Yield for each of the places, in order, the least key of the spans that hold it; ``spans`` come by their starts.

    One pass over both: a span that has ended before a place holds none that follows.
    """
    waiting = iter(spans)
    following = next(waiting, None)
    open_: list[tuple[Key, int]] = []
    for place in places:
        while following is not None and following[0] <= place:
            heappush(open_, (following[2], following[1]))
            following = next(waiting, None)
        while open_ and open_[0][1] <= place:
            heappop(open_)
        yield open_[0][0] if open_ else None


class Holding:
    """Spans with a length and a number each; of those that hold a place the number with the least length is found."""

    def __init__(self, spans: Iterable[tuple[int, int, int, int]]) -> None:
        """``spans``: start, end, length, number."""
        known = sorted(spans)
        self._places = sorted({place for start, end, _, _ in known for place in (start, end)})
        keys = owners(((start, end, (length, number, 0)) for start, end, length, number in known), self._places)
        self._numbers = [key[1] if key else None for key in keys]

    def at(self, place: int) -> int | None:
        """Return the number whose span holds ``place``; of several that with the least length,
        then the least number.
        """
        at = bisect_right(self._places, place) - 1
        return self._numbers[at] if at >= 0 else None
