"""Every span checked against its text, and every analysis against its digest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from attribune.corpus.storage.errors import UNUSABLE
from attribune.corpus.storage.hashing import digest, text_digest
from attribune.corpus.storage.rows import article_of, content_text, reading_of, version_row
from attribune.records import Reading, Span, to_json
from attribune.sources.chains.build import first_hand
from attribune.sources.chains.own_outlet import own_outlet


def span_problems(db: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[str, str]]:
    """(where, message) of every version from ``first`` to ``last``, and its analyses, whose parts don't fit."""
    for row in db.execute("SELECT * FROM versions WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)):
        where = f"versions {row['id']}"
        try:
            article = article_of(row)
        except UNUSABLE as error:
            yield where, f"can't be read: {error}"
            continue
        if text_digest(row["text"]) != row["text_sha256"]:
            yield where, "the text isn't what its digest says"
        if version_row(article, address="", wire=None).digest != row["digest"]:
            yield where, "isn't what its digest says"
        size = len(article.text)
        marked = [(b.start, b.end) for b in article.blocks] + [(link.start, link.end) for link in article.links]
        for start, end in marked:
            if not 0 <= start <= end <= size:
                yield where, f"the span {start}, {end} isn't in the text"
        for analysis in db.execute("SELECT * FROM analyses WHERE version = ?", (row["id"],)):
            yield from _analysis(db, analysis, article)


def _analysis(db: sqlite3.Connection, analysis: sqlite3.Row, article: Any) -> Iterator[tuple[str, str]]:
    where = f"analyses {analysis['id']}"
    sources = db.execute("SELECT * FROM sources WHERE analysis = ? ORDER BY id", (analysis["id"],)).fetchall()
    rows = db.execute("SELECT * FROM statements WHERE analysis = ? ORDER BY id", (analysis["id"],)).fetchall()
    try:
        reading = reading_of(article, analysis["figures"], sources, rows)
    except UNUSABLE as error:
        yield where, f"can't be read: {error}"
        return
    plain = to_json(reading)
    if digest([plain["statements"], plain["sources"], plain["figures"]]) != analysis["digest"]:
        yield where, "isn't what its digest says"
    yield from misplaced(reading, where)
    own = own_outlet(article, reading.sources)
    for row, statement in zip(rows, reading.statements, strict=True):
        if row["text"] != content_text(article.text, statement.content):
            yield f"statements {row['id']}", "its words aren't those of its spans"
        if row["first_hand"] != int(first_hand(statement.chain, own)):
            yield f"statements {row['id']}", "whether it is first-hand isn't what its chain says"


def misplaced(reading: Reading, where: str) -> Iterator[tuple[str, str]]:
    """Yield (where, message) of each part of a reading whose span isn't in the article's text."""
    text = reading.article.text
    for statement in reading.statements:
        spans: list[Span] = [*statement.content, *(statement.source or ())]
        spans += [span for span in (statement.cue, *(hop.span for hop in statement.chain)) if span]
        spans += [(hedge.start, hedge.end) for hedge in statement.hedges]
        if not statement.content or not all(0 <= start <= end <= len(text) for start, end in spans):
            yield f"{where}, statement {statement.id}", "a span isn't in the text"
        if any(text[hedge.start : hedge.end] != hedge.text for hedge in statement.hedges):
            yield f"{where}, statement {statement.id}", "a hedge isn't the words at its span"
    for source in reading.sources:
        if not all(0 <= start <= end <= len(text) for start, end in source.mentions):
            yield f"{where}, source {source.id}", "a mention isn't in the text"
