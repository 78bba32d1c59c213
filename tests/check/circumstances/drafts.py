"""A draft checked against articles, by rule."""

from __future__ import annotations

from attribune.records import Verdict
from tests.check.checking import article, results_by_rule


def first_verdict(draft: str, *evidence: str) -> Verdict:
    """Return the verdict on a draft's first quotation."""
    articles = [article(text, f"e{number}.txt") for number, text in enumerate(evidence)]
    return results_by_rule(article(draft, "draft.txt"), *articles)[0]
