"""The search indexes held against the texts, without writing to the record.

SQLite checks an index by a command that needs a table it may write to. So the index's own tables are copied beside the
record, as temporary tables of a connection that only reads, and the texts are a view of the record's: what is checked
is a copy of the index against the record itself.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from attribune.corpus.storage.database import open_to_read
from attribune.corpus.storage.schema import schema

_FTS = re.compile(r"CREATE VIRTUAL TABLE (\w+) USING fts5\((.*)\)\s*", re.S)
_CONTENT = re.compile(r'content="(\w+)"')
_SHADOWS = ("data", "idx", "docsize", "config")
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


@cache
def indexes() -> tuple[str, ...]:
    """Return the full-text tables of a record."""
    return tuple(sorted(found[1] for sql in schema().values() if sql and (found := _FTS.fullmatch(sql))))


def index_problem(folder: Path, table: str) -> str | None:
    """Return why an index isn't what the texts say, or None. Raises OSError where there is no room for the copy."""
    with closing(open_to_read(folder, trusting=True, copying=True)) as db:
        db.execute("PRAGMA temp_store = FILE")
        db.execute("BEGIN")
        try:
            _copy(db, table)
            db.execute(f"INSERT INTO temp.{table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_ROOM:
                raise OSError(f"there is no room for a copy of it: {error}") from None
            return f"doesn't agree with the texts: {error}"
    return None


def _copy(db: sqlite3.Connection, table: str) -> None:
    create_statement = next(
        sql for sql in schema().values() if sql and sql.startswith(f"CREATE VIRTUAL TABLE {table} ")
    )
    options = _FTS.fullmatch(create_statement)
    content = _CONTENT.search(create_statement)
    assert options and content  # the SQL is ours
    db.execute(f"CREATE VIRTUAL TABLE temp.{table} USING fts5({options[2]})")
    for shadow in _SHADOWS:
        db.execute(f"DELETE FROM temp.{table}_{shadow}")
        db.execute(f"INSERT INTO temp.{table}_{shadow} SELECT * FROM main.{table}_{shadow}")
    db.execute(f"CREATE TEMP VIEW {content[1]} AS SELECT * FROM main.{content[1]}")
