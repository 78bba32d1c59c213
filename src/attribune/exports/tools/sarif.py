"""SARIF 2.1.0: what code hosts and editors show as findings in a file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from attribune._version import __version__
from attribune.articles.document.own_output import GENERATOR, NAME
from attribune.exports.jsonlines import json_text
from attribune.exports.tools.findings import Finding, Point, one_line, problems, rules, uri
from attribune.records import Evidence, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(checks: Sequence[Report]) -> str:
    """Return one run with a result for each quotation that isn't ok; columns count code points."""
    named = list(rules())
    found = [finding for check in checks for finding in problems(check)]
    run = {
        "tool": {"driver": {"name": NAME, "fullName": GENERATOR, "semanticVersion": __version__, "rules": _rules()}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "artifacts": [{"location": {"uri": path}} for path in dict.fromkeys(uri(one.path) for one in found)],
        "results": [_result(one, named.index(one.rule)) for one in found],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules() -> list[dict[str, Any]]:
    from attribune.exports.tools.findings import CITATION, NOT_CHECKED
    from attribune.records.report import LOOK_VERDICTS, OK_VERDICTS

    made = []
    for name, (meaning, remedy) in rules().items():
        level = "warning" if name in LOOK_VERDICTS else "none" if name in OK_VERDICTS else "error"
        made.append({
            "id": name, "shortDescription": {"text": meaning},
            "fullDescription": {"text": f"{meaning[0].upper()}{meaning[1:]}. {remedy}"},
            "help": {"text": remedy}, "defaultConfiguration": {"level": level},
            "properties": {"tags": ["draft" if name in (CITATION, NOT_CHECKED) else "quotation"]},
        })  # fmt: skip
    return made


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    ignored = finding.verdict.ignored if finding.verdict else None
    key = f"{finding.path}\0{finding.rule}\0{finding.words or finding.message}"
    return {
        "ruleId": finding.rule, "ruleIndex": rule, "level": finding.level, "message": {"text": finding.message},
        "locations": [_location(finding.path, _region(finding.start, finding.end, finding.words))],
        **({"relatedLocations": [_evidence(finding.evidence)]} if finding.evidence and finding.evidence.name else {}),
        **({"suppressions": [{"kind": "inSource", "justification": one_line(ignored)}]} if ignored else {}),
        "partialFingerprints": {"quotation/v1": hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]},
    }  # fmt: skip


def _region(start: Point, end: Point | None, words: str) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": start.line, "startColumn": start.column}
    if end is not None:
        region |= {"endLine": end.line, "endColumn": end.column}
    return region | ({"snippet": {"text": words}} if words else {})


def _location(path: str, region: Mapping[str, Any]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, **({"region": region} if region else {})}}


def _evidence(passage: Evidence) -> dict[str, Any]:
    told = one_line(f"{passage.outlet or passage.title or passage.name}: “{passage.text}”")
    region = {"startLine": passage.line} if passage.line else {}
    return {"id": 1, "message": {"text": told}, **_location(one_line(passage.name or ""), region)}
