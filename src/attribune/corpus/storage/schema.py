"""The schema of a corpus (``schema.sql``), and the check that a file made by somebody else has just this schema.

SQLite runs what a file's own schema says: views and triggers in it are programs. So before anything is asked of a
record its schema is compared with ours, which is made anew in memory from the same file.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from attribune.corpus.storage.errors import CorpusBroken, CorpusVersion

FORMAT = 1  # of a corpus, which PRAGMA user_version names
_LISTED = "SELECT type, name, tbl_name, sql FROM sqlite_master"
_STATISTICS = re.compile(r"CREATE TABLE sqlite_stat[14]\([a-z,]+\)")  # SQLite's own, after ANALYZE
_MOST_SHOWN = 80
MISSING = "is missing"
_BEFORE_TRACES = (
    "this corpus was made by a version of attribune before the first release, which had no traces; make it anew: "
    "attribune add the same files to a new folder"
)
Key = tuple[object, object, object]


@cache
def schema_sql() -> str:
    """Return the SQL that makes an empty corpus."""
    return resources.files("attribune.corpus.storage").joinpath("schema.sql").read_text(encoding="utf-8")


@cache
def schema() -> Mapping[Key, str | None]:
    """Return what a corpus consists of: (type, name, table) → SQL."""
    return defined_by(schema_sql())


def defined_by(statements: str) -> Mapping[Key, str | None]:
    """Return what SQL statements define, as SQLite lists it: (type, name, table) → SQL."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        fresh.executescript(f"BEGIN;{statements}\n;COMMIT;")
        return {row[:3]: row[3] for row in fresh.execute(_LISTED)}
    finally:
        fresh.close()


def schema_problems(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """(where, message) of everything in a record that isn't as ``schema.sql`` defines it."""
    want = schema()
    most = len(want) + 100  # what a hostile file holds beyond this is named by its first ones
    have: dict[Key, object] = {}
    for row in db.execute(f"{_LISTED} LIMIT {most}"):
        kind, name, table, sql = tuple(row)
        if kind == "table" and name == table and isinstance(sql, str) and _STATISTICS.fullmatch(sql):
            continue
        if (kind, name, table) in have:
            yield _named(kind, name), "is there twice"
        have[kind, name, table] = sql
    for key in sorted(have.keys() - want.keys(), key=repr):
        yield _named(*key[:2]), "isn't part of a corpus"
    for key, sql in want.items():
        if key not in have:
            yield _named(*key[:2]), MISSING
        elif have[key] != sql:
            yield _named(*key[:2]), f"isn't as format {FORMAT} defines it"


def require_schema(db: sqlite3.Connection, concerns: str) -> None:
    """Raise CorpusBroken where the record isn't made as ``schema.sql`` defines it.

    CorpusVersion where it has the tables of a version before the first release that had the same number.
    """
    for where, message in schema_problems(db):
        if db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'sketches'").fetchone():
            raise CorpusVersion(_BEFORE_TRACES, concerns=concerns)
        raise CorpusBroken(
            f"{where} {message}; nothing else in this record was looked at. Use a record that only attribune wrote, or "
            "undo what another program changed in it",
            concerns=concerns,
        )


def _named(kind: object, name: object) -> str:
    return f"{kind} {name}"[:_MOST_SHOWN]
