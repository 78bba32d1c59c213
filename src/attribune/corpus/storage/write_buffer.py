"""Rows of one transaction that nothing asks for before its end, written together.

One statement for many rows costs half of one for each. And what the search indexes gather, SQLite writes out as a piece
of its own whenever a statement begins that could fail halfway (an update under a foreign key is one). Pieces are merged
later, again and again: one an article made up most of what the record cost. So indexed texts come last.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from attribune.corpus.storage.log import COLUMNS


class WriteBuffer:
    """The rows that wait. :meth:`rows` writes what has columns and came since, :meth:`texts` then what is searched."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._last: dict[str, int] = {}
        self._written = {"sources": 0, "statements": 0}
        self.sources: list[tuple[Any, ...]] = []  # columns as logged, then the speaker
        self.statements: list[tuple[Any, ...]] = []  # columns as logged, then the speaker
        self.latest: list[tuple[int, int]] = []  # version, article
        self.analysis: list[tuple[int, int]] = []  # analysis, version
        self.articles: list[tuple[int, str | None, str]] = []  # version, its title and text
        self.speakers: list[tuple[int, str]] = []  # id and name of those that are new

    def number(self, table: str) -> int:
        """Return the id of the table's next row, which the caller inserts."""
        if table not in self._last:
            self._last[table] = self._db.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
        self._last[table] += 1
        return self._last[table]

    def rows(self) -> None:
        """Write the rows, and the columns of others that lead to them."""
        for table, waiting in (("sources", self.sources), ("statements", self.statements)):
            self._many(_INSERTS[table], waiting[self._written[table] :])
            self._written[table] = len(waiting)
        self._many("UPDATE articles SET latest = ? WHERE id = ?", self.latest)
        self._many("UPDATE versions SET analysis = ? WHERE id = ?", self.analysis)
        self.latest, self.analysis = [], []

    def texts(self) -> None:
        """Write the search indexes."""
        self._many("INSERT INTO versions_fts (rowid, title, text) VALUES (?, ?, ?)", self.articles)
        texts = [(row[0], row[_SAID]) for row in self.statements]
        self._many("INSERT INTO statements_fts (rowid, text) VALUES (?, ?)", texts)
        self._many("INSERT INTO speakers_fts (rowid, name) VALUES (?, ?)", self.speakers)

    def logged(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return the rows of whole tables' worth of this transaction, with the columns that the log covers."""
        return {"sources": [row[:-1] for row in self.sources], "statements": [row[:-1] for row in self.statements]}

    def _many(self, sql: str, waiting: Sequence[tuple[Any, ...]]) -> None:
        if waiting:
            self._db.executemany(sql, waiting)


def _insert(table: str) -> str:
    names = f"{COLUMNS[table]}, speaker"
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(names.split(',')))})"


_INSERTS = {table: _insert(table) for table in ("sources", "statements")}
_SAID = [name.strip() for name in COLUMNS["statements"].split(",")].index("text")
