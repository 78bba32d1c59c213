"""Readings as rows and back: everything of a record that isn't a column of its own is JSON in one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from attribune.corpus.digests import canonical, digest, text_digest
from attribune.records import Article, Figure, Reading, Source, Span, Statement, from_json, to_json
from attribune.sources.chains import first_hand
from attribune.text.dates import dates

AROUND = 120  # code points before and after source and cue in which the day of saying may stand
_DIGIT = re.compile(r"\d")
_DAYS = ("day", "night", "morning", "week", "yester")  # no date of a day without a digit or one of these
_DETAIL = ("authors", "blocks", "embeds", "links", "notes")
_COLUMNS = ("title", "url", "outlet", "published", "modified", "language", "captured_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A statement's columns; ``source_id`` leads to a source of the same extraction."""

    values: tuple[Any, ...]
    source_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionRows:
    """What one extractor found in a version."""

    extractor: str
    tier: str
    digest: str
    figures: str
    sources: tuple[tuple[Any, ...], ...]
    statements: tuple[StatementRow, ...]


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
    """An article's columns. Its digest is over what the page says, not over which bytes said it or when."""
    plain = to_json(article)
    detail = {name: plain[name] for name in _DETAIL}
    told = {name: plain[name] for name in ("text", "title", "outlet", "published", "language", "authors", "blocks")}
    return VersionRow(
        address=address,
        digest=digest({**told, "links": [link["href"] for link in plain["links"]], "embeds": plain["embeds"]}),
        record_id=article.id,
        sha256=article.sha256,
        text=article.text,
        text_sha256=text_digest(article.text),
        columns=tuple(plain[name] for name in _COLUMNS),
        site=urlsplit(address).hostname if address.startswith("http") else None,
        detail=canonical(detail),
        wire=wire,
    )


def article_of(row: Any) -> Article:
    """The article of a row of ``versions`` (by column name). Raises ValueError, KeyError or TypeError where damaged."""
    fields = {name: row[name] for name in _COLUMNS}
    fields |= {"id": row["record_id"], "text": row["text"], "sha256": row["sha256"], **json.loads(row["detail"])}
    return from_json(Article, fields)


def extraction_rows(reading: Reading, *, extractor: str, tier: str) -> ExtractionRows:
    """What was read from an article, as rows."""
    plain = {name: to_json(getattr(reading, name)) for name in ("statements", "sources", "figures")}
    text = reading.article.text
    return ExtractionRows(
        extractor=extractor,
        tier=tier,
        digest=digest([plain["statements"], plain["sources"], plain["figures"]]),
        figures=canonical(plain["figures"]),
        sources=tuple(
            (s["id"], s["name"], s["kind"], canonical(s["roles"]), canonical(s["mentions"]), s["wikidata"],
             canonical(s["route"]))
            for s in plain["sources"]
        ),
        statements=tuple(
            StatementRow(values=_statement(text, statement, said, reading.article), source_id=statement.speaker)
            for statement, said in zip(reading.statements, plain["statements"], strict=True)
        ),
    )  # fmt: skip


def _statement(text: str, statement: Statement, said: dict[str, Any], article: Article) -> tuple[Any, ...]:
    return (
        statement.id, statement.kind, statement.medium, content_text(text, statement.content),
        canonical(said["content"]), _maybe(said["cue"]), _maybe(said["source"]), canonical(said["chain"]),
        canonical(said["hedges"]), int(statement.negated), float(statement.confidence), statement.tier,
        statement.speaker, int(first_hand(statement.chain)), said_on(article, statement),
    )  # fmt: skip


def _maybe(value: Any) -> str | None:
    return None if value is None else canonical(value)


def content_text(text: str, content: tuple[Span, ...]) -> str:
    """A statement's words: its spans joined by spaces."""
    return " ".join(text[start:end] for start, end in content)


def said_on(article: Article, statement: Statement) -> str | None:
    """The day the words were said, where the attribution names it ("said on Tuesday"); as exact as the text is."""
    marks = [*(statement.source or ()), *((statement.cue,) if statement.cue else ())]
    if not marks:
        return None
    low, high = min(start for start, _ in marks), max(end for _, end in marks)
    start = max(article.text.rfind("\n", 0, low) + 1, low - AROUND)
    stop = article.text.find("\n", high)
    stop = min(len(article.text) if stop < 0 else stop, high + AROUND)
    near = article.text[start:stop].lower()
    if not any(word in near for word in _DAYS) and not _DIGIT.search(near):
        return None
    found = [
        (min(abs(day.start - high), abs(low - day.end)), day.value)
        for day in dates(article.text, article.published, start, stop)
        if day.value and len(day.value) >= 10 and day.value[4] == "-" and day.value[5].isdigit()
        and not any(s < day.end and day.start < e for s, e in statement.content)
        and not _broken(article.text, day.end, low) and not _broken(article.text, high, day.start)
    ]  # fmt: skip
    return min(found)[1] if found else None


def _broken(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two places."""
    return any(mark in text[start:end] for mark in (". ", "? ", "! ", "” ", '" ')) if start < end else False


def reading_of(article: Article, figures: str, sources: list[Any], statements: list[Any]) -> Reading:
    """A reading of the rows of its extraction (by column name)."""
    return Reading(
        article=article,
        statements=tuple(statement_of(row) for row in statements),
        sources=tuple(source_of(row) for row in sources),
        figures=tuple(from_json(Figure, figure) for figure in json.loads(figures)),
    )


def statement_of(row: Any) -> Statement:
    """The statement of a row of ``statements``."""
    fields = {name: row[name] for name in ("kind", "medium", "confidence", "tier")}
    for name in ("content", "cue", "source", "chain", "hedges"):
        fields[name] = None if row[name] is None else json.loads(row[name])
    return from_json(
        Statement,
        {**fields, "id": row["record_id"], "speaker": row["source_id"], "negated": bool(row["negated"])},
    )


def source_of(row: Any) -> Source:
    """The source of a row of ``sources``."""
    fields = {name: json.loads(row[name]) for name in ("roles", "mentions", "route")}
    fields |= {name: row[name] for name in ("name", "kind", "wikidata")}
    return from_json(Source, {**fields, "id": row["record_id"]})


def stood_at(article: Article, added_at: str) -> str:
    """When the article stood like this, in UTC to order versions by: its capture, its own dates, else its adding."""
    for value in (article.captured_at, article.modified, article.published):
        if value:
            return utc(value)
    return added_at


def utc(value: str) -> str:
    """An ISO 8601 time in UTC; a day, or what is no time, stays as it is."""
    if len(value) <= 10:
        return value
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    moment = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
