"""A connection to a record that somebody else may have made: limits on sizes and times, and SQLite's own defences.

A query is stopped once SQLite itself has worked on it for longer than a record of its size can need; the time that the
caller takes between two rows doesn't count. A value can't be longer than the files that hold it.
"""

from __future__ import annotations

import sqlite3
from time import monotonic
from typing import Any, Self

from attribune.corpus.storage.read_only import RecordView

BASE_SECONDS = 30.0  # of one query, on any record: the slowest search of 100,000 articles takes 1 s
BYTES_A_SECOND = 1_000_000  # more for large ones: SQLite's own check of all pages reads a hundred times as fast
STEPS = 20_000  # of SQLite's machine between two looks at the clock, some 2 ms
LONGEST = 512 << 20  # bytes of a value or row
SHORTEST = 16 << 20  # what is allowed of a value in any record: rows are put together in memory, too
LIMITS = {
    "SQLITE_LIMIT_SQL_LENGTH": 4_000_000,  # of ours: lists of up to 10,000 ids
    "SQLITE_LIMIT_EXPR_DEPTH": 200,
    "SQLITE_LIMIT_COMPOUND_SELECT": 20,
    "SQLITE_LIMIT_ATTACHED": 0,
    "SQLITE_LIMIT_LIKE_PATTERN_LENGTH": 1_000,
    "SQLITE_LIMIT_TRIGGER_DEPTH": 10,
    "SQLITE_LIMIT_WORKER_THREADS": 0,
}
_SWITCHES = (  # set where Python can, from 3.12
    ("SQLITE_DBCONFIG_DEFENSIVE", True), ("SQLITE_DBCONFIG_TRUSTED_SCHEMA", False),
    ("SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION", False),
)  # fmt: skip


class _Clock:
    """The deadline of the running step. SQLite calls :meth:`late` while it works."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.until = monotonic() + seconds

    def late(self) -> bool:
        return monotonic() > self.until


class Query(sqlite3.Cursor):
    """A cursor whose every query has a time of its own."""

    _left = BASE_SECONDS

    def _timed(self, call: Any, *values: Any) -> Any:
        clock: _Clock = self.connection.clock  # type: ignore[attr-defined]
        began = monotonic()
        clock.until = began + self._left
        try:
            return call(*values)
        finally:
            self._left -= monotonic() - began

    def _anew(self, call: Any, *values: Any) -> Any:
        self._left = self.connection.clock.seconds  # type: ignore[attr-defined]
        return self._timed(call, *values)

    def execute(self, *values: Any) -> Self:
        """As in the base class, within the time limit."""
        clock: _Clock = self.connection.clock  # type: ignore[attr-defined]
        began = monotonic()  # written out: a writer executes some fifty small statements an article
        clock.until = began + clock.seconds
        try:
            super().execute(*values)
        finally:
            self._left = clock.seconds - (monotonic() - began)
        return self

    def executemany(self, *values: Any) -> Self:
        """As in the base class, within the time limit."""
        self._anew(super().executemany, *values)
        return self

    def executescript(self, *values: Any) -> Self:
        """As in the base class, within the time limit."""
        self._anew(super().executescript, *values)
        return self

    def __next__(self) -> Any:
        return self._timed(super().__next__)

    def fetchone(self) -> Any:
        """As in the base class, within the time limit."""
        return self._timed(super().fetchone)

    def fetchmany(self, *values: Any) -> list[Any]:
        """As in the base class, within the time limit."""
        rows: list[Any] = self._timed(super().fetchmany, *values)
        return rows

    def fetchall(self) -> list[Any]:
        """As in the base class, within the time limit."""
        rows: list[Any] = self._timed(super().fetchall)
        return rows


class Database(sqlite3.Connection):
    """A connection with limits; :func:`limit` sets them."""

    clock: _Clock
    view: RecordView | None = None  # how the record's files are read, where they are only read

    def cursor(self, factory: Any = None) -> Any:
        """Return a cursor within the limits."""
        return super().cursor(factory or Query)

    def execute(self, *values: Any) -> Any:
        """Return the cursor of a query, within the limits."""
        return self.cursor().execute(*values)

    def executemany(self, *values: Any) -> Any:
        """Return the cursor of a statement for many rows, within the limits."""
        return self.cursor().executemany(*values)

    def executescript(self, *values: Any) -> Any:
        """Return the cursor of several statements, within the limits."""
        return self.cursor().executescript(*values)


def connect(
    target: str, *, size: int, timeout: float, uri: bool = False, defensive: bool = True, handed_on: bool = False
) -> Database:
    """Open a record of ``size`` bytes with limits that fit it. Raises sqlite3.Error.

    ``defensive``: the internal tables of search indexes can't be written to directly. ``handed_on``: one thread after
    the other may use it.
    """
    db: Database = sqlite3.connect(
        target, uri=uri, isolation_level=None, timeout=timeout, factory=Database, check_same_thread=not handed_on
    )
    db.clock = _Clock(BASE_SECONDS + size / BYTES_A_SECOND)
    db.set_progress_handler(db.clock.late, STEPS)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(LONGEST, max(SHORTEST, size)))
    for name, most in LIMITS.items():
        db.setlimit(getattr(sqlite3, name), most)
    setconfig = getattr(db, "setconfig", None)
    if setconfig and defensive:
        for name, on in _SWITCHES:
            if hasattr(sqlite3, name):
                setconfig(getattr(sqlite3, name), on)
    return db
