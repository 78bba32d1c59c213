"""Sets of spans: what they cover, how much of it, and how much two of them share."""

from __future__ import annotations

from collections.abc import Iterable

from attribune.records import Span


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return what the spans cover as disjoint spans in order; spans that touch are one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def overlap(spans: tuple[Span, ...], other: tuple[Span, ...]) -> int:
    """Return how many code points two sets of spans share."""
    shared = 0
    for start, end in spans:
        for low, high in other:
            if low < end and start < high:
                shared += (end if end < high else high) - (start if start > low else low)
    return shared


def size(spans: tuple[Span, ...]) -> int:
    """Return how many code points a set of disjoint spans covers."""
    covered = 0
    for start, end in spans:
        covered += end - start
    return covered
