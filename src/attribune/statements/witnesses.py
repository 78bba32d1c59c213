"""Lines of a record that bring in a witness: "WITNESS 9: ADA REED, chief officer, sworn", "ADA REED, affirmed"."""

from __future__ import annotations

import re

from attribune.records import Block, Span

LONGEST = 240  # code points of such a line
_NUMBERED = re.compile(r"\W{0,3}(?:WITNESS|Witness)\s(?:No\.?\s?|#)?\d{1,3}\s?[:.,—–-]\s?(?P<who>[^,;:()\[\]\n]{3,60})")
_SWORN = re.compile(
    r"\W{0,3}(?P<who>[A-ZÀ-Þ][^,;:()\[\]\n]{2,59}?)(?:,[^\n]{1,100}?)?\W{1,3}(?:having\s|being\s|was\s)?"
    r"(?:(?:first|been|duly|previously)\s){0,4}(?:sworn|affirmed|recalled)\b(?!\sin\b)"
)


def witness_named(text: str, block: Block) -> Span | None:
    """Return where the name stands in a line that brings in a witness; None for any other line."""
    if block.end - block.start > LONGEST:
        return None
    found = _NUMBERED.match(text, block.start, block.end) or _SWORN.match(text, block.start, block.end)
    if found is None:
        return None
    start, end = found.span("who")
    return (start, start + len(text[start:end].rstrip()))
