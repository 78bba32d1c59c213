"""A draft checked against evidence that is read once, however many drafts it is for."""

from __future__ import annotations

from functools import lru_cache

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.records import Article, Verdict
from attribune.statements.extract import Tier


@lru_cache(maxsize=64)
def article(text: str, name: str) -> Article:
    """Return the one article of a file."""
    (read,) = read_bytes(text.encode(), name=name)
    return read


@lru_cache(maxsize=64)
def _views(tier: Tier, *evidence: Article) -> Views:
    return Views(evidence, tier)


def results(draft: Article, *evidence: Article, tier: Tier = "auto", evidence_tier: Tier = "fast") -> list[Verdict]:
    """Return the verdicts on a draft's quotations."""
    views = _views(evidence_tier, *evidence)
    return list(check_draft(draft, evidence, tier=tier, evidence_tier=evidence_tier, views=views).results)


def results_by_rule(draft: Article, *evidence: Article) -> list[Verdict]:
    """Return the verdicts on a draft's quotations, of which no net reads anything."""
    return results(draft, *evidence, tier="rules", evidence_tier="rules")
