"""The order in which articles are traced: it alone says which of two is the earlier, however they came in."""

from __future__ import annotations

from collections.abc import Iterable

from attribune.articles.document.identity import Ids
from attribune.records import Article
from attribune.trace.dating import published


def in_order(articles: Iterable[Article]) -> list[Article]:
    """The articles by time of publication, undated ones last, of one time by id.

    An article given twice is one. Of different ones with one id, all but the first by text get an id of their own.
    """
    ids = Ids()
    alike = sorted(articles, key=lambda one: (one.id, one.text, one.published or "", one.outlet or "", one.url or ""))
    return sorted({article.id: article for article in map(ids.own, alike)}.values(), key=_order)


def _order(article: Article) -> tuple[bool, str, str]:
    time = published(article.published)
    return time is None, time.first.isoformat() if time else "", article.id
