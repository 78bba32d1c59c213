"""One article read whole: statements, speakers, chains, figures. The library twin of ``attribune read``."""

from __future__ import annotations

from attribune.records import Article, Reading
from attribune.sources.chains import with_chains
from attribune.sources.resolve import resolve
from attribune.statements.extract import BODY, Tier, statements
from attribune.text.figures import figures


def read_article(article: Article, *, tier: Tier = "auto") -> Reading:
    """Read an article. ``tier`` is "rules" (no net), "fast", "best" or "auto".

    Raises NetError where a net is asked for and its weights are missing or damaged.
    """
    resolved, sources = resolve(article, statements(article, tier=tier))
    chained, everyone = with_chains(article, resolved, sources)
    return Reading(
        article=article,
        statements=tuple(chained),
        sources=tuple(everyone),
        figures=tuple(f for b in article.blocks if b.kind in BODY for f in figures(article.text, b.start, b.end)),
    )
