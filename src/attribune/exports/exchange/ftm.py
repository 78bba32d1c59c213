"""FollowTheMoney: articles, those who speak in them, and what links the two, an entity a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attribune.exports.exchange.names import key, without_empty
from attribune.exports.jsonlines import json_text
from attribune.records import Article, Reading, Source, Statement

_SCHEMAS = {"person": "Person", "organization": "Organization", "outlet": "Organization", "document": "Document"}
_OTHER = "LegalEntity"  # groups, and those whom nobody names


def ftm(readings: Sequence[Reading]) -> str:
    """Return the entities as JSON Lines; the same speaker of two articles is two entities, for others to join."""
    return "".join(f"{json_text(entity)}\n" for reading in readings for entity in _entities(reading))


def _entities(reading: Reading) -> Iterator[dict[str, Any]]:
    article = reading.article
    yield _article(article)
    spoken = {statement.speaker for statement in reading.statements}
    for source in reading.sources:
        if source.id in spoken:
            yield _source(article, source)
    known = {source.id for source in reading.sources}
    for statement in reading.statements:
        yield _statement(article, statement, known)


def _article(article: Article) -> dict[str, Any]:
    return _entity(key("article", article.id), "Article", {
        "name": article.title or article.name or article.id, "title": article.title, "fileName": article.name,
        "author": list(article.authors), "publisher": article.outlet, "publishedAt": _day(article.published),
        "modifiedAt": _day(article.modified), "retrievedAt": _day(article.captured_at), "language": article.language,
        "sourceUrl": article.url, "bodyText": article.text,
    })  # fmt: skip


def _source(article: Article, source: Source) -> dict[str, Any]:
    wikidata = source.wikidata if source.wikidata else None
    about = "; ".join(source.roles)
    return _entity(key("source", article.id, source.id), _SCHEMAS.get(source.kind, _OTHER), {
        "name": source.name, "description": about, "wikidataId": wikidata, "proof": key("article", article.id),
    })  # fmt: skip


def _statement(article: Article, statement: Statement, known: set[str]) -> dict[str, Any]:
    """Return the link between article and speaker that a statement is; a note where it has no speaker."""
    words = " … ".join(article.text[slice(*span)] for span in statement.content)
    identity, about = key("statement", article.id, statement.id), key("article", article.id)
    if statement.speaker not in known:
        return _entity(identity, "Note", {"name": "words of nobody named", "description": words, "proof": about})
    return _entity(identity, "Documentation", {
        "document": about, "entity": key("source", article.id, statement.speaker or ""),
        "role": f"{statement.kind} {statement.medium}", "summary": words, "date": _day(article.published),
        "sourceUrl": article.url,
    })  # fmt: skip


def _entity(identity: str, schema: str, properties: dict[str, Any]) -> dict[str, Any]:
    listed = {name: value if isinstance(value, list) else [value] for name, value in without_empty(properties).items()}
    return {"id": identity, "schema": schema, "properties": listed}


def _day(value: str | None) -> str | None:
    """Return a date as FollowTheMoney has it, which knows no offsets from UTC."""
    return value[:10] if value else None
