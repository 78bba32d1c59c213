"""Whose a quotation is that names nobody: the speaker in its paragraph, the one whose words it goes on with, a name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from attribune.records import Statement
from attribune.sources.entities import Entity
from attribune.sources.mentions import Mention


def beside(
    text: str,
    statements: Sequence[Statement],
    speakers: Sequence[Entity | None],
    number: int,
    names: Sequence[Mention],
    block_starts: Sequence[int],
) -> Entity | Mention | None:
    """The speaker of a quotation without a source, or the name beside it; None where neither stands near.

    In its own paragraph first (before it, then after it), then the speaker who ends the paragraph before, then a
    person named in its paragraph, then one named in the paragraph before.
    """
    at = statements[number].content[0][0]
    block = bisect_right(block_starts, at) - 1
    start = block_starts[block] if block >= 0 else 0
    stop = block_starts[block + 1] if block + 1 < len(block_starts) else len(text)
    here = _speaking(statements, speakers, number, start, stop)
    before = [pair for pair in here if pair[0] < at]
    if before or here:
        return max(before, key=lambda p: p[0])[1] if before else min(here, key=lambda p: p[0])[1]
    person = _person(names, start, stop, at)
    if person is not None:
        return person
    earlier = block_starts[block - 1] if block > 0 else start
    last = _speaking(statements, speakers, number, earlier, start)
    if last:
        return max(last, key=lambda p: p[0])[1]
    return _person(names, earlier, start, start)


def _speaking(
    statements: Sequence[Statement], speakers: Sequence[Entity | None], number: int, start: int, stop: int
) -> list[tuple[int, Entity]]:
    """Who speaks in ``start:stop``, with where; not in passages that hold the quotation itself."""
    at = statements[number].content[0][0]
    found = []
    for other, statement in enumerate(statements):
        speaker = speakers[other]
        if other == number or speaker is None or statement.medium in ("post", "article"):
            continue
        if any(s <= at < e for s, e in statement.content):
            continue
        if start <= statement.content[-1][0] < stop:
            found.append((statement.content[-1][0], speaker))
    return found


def _person(names: Sequence[Mention], start: int, stop: int, at: int) -> Mention | None:
    """The person named nearest before ``at`` in ``start:stop``, else the first after it."""
    spans = [m.start for m in names]
    inside = [m for m in names[bisect_left(spans, start) : bisect_left(spans, stop)] if m.kind == "person"]
    before = [m for m in inside if m.end <= at]
    return before[-1] if before else (inside[0] if inside else None)
