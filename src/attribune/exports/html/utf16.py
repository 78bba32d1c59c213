"""UTF-16 twins for spans: browsers count code units, the records count code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

# Keys that hold one span, or null; then those that hold a list of spans, or null.
_ONE = frozenset({"quote", "cue", "draft", "span", "mention", "to", "evidence", "sentence"})
_MANY = frozenset({"content", "source", "mentions"})
_ENDS = ("start", "end")


class Units:
    """Turns code-point offsets of one text into UTF-16 offsets; each in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if character > "\uffff"]

    def at(self, offset: int) -> int:
        """Return the UTF-16 offset of code point ``offset``."""
        return offset + bisect_left(self._wide, offset)


def with_twins(plain: Any, text: str, others: Mapping[str, str] | None = None) -> None:
    """Add a ``…_utf16`` twin beside every span in the plain JSON of a reading or a check, in place.

    ``text`` is the article or draft; ``others`` holds the texts of evidence articles by id.
    """
    units_by_id = {key: Units(other) for key, other in (others or {}).items()}
    _walk(plain, Units(text), units_by_id)


def _walk(node: Any, units: Units | None, units_by_id: Mapping[str, Units]) -> None:
    """Records nest a few levels deep, whatever the input, so that this recursion is bounded."""
    if isinstance(node, list):
        for item in node:
            _walk(item, units, units_by_id)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("changes"), list):
        _changes(node, units_by_id)
    inside = units_by_id.get(node["article"]) if isinstance(node.get("article"), str) else units
    for key, value in list(node.items()):
        twin = _twin(key, value, inside)
        if twin is not None:
            node[f"{key}_utf16"] = twin
        elif key != "changes":
            _walk(value, inside, units_by_id)
        else:
            _walk_changes(value, inside)


def _twin(key: str, value: Any, units: Units | None) -> Any:
    if units is None or value is None:
        return None
    if key in _ENDS and isinstance(value, int):
        return units.at(value)
    if key in _ONE and _is_span(value):
        return [units.at(offset) for offset in value]
    if key in _MANY and isinstance(value, list) and all(_is_span(item) for item in value):
        return [[units.at(offset) for offset in item] for item in value]
    return None


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(item, int) for item in value)


def _changes(verdict: dict[str, Any], units_by_id: Mapping[str, Units]) -> None:
    """A change's evidence span lies in the first evidence article, not in the draft."""
    first = verdict["evidence"][0]["article"] if verdict.get("evidence") else None
    units = units_by_id.get(first) if first is not None else None
    for change in verdict["changes"]:
        if units is not None and _is_span(change.get("evidence")):
            change["evidence_utf16"] = [units.at(offset) for offset in change["evidence"]]


def _walk_changes(changes: list[dict[str, Any]], units: Units | None) -> None:
    for change in changes:
        if units is not None:
            change["draft_utf16"] = [units.at(offset) for offset in change["draft"]]
