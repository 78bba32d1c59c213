"""The verdicts on a draft of one line, against one text."""

from __future__ import annotations

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Article


def _read(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


def verdicts(evidence: str, draft: str) -> list[tuple[str, str | None]]:
    """The verdicts on a draft's quotations, with their reasons."""
    checks = check_draft(_read(f"{draft}\n", "draft.md"), [_read(evidence, "evidence.txt")], evidence_tier="auto")
    return [(one.verdict, one.reason) for one in checks.results]
