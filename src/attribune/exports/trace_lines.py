"""A trace as JSON Lines: one object a line, its ``type`` first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribune.exports.jsonlines import json_text
from attribune.records import Reach, Trace, to_json
from attribune.trace.tables import TYPES, rows_of


def trace_lines(trace: Trace) -> Iterator[str]:
    """Yield every record as a line, articles first."""
    for kind in TYPES:
        for record in rows_of(trace, kind):
            yield json_text({"type": kind, **to_json(record)}) + "\n"


def reach_lines(found: Sequence[Reach]) -> Iterator[str]:
    """Yield a line for every copy."""
    for record in found:
        yield json_text({"type": "reach", **to_json(record)}) + "\n"
