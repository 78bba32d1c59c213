"""Errors of a corpus itself, each with a remedy."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from attribune.errors import AttribuneError, UsageError


class CorpusError(AttribuneError):
    """Something about the corpus folder or its record."""

    code = "corpus"


class CorpusMissing(CorpusError):
    """There is no corpus in this folder."""

    code = "corpus_missing"


class CorpusLocked(CorpusError):
    """Another program is writing; the message names it."""

    code = "corpus_locked"


class CorpusFull(CorpusError):
    """No room is left; what was acknowledged is kept."""

    code = "corpus_full"


class CorpusBroken(CorpusError):
    """The record or a payload is damaged; ``attribune verify`` names it."""

    code = "corpus_broken"


class ForeignEntry(CorpusBroken):
    """An entry of the folder is a link, a pipe, a device or the like; it isn't followed."""

    code = "corpus_entry"


class CorpusTimeout(CorpusError):
    """A query took longer than the record's size can explain; it was stopped."""

    code = "corpus_timeout"


class CorpusVersion(CorpusError):
    """The corpus was made by a newer program."""

    code = "corpus_version"


class UnknownRecord(CorpusError):
    """Nothing in the corpus has this id, address or name."""

    code = "unknown_record"


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_FULL = "there is no room left to write; everything acknowledged is kept: free some space and run the same call again"


# What is raised where an item can't be written, rather than the record.
ITEM_FAULTS: tuple[type[Exception], ...] = (
    sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError, sqlite3.IntegrityError,
    ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip


@contextmanager
def corpus_errors(concerns: str) -> Iterator[None]:
    """Raise errors of SQLite and the system inside the block as errors of the corpus ``concerns``."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, concerns) from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise CorpusFull(f"{_FULL} ({error.strerror})", concerns=concerns) from error
        remedy = "give yourself the right to write in its folder, or name another with --corpus"
        raise CorpusError(f"the corpus can't be written: {error.strerror}; {remedy}", concerns=concerns) from error


_READING = frozenset({"select", "with", "values", "explain", "pragma"})


def refuse_wrong(db: sqlite3.Connection, sql: str, values: Any, error: Exception) -> None:
    """Raise UsageError where a query failed by itself: it can't be prepared, writes, or has values that don't fit.

    The schema was compared with ours when the corpus was opened, so what can't even be prepared isn't damage.
    """
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    wrong = isinstance(error, (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.Warning)) and not code
    why = str(error)
    first = (sql.split(None, 1) or [""])[0].lower()
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH) or first not in _READING:
        wrong, why = True, "a corpus is only read by queries"
    elif code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_RANGE, sqlite3.SQLITE_MISMATCH):
        try:
            db.execute(f"EXPLAIN {sql}", values)
        except (sqlite3.Error, sqlite3.Warning):
            wrong = True
    if wrong:
        statement = " ".join(sql.split())[:80]
        raise UsageError(
            f"this query is wrong: {why}; docs/design/store.md has the tables", concerns=statement
        ) from error


# What hostile or damaged values of a record lead to where the program takes them for what they should be.
UNUSABLE = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


def unusable(error: BaseException, concerns: str) -> CorpusBroken:
    """Return the error to raise for a value of the record that isn't what its column holds."""
    why = f"{type(error).__name__}: {error}"[:300]
    return CorpusBroken(
        f"the record has a value that can't be used ({why}); run attribune verify, which names what is broken",
        concerns=concerns,
    )


@contextmanager
def usable(concerns: str) -> Iterator[None]:
    """Raise CorpusBroken where the block meets a value that isn't what its column holds."""
    try:
        yield
    except UNUSABLE as error:
        raise unusable(error, concerns) from error


def _translated(error: sqlite3.Error, concerns: str) -> CorpusError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_INTERRUPT:
        return CorpusTimeout(
            "a query took longer than a record of this size can need, and was stopped; run attribune verify",
            concerns=concerns,
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):  # the last: a race for the lock
        return CorpusLocked("another program is writing to this corpus; wait for it and try again", concerns=concerns)
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return CorpusFull(f"{_FULL} ({error})", concerns=concerns)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return CorpusError(
            f"the corpus can't be opened for this: {error}; check the folder's rights", concerns=concerns
        )
    return CorpusBroken(f"the record is damaged: {error}; run attribune verify", concerns=concerns)
