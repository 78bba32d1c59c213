"""Names by which other programs know our articles, statements and sources: IRIs and short ids."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

from attribune.articles.document.own_output import GENERATOR
from attribune.exports.html.markup import is_safe_link
from attribune.records import Article, Span

AGENT = {"id": "urn:attribune:software", "type": "SoftwareAgent", "name": GENERATOR}
AROUND = 32  # code points before and after a passage by which it is found again


def article_iri(article: Article) -> str:
    """Return the article's address, or a name made of its id."""
    return source_iri(article.url, article.id)


def source_iri(url: str | None, identity: str) -> str:
    """Return an address where that can do no harm, or a name made of an article's id."""
    return url if url and is_safe_link(url) else f"urn:attribune:article:{_safe(identity)}"


def part_iri(article: Article, part: str) -> str:
    """Return the name of something in an article: a statement, a source, a span."""
    return f"urn:attribune:article:{_safe(article.id)}:{_safe(part)}"


def key(*parts: str) -> str:
    """Return a short id made of these words, the same each time."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]


def selectors(article: Article, span: Span) -> list[dict[str, object]]:
    """Return how the Web Annotation model finds a span: by its place in code points, and by its words."""
    start, end = span
    text = article.text
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": text[max(0, start - AROUND) : start],
         "suffix": text[end : end + AROUND]},
    ]  # fmt: skip


def without_empty(record: dict[str, object]) -> dict[str, object]:
    """Return a record without its empty fields."""
    return {name: value for name, value in record.items() if value not in (None, "", [], ())}


def _safe(part: str) -> str:
    return quote(re.sub(r"\s", "_", part).encode("utf-8", "replace"), safe="") or "none"
