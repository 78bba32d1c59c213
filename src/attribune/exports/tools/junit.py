"""JUnit's XML: a draft is a suite, a quotation a test case; each that isn't ok has failed."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from attribune.articles.document.own_output import GENERATOR
from attribune.exports.tools.findings import CITATION, NOT_CHECKED, Finding, findings, path_of, rules
from attribune.exports.word.markup import clean
from attribune.records import Report


def junit(checks: Sequence[Report]) -> str:
    """Return a suite for each draft. What asks for a look has failed, too, as it has for the exit status."""
    suites = [(path_of(check), list(findings(check))) for check in checks]
    total = _counts([one for _, found in suites for one in found])
    body = "".join(
        f"  <testsuite {_attributes(name=path, **_counts(found))}>\n{''.join(map(_case, found))}  </testsuite>\n"
        for path, found in suites
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}<testsuites {_attributes(name=GENERATOR, **total)}>\n{body}</testsuites>\n"


def _counts(found: Sequence[Finding]) -> dict[str, str]:
    errors = sum(one.rule == NOT_CHECKED for one in found)
    failed = sum(one.level is not None for one in found) - errors
    return {"tests": str(len(found)), "failures": str(failed), "errors": str(errors), "skipped": "0", "time": "0"}


def _case(finding: Finding) -> str:
    words = {CITATION: "citation", NOT_CHECKED: "not checked"}.get(finding.rule, f"“{finding.words}”")
    where = f"{finding.start.line}:{finding.start.column}"
    case = _attributes(name=f"{where} {words}", classname=finding.path, file=finding.path,
                       line=str(finding.start.line), time="0")  # fmt: skip
    if finding.level is None:
        return f"    <testcase {case}/>\n"
    kind = "error" if finding.rule == NOT_CHECKED else "failure"
    told = escape(clean(f"{finding.place}: {finding.message}\n{rules()[finding.rule][1]}"))
    about = _attributes(message=finding.message, type=finding.rule)
    return f"    <testcase {case}>\n      <{kind} {about}>{told}</{kind}>\n    </testcase>\n"


def _attributes(**values: str) -> str:
    return " ".join(f"{name}={quoteattr(clean(value))}" for name, value in values.items())
