"""The verdicts on a draft of one line, against one text."""

from __future__ import annotations

from tests.check.checking import article, results


def verdicts(evidence: str, draft: str) -> list[tuple[str, str | None]]:
    """The verdicts on a draft's quotations, with their reasons."""
    checks = results(article(f"{draft}\n", "draft.md"), article(evidence, "evidence.txt"), evidence_tier="auto")
    return [(one.verdict, one.reason) for one in checks]
