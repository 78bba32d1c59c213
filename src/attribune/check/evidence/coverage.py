"""What was searched: said with every check, above all with "not found"."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from attribune.articles.document.outlet_names import count_outlets, outlet_key
from attribune.records import Article, Coverage, LeftOut

About = tuple[str, str | None, str | None, str | None]  # an article's sha256, outlet, published, language


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What coverage says of some articles. ``digests`` are in order, ``outlets`` are keys of names."""

    digests: tuple[str, ...]
    outlets: frozenset[str]
    languages: frozenset[str]
    first: str | None
    last: str | None


def about(articles: Iterable[Article]) -> Iterable[About]:
    """Yield what coverage is made of, of each article."""
    return ((article.sha256, article.outlet, article.published, article.language) for article in articles)


def searched(articles: Iterable[About]) -> Searched:
    """Return what coverage says of these articles."""
    digests: list[str] = []
    outlets: set[str] = set()
    languages: set[str] = set()
    first = last = None
    for sha256, outlet, published, language in articles:
        digests.append(sha256)
        if outlet:
            outlets.add(outlet)
        if language:
            languages.add(language)
        if published:
            first, last = min(first or published, published), max(last or published, published)
    return Searched(
        digests=tuple(sorted(digests)), outlets=frozenset(map(outlet_key, outlets)), languages=frozenset(languages),
        first=first, last=last,
    )  # fmt: skip


def coverage(parts: Iterable[Searched], left_out: tuple[LeftOut, ...] = ()) -> Coverage:
    """Return what was searched. ``snapshot`` names exactly this set of bytes, whatever its order."""
    parts = list(parts)
    digests = sorted(digest for part in parts for digest in part.digests)
    return Coverage(
        articles=len(digests),
        outlets=count_outlets(frozenset[str]().union(*(part.outlets for part in parts))),
        from_=min((part.first for part in parts if part.first), default=None),
        to=max((part.last for part in parts if part.last), default=None),
        languages=tuple(sorted(frozenset[str]().union(*(part.languages for part in parts)))),
        snapshot=hashlib.sha256("\n".join(digests).encode()).hexdigest()[:16],
        left_out=left_out,
    )
