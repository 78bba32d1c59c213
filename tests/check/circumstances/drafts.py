"""A draft checked against articles, by rule."""

from __future__ import annotations

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Article, Verdict


def _read(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


def first_verdict(draft: str, *evidence: str) -> Verdict:
    """Return the verdict on a draft's first quotation."""
    articles = [_read(text, f"e{number}.txt") for number, text in enumerate(evidence)]
    return check_draft(_read(draft, "draft.txt"), articles, tier="rules", evidence_tier="rules").results[0]
