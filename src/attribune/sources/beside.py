"""Whose a quotation is that names nobody: the speaker in its paragraph, the one whose words it goes on with, a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attribune.records import Statement
from attribune.sources.entities import Entity
from attribune.sources.mentions import Mention

_APART = frozenset({"post", "article"})  # passages that hold whole paragraphs: who wrote them doesn't speak beside
_REACH = 64  # statements on either side that are looked at


class Beside:
    """The speakers and names of one article by where they stand; made when every source has been resolved."""

    def __init__(
        self,
        text: str,
        statements: Sequence[Statement],
        speakers: Sequence[Entity | None],
        names: Sequence[Mention],
        block_starts: Sequence[int],
    ) -> None:
        self._end = len(text)
        self._statements = statements
        self._starts = block_starts
        self._people = [name for name in names if name.kind == "person"]
        self._people_starts = [name.start for name in self._people]
        self._said = sorted(
            (statement.content[-1][0], number)
            for number, statement in enumerate(statements)
            if speakers[number] is not None and statement.medium not in _APART
        )
        self._speakers = list(speakers)

    def of(self, number: int) -> Entity | Mention | None:
        """The speaker of a quotation without a source, or the name beside it; None where neither stands near.

        In its own paragraph first (before it, then after it), then the speaker who ends the paragraph before, then a
        person named in its paragraph, then one named in the paragraph before.
        """
        at = self._statements[number].content[0][0]
        block = bisect_right(self._starts, at) - 1
        start = self._starts[block] if block >= 0 else 0
        stop = self._starts[block + 1] if block + 1 < len(self._starts) else self._end
        here = self._speaking(number, start, stop)
        if here is not None:
            return here
        earlier = self._starts[block - 1] if block > 0 else start
        person = self._person(start, stop, at)
        return person or self._speaking(number, earlier, start) or self._person(earlier, start, start)

    def _speaking(self, number: int, start: int, stop: int) -> Entity | None:
        """Who speaks last before the quotation in ``start:stop``, else first after it.

        Passages that hold the quotation itself don't count.
        """
        at = self._statements[number].content[0][0]
        middle = bisect_left(self._said, (at, -1))
        before = reversed(self._said[max(0, middle - _REACH) : middle])
        after = self._said[middle : middle + _REACH]
        for place, other in (*before, *after):
            held = any(s <= at < e for s, e in self._statements[other].content)
            if start <= place < stop and other != number and not held:
                return self._speakers[other]
        return None

    def _person(self, start: int, stop: int, at: int) -> Mention | None:
        """The person named nearest before ``at`` in ``start:stop``, else the first after it."""
        number = bisect_right(self._people_starts, at) - 1
        while number >= 0 and self._people[number].start >= start:
            if self._people[number].end <= at:
                return self._people[number]
            number -= 1
        number = bisect_left(self._people_starts, start)
        return self._people[number] if number < len(self._people) and self._people[number].start < stop else None
