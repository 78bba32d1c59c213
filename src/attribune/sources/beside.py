"""Whose a quotation is that names nobody: the speaker in its paragraph, the one whose words it goes on with, a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attribune.records import Statement
from attribune.sources.entities import Entity
from attribune.sources.mentions import Mention

_APART = frozenset({"post", "article"})  # passages that hold whole paragraphs: who wrote them doesn't speak beside
_REACH = 64  # statements of one paragraph that are looked at


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
        before = [pair for pair in here if pair[0] < at]
        if before or here:
            return (before[-1] if before else here[0])[1]
        earlier = self._starts[block - 1] if block > 0 else start
        last = self._speaking(number, earlier, start)
        person = self._person(start, stop, at)
        if person is not None or last:
            return person if person is not None else last[-1][1]
        return self._person(earlier, start, start)

    def _speaking(self, number: int, start: int, stop: int) -> list[tuple[int, Entity]]:
        """Who speaks in ``start:stop``, with where; not in passages that hold the quotation itself."""
        at = self._statements[number].content[0][0]
        found = []
        low = bisect_left(self._said, (start, -1))
        for place, other in self._said[low : low + _REACH]:
            if place >= stop:
                break
            speaker = self._speakers[other]
            held = any(s <= at < e for s, e in self._statements[other].content)
            if other != number and speaker is not None and not held:
                found.append((place, speaker))
        return found

    def _person(self, start: int, stop: int, at: int) -> Mention | None:
        """The person named nearest before ``at`` in ``start:stop``, else the first after it."""
        low, high = bisect_left(self._people_starts, start), bisect_left(self._people_starts, stop)
        inside = self._people[low:high]
        before = [m for m in inside if m.end <= at]
        return before[-1] if before else (inside[0] if inside else None)
