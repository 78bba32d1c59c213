"""What a record is made of, as the numbered SQL files define it, and whether a file that somebody made is just that.

SQLite runs what a file's own schema says: views and triggers in it are programs. So before anything is asked of a
record its schema is compared with ours, which is made anew in memory from the same files.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from attribune.corpus.storage.errors import CorpusBroken

_NUMBERED = re.compile(r"(\d{4})_\w+\.sql")
_LISTED = "SELECT type, name, tbl_name, sql FROM sqlite_master"
_STATISTICS = re.compile(r"CREATE TABLE sqlite_stat[14]\([a-z,]+\)")  # SQLite's own, after ANALYZE
_MOST_SHOWN = 80
MISSING = "is missing"
Key = tuple[object, object, object]


@cache
def migrations() -> tuple[tuple[int, str], ...]:
    """(number, SQL) of every migration, in order."""
    folder = resources.files("attribune.corpus.storage").joinpath("migrations")
    found = [(match, path) for path in folder.iterdir() if (match := _NUMBERED.fullmatch(path.name))]
    return tuple(sorted((int(match[1]), path.read_text(encoding="utf-8")) for match, path in found))


def newest_format() -> int:
    """The format this program writes."""
    return migrations()[-1][0]


@cache
def schema(number: int) -> Mapping[Key, str | None]:
    """What a record of this format consists of: (type, name, table) → SQL."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for one, statements in migrations():
            if one <= number:
                fresh.executescript(f"BEGIN;{statements}\n;COMMIT;")
        return {row[:3]: row[3] for row in fresh.execute(_LISTED)}
    finally:
        fresh.close()


def schema_problems(db: sqlite3.Connection, number: int) -> Iterator[tuple[str, str]]:
    """(where, message) of everything in a record that isn't as its format defines it."""
    want = schema(number)
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
            yield _named(*key[:2]), f"isn't as format {number} defines it"


def require_schema(db: sqlite3.Connection, number: int, concerns: str) -> None:
    """Raise CorpusBroken where the record isn't made as its format defines it."""
    for where, message in schema_problems(db, number):
        raise CorpusBroken(
            f"{where} {message}; nothing else in this record was looked at. Use a record that only attribune wrote, or "
            "undo what another program changed in it",
            concerns=concerns,
        )


def _named(kind: object, name: object) -> str:
    return f"{kind} {name}"[:_MOST_SHOWN]
