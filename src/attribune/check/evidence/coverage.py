"""What was searched: said with every check, above all with "not found"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from attribune.articles.document.outlet_names import outlet_key
from attribune.records import Article, Coverage, LeftOut

About = tuple[str, str | None, str | None, str | None]  # an article's sha256, outlet, published, language


def about(articles: Iterable[Article]) -> Iterable[About]:
    """What coverage is made of, of each article."""
    return ((article.sha256, article.outlet, article.published, article.language) for article in articles)


def coverage(searched: Iterable[About], left_out: tuple[LeftOut, ...] = ()) -> Coverage:
    """What was searched. ``snapshot`` names exactly this set of bytes, whatever its order."""
    digests: list[str] = []
    outlets: set[str] = set()
    languages: set[str] = set()
    first = last = None
    for sha256, outlet, published, language in searched:
        digests.append(sha256)
        if outlet:
            outlets.add(outlet)
        if language:
            languages.add(language)
        if published:
            first, last = min(first or published, published), max(last or published, published)
    return Coverage(
        articles=len(digests),
        outlets=len({outlet_key(outlet) for outlet in outlets}),
        from_=first,
        to=last,
        languages=tuple(sorted(languages)),
        snapshot=hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()[:16],
        left_out=left_out,
    )
