"""Readings as rows and back: everything of a record that isn't a column of its own is JSON in one."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from attribune.corpus.derived.statement_dates import Days
from attribune.corpus.storage.canonical_json import (
    NULL,
    blocks_json,
    chain_json,
    figures_json,
    hedges_json,
    listed,
    maybe,
    route_json,
    source_json,
    span_json,
    spans_json,
    statement_json,
    texts_json,
)
from attribune.corpus.storage.hashing import canonical, quoted, sha256, text_digest
from attribune.corpus.storage.stored_values import require_article, require_source, require_statement
from attribune.records import Article, Figure, Reading, Source, Span, Statement, from_json, to_json
from attribune.sources.chains.build import first_hand
from attribune.sources.chains.own_outlet import own_outlet
from attribune.text.urls import url_host

SOURCE_ID = 12  # in a statement's columns
IN_DETAIL = frozenset({"authors", "blocks", "embeds", "links", "notes", "uncertain"})
ARTICLE_COLUMNS = ("title", "url", "outlet", "published", "modified", "language", "captured_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisRows:
    """The rows of one analysis of a version: columns of its sources and statements, in the order of the record.

    ``statements`` name their source by the first column of ``sources``, at ``SOURCE_ID``.
    """

    extractor: str
    tier: str
    digest: str
    figures: str
    sources: tuple[tuple[Any, ...], ...]
    statements: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """An article's columns, without those that only the record knows."""

    address: str
    digest: str
    record_id: str
    sha256: str
    text: str
    text_sha256: str
    columns: tuple[Any, ...]
    site: str | None
    detail: str
    wire: str | None


def version_row(article: Article, *, address: str, wire: str | None) -> VersionRow:
    """Return an article's columns. Its digest is over what the page says, not over which bytes said it or when."""
    authors, blocks = texts_json(article.authors), blocks_json(article.blocks)
    embeds = canonical(to_json(article.embeds)) if article.embeds else "[]"
    links = canonical(to_json(article.links)) if article.links else "[]"
    uncertain = f',"uncertain":{canonical(to_json(article.uncertain))}' if article.uncertain else ""
    fields = (
        f'{{"authors":{authors},"blocks":{blocks},"embeds":{embeds},"language":{maybe(article.language)},'
        f'"links":{texts_json(link.href for link in article.links)},"outlet":{maybe(article.outlet)},'
        f'"published":{maybe(article.published)},"text":{quoted(article.text)},"title":{maybe(article.title)}{uncertain}}}'
    )
    return VersionRow(
        address=address,
        digest=sha256(fields.encode()),
        record_id=article.id,
        sha256=article.sha256,
        text=article.text,
        text_sha256=text_digest(article.text),
        columns=tuple(getattr(article, name) for name in ARTICLE_COLUMNS),
        site=url_host(address) if address.startswith("http") else None,
        detail=f'{{"authors":{authors},"blocks":{blocks},"embeds":{embeds},"links":{links},'
        f'"notes":{texts_json(article.notes)}{uncertain}}}',
        wire=wire,
    )


def article_of(row: Any) -> Article:
    """Return the article of a row of ``versions`` (by column name). Raises one of ``UNUSABLE`` where it is damaged."""
    detail = json.loads(row["detail"])
    fields = {name: row[name] for name in ARTICLE_COLUMNS}
    fields |= {"id": row["record_id"], "text": row["text"], "sha256": row["sha256"]}
    article = from_json(Article, fields | {name: detail[name] for name in detail if name in IN_DETAIL})
    require_article(article)
    return article


def analysis_rows(reading: Reading, *, extractor: str, tier: str) -> AnalysisRows:
    """Return what was read from an article, as rows."""
    sources = [_source(source) for source in reading.sources]
    days = Days(reading.article)
    own = own_outlet(reading.article, reading.sources)
    statements = [_statement(reading.article.text, one, days.said_on(one), own) for one in reading.statements]
    figures = figures_json(reading.figures)
    whole = listed((listed(said for _, said in statements), listed(said for _, said in sources), figures))
    return AnalysisRows(
        extractor=extractor,
        tier=tier,
        digest=sha256(whole.encode()),
        figures=figures,
        sources=tuple(row for row, _ in sources),
        statements=tuple(row for row, _ in statements),
    )


def _source(source: Source) -> tuple[tuple[Any, ...], str]:
    """Return the columns, and the whole as JSON."""
    roles, mentions, route = texts_json(source.roles), spans_json(source.mentions), route_json(source.route)
    row = (source.id, source.name, source.kind, roles, mentions, source.wikidata, route)
    return row, source_json(source, mentions, roles, route)


def _statement(
    text: str, statement: Statement, said_on: str | None, own: Container[str]
) -> tuple[tuple[Any, ...], str]:
    """Return the columns, and the whole as JSON."""
    content, cue, source = spans_json(statement.content), span_json(statement.cue), spans_json(statement.source)
    chain, hedges = chain_json(statement.chain), hedges_json(statement.hedges)
    row = (
        statement.id, statement.kind, statement.medium, content_text(text, statement.content), content,
        None if cue == NULL else cue, None if source == NULL else source, chain, hedges, int(statement.negated),
        float(statement.confidence), statement.tier, statement.speaker, int(first_hand(statement.chain, own)),
        said_on,
    )  # fmt: skip
    return row, statement_json(statement, content, cue, source, chain, hedges)


def content_text(text: str, content: tuple[Span, ...]) -> str:
    """Return a statement's words: its spans joined by spaces."""
    return " ".join(text[start:end] for start, end in content)


def reading_of(article: Article, figures: str, sources: list[Any], statements: list[Any]) -> Reading:
    """Return a reading of the rows of its analysis (by column name)."""
    return Reading(
        article=article,
        statements=tuple(statement_of(row) for row in statements),
        sources=tuple(source_of(row) for row in sources),
        figures=tuple(from_json(Figure, figure) for figure in json.loads(figures)),
    )


def statement_of(row: Any) -> Statement:
    """Return the statement of a row of ``statements``."""
    fields = {name: row[name] for name in ("kind", "medium", "confidence", "tier")}
    for name in ("content", "cue", "source", "chain", "hedges"):
        fields[name] = None if row[name] is None else json.loads(row[name])
    fields |= {"id": row["record_id"], "speaker": row["source_id"], "negated": bool(row["negated"])}
    statement = from_json(Statement, fields)
    require_statement(statement)
    return statement


def source_of(row: Any) -> Source:
    """Return the source of a row of ``sources``."""
    fields = {name: json.loads(row[name]) for name in ("roles", "mentions", "route")}
    fields |= {name: row[name] for name in ("name", "kind", "wikidata")}
    source = from_json(Source, {**fields, "id": row["record_id"]})
    require_source(source)
    return source


def valid_from(article: Article) -> str | None:
    """Return since when the article had this text, in UTC: the time of its capture, else its own dates.

    None where nothing tells; then it is when it was added.
    """
    value = article.captured_at or article.modified or article.published
    return utc(value) if value else None


def utc(value: str) -> str:
    """Return an ISO 8601 time in UTC; a day, or what is no time, stays as it is."""
    if len(value) <= 10:
        return value
    try:
        parsed = datetime.fromisoformat(value)
        moment = parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # in the year 1 a time zone can lead before all time
        return value
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
