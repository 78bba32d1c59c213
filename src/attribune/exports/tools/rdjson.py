"""Reviewdog's diagnostics (rdjson). Its columns count bytes of UTF-8, unlike those of all other forms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from attribune.articles.document.own_output import NAME
from attribune.check.draft import line_starts
from attribune.exports.jsonlines import json_text
from attribune.exports.tools.findings import Finding, Point, problems
from attribune.records import Report

_SEVERITY = {"error": "ERROR", "warning": "WARNING"}


def rdjson(checks: Sequence[Report]) -> str:
    """Return one result with a diagnostic for each quotation that isn't ok."""
    found = [
        _diagnostic(finding, lines) for check in checks for lines in [_lines(check)] for finding in problems(check)
    ]
    return json_text({"source": {"name": NAME.lower()}, "diagnostics": found}, indent=2) + "\n"


def _diagnostic(finding: Finding, lines: Sequence[str]) -> dict[str, Any]:
    span = {"start": _position(finding.start, lines)}
    if finding.end is not None:
        span["end"] = _position(finding.end, lines)
    return {
        "message": finding.message, "location": {"path": finding.path, "range": span},
        "severity": _SEVERITY[finding.level or "error"], "code": {"value": finding.rule},
    }  # fmt: skip


def _position(point: Point, lines: Sequence[str]) -> dict[str, int]:
    if point.line > len(lines):
        return {"line": point.line}
    before = lines[point.line - 1][: point.column - 1]
    return {"line": point.line, "column": len(before.encode("utf-8", "replace")) + 1}


def _lines(check: Report) -> list[str]:
    """Return the lines that the findings' columns count in: the file's where they were found there."""
    text = check.draft.text
    if any(verdict.place for verdict in check.results):
        from attribune.articles.decoding.charset import decode

        data = Path(check.draft.name or "").read_bytes()
        text = decode(data, name=check.draft.name or "", markup=b"<" in data).text
    starts = [*line_starts(text), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]
