"""Workflow commands of GitHub Actions: one line a finding, which the pull request shows at its place."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.articles.document.own_output import NAME
from attribune.exports.tools.findings import Finding, problems
from attribune.records import Report


def github(checks: Sequence[Report]) -> str:
    """Return ``::error file=…,line=…,col=…::message`` for each quotation that is wrong, ``::warning`` to look at."""
    return "".join(f"{_command(finding)}\n" for check in checks for finding in problems(check))


def _command(finding: Finding) -> str:
    where = {"file": finding.path, "line": finding.start.line, "col": finding.start.column}
    if finding.end is not None:
        where |= {"endLine": finding.end.line}
        if finding.end.line == finding.start.line:
            where |= {"endColumn": finding.end.column}
    where["title"] = f"{NAME}: {finding.rule}"
    told = ",".join(f"{key}={_property(str(value))}" for key, value in where.items())
    return f"::{finding.level} {told}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
