"""Whose a quotation is that names nobody: the speaker in its paragraph, the one whose words it goes on with, a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attribune.records import Block, Statement
from attribune.sources.coref.entities import Entity
from attribune.sources.coref.layout.names import LONGEST, tells_topic
from attribune.sources.names.recognition import Mention

_APART = frozenset({"post", "article"})  # passages that hold whole paragraphs: who wrote them doesn't speak beside
_ENDS = frozenset({"list_item", "blockquote", "pull_quote", "heading", "title", "caption", "credit", "embed"})
_SENTENCE = re.compile(r"[.!?][”\"’]?\s+(?=[A-ZÀ-Þ])")
_REACH = 64  # statements on either side that are looked at


class Beside:
    """The speakers and names of one article by where they stand; made when every source has been resolved."""

    def __init__(
        self,
        text: str,
        statements: Sequence[Statement],
        speakers: Sequence[Entity | None],
        names: Sequence[Mention],
        blocks: Sequence[Block],
    ) -> None:
        self._text, self._end = text, len(text)
        self._statements = statements
        self._blocks, self._starts = blocks, [block.start for block in blocks]
        self._people = [name for name in names if name.kind == "person"]
        self._people_starts = [name.start for name in self._people]
        self._said = sorted(
            (statement.content[-1][0], number)
            for number, statement in enumerate(statements)
            if speakers[number] is not None and statement.medium not in _APART
        )
        self._speakers = list(speakers)

    def of(self, number: int) -> tuple[Entity | Mention | None, str]:
        """Return the speaker of a quotation without a source, or the name beside it, by which rule; None where none is
        near.

        In its own paragraph first (before it, then after it), then the speaker who ends the paragraph before, then a
        person named in its paragraph outside quotations. (With the sources of PolNeAR's training quotations hidden,
        these are right in 61, 78, 63 and 68 of 100; a name in the paragraph before would be in 55, and isn't taken.)
        """
        at = self._statements[number].content[0][0]
        block = bisect_right(self._starts, at) - 1
        start = self._starts[block] if block >= 0 else 0
        stop = self._starts[block + 1] if block + 1 < len(self._starts) else self._end
        earlier = self._starts[block - 1] if block > 0 and self._goes_on(block) else start
        topical = at - start <= 2 * LONGEST and tells_topic(self._text[start:at].rstrip(" \n“\"‘'"))
        for low, high, after, rule in (
            (start, at, False, "speaker before it"),
            (at, stop, True, "speaker after it"),
            (earlier, start, False, "speaker of the paragraph before"),
        ):
            speaker = self._speaking(number, low, high, after=after)
            if speaker is not None:
                if low == earlier < start and not topical and self._named_otherwise(start, stop, speaker):
                    break  # its own paragraph names somebody else
                return speaker, rule
        person = self._person(start, stop, at) if not topical else None
        return (person, "name beside it") if person is not None else (None, "")

    def _goes_on(self, number: int) -> bool:
        """True if a block can go on with the one before: not from one item, block quote or heading to what follows."""
        before, block = self._blocks[number - 1].kind, self._blocks[number].kind
        return before not in _ENDS and block != "list_item"

    def _speaking(self, number: int, start: int, stop: int, *, after: bool) -> Entity | None:
        """Return who speaks last in ``start:stop``, or first where that lies ``after`` the quotation.

        Passages that hold the quotation itself don't count.
        """
        at = self._statements[number].content[0][0]
        low, high = bisect_left(self._said, (start, -1)), bisect_left(self._said, (stop, -1))
        near = self._said[low : min(high, low + _REACH)] if after else self._said[max(low, high - _REACH) : high][::-1]
        for _, other in near:
            held = any(s <= at < e for s, e in self._statements[other].content)
            if other != number and not held:
                return self._speakers[other]
        return None

    def _person(self, start: int, stop: int, at: int) -> Mention | None:
        """Return the person named nearest before ``at`` in ``start:stop``, else the first after it; before a colon the
        one who opens the sentence: "Brandt signed off on Plaza: “…”"."""
        opener = self._opener(start, at)
        if opener is not None:
            return opener
        number = bisect_left(self._people_starts, min(at, stop)) - 1
        if number >= 0 and self._people_starts[number] >= start:
            return self._people[number]
        number = bisect_left(self._people_starts, start)
        return self._people[number] if number < len(self._people) and self._people[number].start < stop else None

    def _opener(self, start: int, at: int) -> Mention | None:
        """Return the person whose name opens the sentence that leads in a quotation with a colon."""
        lead = self._text[start:at].rstrip(" “\"‘'")
        if not lead.endswith(":"):
            return None
        start += max((match.end() for match in _SENTENCE.finditer(lead)), default=0)
        number = bisect_left(self._people_starts, start)
        first = self._people[number] if number < len(self._people) else None
        return first if first is not None and first.start == start else None

    def _named_otherwise(self, start: int, stop: int, speaker: Entity) -> bool:
        """True if ``start:stop`` names people outside quotations, and none of them is the speaker."""
        low, high = bisect_left(self._people_starts, start), bisect_left(self._people_starts, stop)
        near = self._people[low : min(high, low + _REACH)]
        return bool(near) and not any((name.start, name.end) in speaker.spans for name in near)
