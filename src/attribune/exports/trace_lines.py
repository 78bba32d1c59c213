"""A trace as JSON Lines: one object a line, its ``type`` first; the same rows as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attribune.exports.jsonlines import json_text
from attribune.records import Reach, Trace, to_json

TYPES = ("article", "match", "change", "edge", "family", "story")


def rows_of(trace: Trace, kind: str) -> Sequence[Any]:
    """Return the records of one type."""
    named: dict[str, Sequence[Any]] = {
        "article": trace.articles, "match": trace.matches, "change": trace.changes, "edge": trace.edges,
        "family": trace.families, "story": trace.stories,
    }  # fmt: skip
    return named[kind]


def trace_lines(trace: Trace) -> Iterator[str]:
    """Yield every record as a line, articles first."""
    for kind in TYPES:
        for record in rows_of(trace, kind):
            yield json_text({"type": kind, **to_json(record)}) + "\n"


def reach_lines(found: Sequence[Reach]) -> Iterator[str]:
    """Yield a line for every copy."""
    for record in found:
        yield json_text({"type": "reach", **to_json(record)}) + "\n"
