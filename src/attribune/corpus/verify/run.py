"""Is everything still what was taken in? Every payload re-hashed and read again, every span checked, the log walked.

What is broken is named. Nothing in the folder is written to, and a writer may go on adding meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from attribune.corpus.storage.database import APPLICATION_ID, open_to_read
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken, CorpusLocked
from attribune.corpus.storage.files.safe_files import DATABASE, PAYLOADS
from attribune.corpus.storage.log import Head
from attribune.corpus.storage.log import head as head_of
from attribune.corpus.storage.schema import MISSING, schema_problems
from attribune.corpus.verify.derived import derived_problems
from attribune.corpus.verify.log import log_problems
from attribune.corpus.verify.parts import Checked, Part, Parts
from attribune.corpus.verify.payloads import left_over
from attribune.corpus.verify.search_index import index_problem, indexes

MOST = 1000  # problems listed; a corpus with more is lost to a list, and the count goes on
TRIES = 3  # of a verification, each begun anew because a writer came meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is broken: what kind of thing, which one, and how."""

    kind: str
    where: str
    message: str


@dataclass(slots=True, kw_only=True)
class Verified:
    """What was checked and what is broken. ``notes`` are no damage: what is left over, or is another program's.

    ``unchecked``: what couldn't be looked at here, and why: nothing says whether it is broken. ``head``: number and
    hash of the log's last entry, for an outsider to keep.
    """

    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    head: tuple[int, str] | None = None
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """True if everything was looked at and nothing is broken."""
        return not self.problems and not self.unchecked


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
    for _ in range(TRIES):
        found, db = Verified(), None
        acknowledged = head_of(Path(folder))  # before the record: a writer may go on, and what it says must be there
        try:
            db = open_to_read(Path(folder), trusting=True)
        except CorpusBroken as error:
            where = (error.concerns or DATABASE).removeprefix(f"{folder}{os.sep}")
            found.problems.append(Problem(kind="record", where=where, message=error.message))
            return found
        try:
            _verify(db, Path(folder), found, acknowledged, head, progress, workers or os.cpu_count() or 1)
            if db.view is None or not db.view.changed():
                return found
        finally:
            db.close()
    raise CorpusLocked(
        "other programs keep writing to this corpus while it is verified; try again", concerns=str(folder)
    )


def _verify(
    db: sqlite3.Connection,
    folder: Path,
    found: Verified,
    acknowledged: Head | None,
    kept: tuple[int, str] | None,
    progress: Callable[[str, int, int], None] | None,
    workers: int,
) -> None:
    tell = progress or (lambda _what, _done, _all: None)
    db.row_factory = sqlite3.Row
    db.execute("BEGIN")
    _run(_schema, db, folder, found, tell)
    if any(problem.message != MISSING for problem in found.problems):
        return  # a schema of another make decides what every other question answers
    with Parts(folder, workers=workers) as parts:
        steps: tuple[Step, ...] = (
            _pages, partial(_log, acknowledged), partial(_payloads, parts), partial(_spans, parts), _derived,
            partial(_head, kept), _search_index,
        )  # fmt: skip
        for step in steps:
            _run(step, db, folder, found, tell)
    _count(db, found)


Told = Callable[[str, int, int], None]
Step = Callable[[Any, Path, Verified, Told], Iterator[Problem]]


def _run(step: Step, db: sqlite3.Connection, folder: Path, found: Verified, tell: Told) -> None:
    """Run a step to its end, or to where damage stops it; the next one is run all the same."""
    try:
        for problem in step(db, folder, found, tell):
            if len(found.problems) < MOST:
                found.problems.append(problem)
            else:
                found.more += 1
    except CorpusBroken as error:
        found.problems.append(Problem(kind="record", where=error.concerns or _name(step), message=error.message))
    except sqlite3.Error as error:
        where = f"{DATABASE}, {_name(step)}"
        found.problems.append(Problem(kind="record", where=where, message=f"can't be read on: {error}"))
    except OSError as error:
        found.problems.append(Problem(kind="record", where=_name(step), message=f"can't be read on: {error.strerror}"))
    except UNUSABLE as error:
        where = f"{DATABASE}, {_name(step)}"
        found.problems.append(Problem(kind="record", where=where, message=f"holds what can't be: {error}"))


def _name(step: Any) -> str:
    return str(getattr(step, "func", step).__name__).strip("_").replace("_", " ")


def _pages(db: sqlite3.Connection, _folder: Path, _found: Verified, tell: Told) -> Iterator[Problem]:
    tell("pages of the record", 0, 0)
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        yield Problem(kind="record", where=DATABASE, message="its application id isn't that of a corpus")
    for (line,) in db.execute("PRAGMA integrity_check(50)"):
        if line != "ok":
            yield Problem(kind="record", where=DATABASE, message=str(line).replace("\n", " "))
    for row in db.execute("PRAGMA foreign_key_check"):
        yield Problem(kind="record", where=f"{row[0]} {row[1]}", message=f"leads to a row of {row[2]} that isn't there")


def _schema(db: sqlite3.Connection, _folder: Path, _found: Verified, _tell: Told) -> Iterator[Problem]:
    for where, message in schema_problems(db):
        yield Problem(kind="record", where=where, message=message)


def _log(
    acknowledged: Head | None, db: sqlite3.Connection, folder: Path, _found: Verified, tell: Told
) -> Iterator[Problem]:
    for where, message in log_problems(db, folder, acknowledged, lambda done: tell("log entries", done, 0)):
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


def _payloads(parts: Parts, db: sqlite3.Connection, folder: Path, found: Verified, tell: Told) -> Iterator[Problem]:
    older = 0
    for part, result in parts.checked("payloads", _sizes(db, "payloads", "size"), partial(tell, "payloads")):
        older += result.older
        found.unchecked += result.unchecked
        yield from _told(part, result, "payload")
    if older:
        found.notes.append(
            f"{older} readings were made by another version of the program; their bytes weren't read again"
        )
    for where, message in left_over(db, folder / PAYLOADS, found.notes):
        yield Problem(kind="payload", where=where, message=message)


def _spans(parts: Parts, db: sqlite3.Connection, _folder: Path, found: Verified, tell: Told) -> Iterator[Problem]:
    for part, result in parts.checked("versions", _sizes(db, "versions", "0"), partial(tell, "versions")):
        found.unchecked += result.unchecked
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


def _search_index(_db: object, folder: Path, found: Verified, tell: Told) -> Iterator[Problem]:
    """The search indexes against the texts."""
    for table in indexes():
        tell(f"search index {table}", 0, 0)
        try:
            problem = index_problem(folder, table)
        except OSError as error:
            found.unchecked.append(f"the search index {table}: {error}")
            continue
        if problem:
            yield Problem(kind="search", where=table, message=problem)


def _count(db: sqlite3.Connection, found: Verified) -> None:
    for table in ("payloads", "articles", "versions", "statements", "log"):
        try:
            found.counts[table] = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        except sqlite3.Error:
            found.counts[table] = 0


__all__ = ["Problem", "Verified", "verify"]
