"""A check as a table: a row for each quotation, ok ones too."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.exports.tables.table import Kind, Table
from attribune.exports.tools.findings import Finding, findings
from attribune.records import Report

COLUMNS: dict[str, Kind] = {
    "draft": "text", "line": "number", "column": "number", "status": "text", "verdict": "text", "speaker": "text",
    "quotation": "text", "start": "number", "end": "number", "message": "text", "changes": "text",
    "evidence": "text", "evidence_speaker": "text", "evidence_outlet": "text", "evidence_title": "text",
    "evidence_url": "text", "evidence_file": "text", "evidence_line": "number", "evidence_article": "text",
    "evidence_version": "number", "evidence_start": "number", "evidence_end": "number", "first_hand": "flag",
}  # fmt: skip
_STATUS = {"error": "wrong", "warning": "look", None: "ok"}


def check_table(checks: Sequence[Report]) -> Table:
    """Return the quotations of all drafts, then of each its citations that don't hold and what wasn't checked.

    The latter have a rule's name for a verdict, and no quotation.
    """
    return Table(COLUMNS, [_row(finding) for check in checks for finding in findings(check)])


def _row(finding: Finding) -> tuple[object, ...]:
    verdict, passage = finding.verdict, finding.evidence
    head = (finding.path, finding.start.line, finding.start.column, _STATUS[finding.level], finding.rule)
    if verdict is None:
        return (*head, *(None,) * 4, finding.message, *(None,) * (len(COLUMNS) - len(head) - 5))
    changes = "; ".join(dict.fromkeys(change.kind for change in verdict.changes))
    said = (verdict.speaker.name if verdict.speaker else None, verdict.text, *verdict.quote, verdict.message, changes)
    if passage is None:
        return (*head, *said, *(None,) * (len(COLUMNS) - len(head) - len(said)))
    about = (passage.text, passage.speaker, passage.outlet, passage.title, passage.url, passage.name, passage.line)
    return (*head, *said, *about, passage.article, passage.version, *passage.span, passage.first_hand)
