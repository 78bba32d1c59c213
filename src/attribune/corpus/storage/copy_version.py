"""A version and its extraction, read from the record to be written again: the page had the same words again."""

from __future__ import annotations

import sqlite3
from typing import Any

from attribune.corpus.derived.unindexable import is_odd
from attribune.corpus.ingest.worker import PreparedArticle
from attribune.corpus.storage.log import COLUMNS
from attribune.corpus.storage.rows import ARTICLE_COLUMNS, AnalysisRows, VersionRow


def stored_article(db: sqlite3.Connection, version: int, at: str) -> PreparedArticle:
    """Return the rows of a version that stood again at a time. Its statements are in :func:`stored_analysis`."""
    names = ("address", "digest", "record_id", "sha256", "text", "text_sha256", "site", "detail", "wire")
    own = _row(db, "versions AS v JOIN articles AS a ON a.id = v.article", "v.id", names, version)
    columns = _row(db, "versions", "id", ARTICLE_COLUMNS, version)
    dated = columns["captured_at"] is not None
    if dated:
        columns["captured_at"] = at
    return PreparedArticle(
        version=VersionRow(**own, columns=tuple(columns.values())),
        valid_from=at,
        dated=dated,
        unindexable=is_odd(own["text"]),
        analysis=None,
    )


def stored_analysis(db: sqlite3.Connection, version: int) -> AnalysisRows | None:
    """Return what the newest analysis found in a version; None where its statements weren't read."""
    number = db.execute("SELECT analysis FROM versions WHERE id = ?", (version,)).fetchone()[0]
    if number is None:
        return None
    own = _row(db, "analyses", "id", ("extractor", "tier", "digest", "figures"), number)
    return AnalysisRows(
        **own, sources=_figures_and_rows(db, "sources", number), statements=_figures_and_rows(db, "statements", number)
    )


def _figures_and_rows(db: sqlite3.Connection, table: str, analysis: int) -> tuple[tuple[Any, ...], ...]:
    columns = COLUMNS[table].removeprefix("id, analysis, ")
    rows = db.execute(f"SELECT {columns} FROM {table} WHERE analysis = ? ORDER BY id", (analysis,))
    return tuple(tuple(row) for row in rows)


def _row(db: sqlite3.Connection, table: str, key: str, names: tuple[str, ...], value: int) -> dict[str, Any]:
    row = db.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ?", (value,)).fetchone()
    return dict(zip(names, tuple(row), strict=True))
