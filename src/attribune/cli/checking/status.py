"""The exit status of ``check``."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.records import Report


def status(results: Sequence[Report], fail_on: str, *, problems: bool) -> int:
    """Return 2 where an input couldn't be read, 1 where a report doesn't pass, else 0."""
    return 2 if problems else 0 if all(passes(result, fail_on) for result in results) else 1


def passes(report: Report, fail_on: str) -> bool:
    """True if nothing in a report makes the call fail.

    A draft whose marks or ignores weren't understood never passes, whatever its verdicts, but where nothing is to fail.
    What is ignored counts only where ``fail_on`` says so; a citation counts as the quotation does that it is for.
    """
    if fail_on == "never":
        return True
    if not report.complete:
        return False
    counted = [verdict.ignored is None or fail_on == "ignored" for verdict in report.results]
    statuses = [verdict.status for verdict, counts in zip(report.results, counted, strict=True) if counts]
    statuses += [one.status for one in report.citations if one.quote is None or counted[one.quote]]
    return "wrong" not in statuses and ("look" not in statuses or fail_on == "wrong")
