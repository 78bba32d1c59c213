"""Is everything still what was taken in? Every capture re-hashed and read again, every span checked, the log walked.

What is broken is named. Nothing is changed, and a writer may go on adding meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from attribune.corpus.lock import WriterLock
from attribune.corpus.prepare import CAPTURES
from attribune.corpus.problems import CorpusBroken, CorpusError, CorpusLocked
from attribune.corpus.record import APPLICATION_ID, DATABASE, migrations, open_to_read
from attribune.corpus.verify_captures import left_over
from attribune.corpus.verify_derived import derived_problems
from attribune.corpus.verify_log import log_problems
from attribune.corpus.verify_parts import Checked, Part, Parts

MOST = 1000  # problems listed; a corpus with more is lost to a list, and the count goes on
BUSY_SECONDS = 5.0  # for another program to let go of the record


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is broken: what kind of thing, which one, and how."""

    kind: str
    where: str
    message: str


@dataclass(slots=True, kw_only=True)
class Verified:
    """What was checked and what is broken. ``notes`` are no damage: what couldn't be checked, or is left over.

    ``head``: number and hash of the log's last entry, for an outsider to keep.
    """

    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    head: tuple[int, str] | None = None
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is broken."""
        return not self.problems


def verify(
    folder: str | Path,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    workers: int | None = None,
    head: tuple[int, str] | None = None,
) -> Verified:
    """Check a whole corpus. Raises CorpusMissing or CorpusVersion where there is none to check.

    ``progress`` hears what is checked, how many are done, and of how many (0: not known). ``workers``: processes, by
    default one a core; the report is the same with any number. ``head``: number and hash of a log entry that somebody
    kept; the log must still have it.
    """
    found = Verified()
    folder = Path(folder)
    try:
        db = open_to_read(folder)
    except CorpusBroken as error:
        found.problems.append(Problem(kind="record", where=DATABASE, message=error.message))
        return found
    db.row_factory = sqlite3.Row
    tell = progress or (lambda _what, _done, _all: None)
    try:
        db.execute("BEGIN")
        with Parts(folder, workers=workers or os.cpu_count() or 1) as parts:
            steps = (_pages, _schema, _log, partial(_captures, parts), partial(_spans, parts), _derived)
            for step in (*steps, partial(_head, head)):
                _run(step, db, folder, found, tell)
        _count(db, found)
    finally:
        db.close()
    _run(_search_index, None, folder, found, tell)
    return found


Told = Callable[[str, int, int], None]
Step = Callable[[Any, Path, Verified, Told], Iterator[Problem]]


def _run(step: Step, db: sqlite3.Connection | None, folder: Path, found: Verified, tell: Told) -> None:
    """Run a step to its end, or to where damage stops it; the next one is run all the same."""
    try:
        for problem in step(db, folder, found, tell):
            if len(found.problems) < MOST:
                found.problems.append(problem)
            else:
                found.more += 1
    except sqlite3.Error as error:
        where = f"{DATABASE}, {_name(step)}"
        found.problems.append(Problem(kind="record", where=where, message=f"can't be read on: {error}"))
    except OSError as error:
        found.problems.append(Problem(kind="record", where=_name(step), message=f"can't be read on: {error.strerror}"))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        where = f"{DATABASE}, {_name(step)}"
        found.problems.append(Problem(kind="record", where=where, message=f"holds what can't be: {error}"))


def _name(step: Any) -> str:
    return str(getattr(step, "func", step).__name__).strip("_").replace("_", " ")


def _pages(db: sqlite3.Connection, _folder: Path, _found: Verified, tell: Told) -> Iterator[Problem]:
    tell("pages of the record", 0, 0)
    for (line,) in db.execute("PRAGMA integrity_check(50)"):
        if line != "ok":
            yield Problem(kind="record", where=DATABASE, message=str(line).replace("\n", " "))
    for row in db.execute("PRAGMA foreign_key_check"):
        yield Problem(kind="record", where=f"{row[0]} {row[1]}", message=f"leads to a row of {row[2]} that isn't there")


def _schema(db: sqlite3.Connection, _folder: Path, _found: Verified, _tell: Told) -> Iterator[Problem]:
    fresh = sqlite3.connect(":memory:")
    for _, statements in migrations():
        fresh.executescript(statements)
    asked = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    want, have = ({tuple(row)[:3]: row[3] for row in one.execute(asked)} for one in (fresh, db))
    fresh.close()
    for key in sorted(want.keys() | have.keys()):
        if want.get(key) != have.get(key):
            yield Problem(kind="record", where=f"{key[0]} {key[1]}", message="isn't as this format defines it")
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        yield Problem(kind="record", where=DATABASE, message="its application id isn't that of a corpus")


def _log(db: sqlite3.Connection, folder: Path, _found: Verified, tell: Told) -> Iterator[Problem]:
    for where, message in log_problems(db, folder, lambda done: tell("log entries", done, 0)):
        yield Problem(kind="log", where=where, message=message)


def _head(
    kept: tuple[int, str] | None, db: sqlite3.Connection, _folder: Path, found: Verified, _tell: Told
) -> Iterator[Problem]:
    """What the log ends with. Whoever rewrites all of it can't rewrite what somebody else kept."""
    last = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    found.head = (last[0], last[1]) if last else None
    if kept:
        entry = db.execute("SELECT hash FROM log WHERE seq = ?", kept[:1]).fetchone()
        if entry is None:
            yield Problem(kind="log", where=f"log {kept[0]}", message="is the entry that was kept, and isn't there")
        elif entry[0] != kept[1]:
            message = "isn't the entry that was kept: the log up to here was written anew"
            yield Problem(kind="log", where=f"log {kept[0]}", message=message)


def _captures(parts: Parts, db: sqlite3.Connection, folder: Path, found: Verified, tell: Told) -> Iterator[Problem]:
    older = 0
    for part, result in parts.checked("captures", _sizes(db, "captures", "size"), partial(tell, "captures")):
        older += result.older
        yield from _told(part, result, "capture")
    if older:
        found.notes.append(
            f"{older} readings were made by another version of the program; their bytes weren't read again"
        )
    for where, message in left_over(db, folder / CAPTURES, found.notes):
        yield Problem(kind="capture", where=where, message=message)


def _spans(parts: Parts, db: sqlite3.Connection, _folder: Path, _found: Verified, tell: Told) -> Iterator[Problem]:
    for part, result in parts.checked("versions", _sizes(db, "versions", "0"), partial(tell, "versions")):
        yield from _told(part, result, "span")


def _told(part: Part, result: Checked, kind: str) -> Iterator[Problem]:
    for where, message in result.problems:
        yield Problem(kind=kind, where=where, message=message)
    if result.stopped:
        yield Problem(kind="record", where=f"{part.table} {part.first} to {part.last}", message=result.stopped)


def _sizes(db: sqlite3.Connection, table: str, size: str) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in db.execute(f"SELECT id, {size} FROM {table} ORDER BY id")]


def _derived(db: sqlite3.Connection, _folder: Path, _found: Verified, tell: Told) -> Iterator[Problem]:
    for where, message in derived_problems(db, lambda done: tell("derived columns", done, 0)):
        yield Problem(kind="derived", where=where, message=message)


_NOT_DAMAGE = {  # what SQLite says where it can't check, and nothing is broken
    sqlite3.SQLITE_BUSY: "another program is writing to the record; try again when it is done",
    sqlite3.SQLITE_LOCKED: "another program is writing to the record; try again when it is done",
    sqlite3.SQLITE_READONLY: "the record can't be written",
}


def _search_index(_db: object, folder: Path, found: Verified, tell: Told) -> Iterator[Problem]:
    """The search index against the texts. SQLite checks it only through a connection that may write."""
    tell("search index", 0, 0)
    try:
        lock = WriterLock(folder)
    except CorpusLocked as error:
        found.notes.append(f"the search index wasn't checked: {error.message}")
        return
    except CorpusError:
        found.notes.append("the search index wasn't checked: the folder can't be written")
        return
    db = sqlite3.connect(folder / DATABASE, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        for table in ("versions_fts", "statements_fts", "speakers_fts"):
            try:
                db.execute("BEGIN")
                db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.OperationalError as error:
                why = _NOT_DAMAGE.get(error.sqlite_errorcode & 0xFF)
                if why is None:
                    raise
                found.notes.append(f"the search index wasn't checked: {why}")
                return
            except sqlite3.DatabaseError as error:
                yield Problem(kind="search", where=table, message=f"doesn't agree with the texts: {error}")
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")
    finally:
        db.close()
        lock.release()


def _count(db: sqlite3.Connection, found: Verified) -> None:
    for table in ("captures", "articles", "versions", "statements", "log"):
        try:
            found.counts[table] = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        except sqlite3.Error:
            found.counts[table] = 0


__all__ = ["Problem", "Verified", "verify"]
