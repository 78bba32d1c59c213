"""The record ``corpus.db``: opened, migrated, and closed so that nothing acknowledged is lost."""

from __future__ import annotations

import os
import re
import sqlite3
import uuid
from functools import cache
from importlib import resources
from pathlib import Path

from attribune import __version__
from attribune.corpus.digests import now
from attribune.corpus.events import rebuild_all
from attribune.corpus.odd import mark_odd
from attribune.corpus.problems import CorpusMissing, CorpusVersion, told
from attribune.corpus.stories import rework

DATABASE = "corpus.db"
APPLICATION_ID = 0x41545442  # "ATTB": lets `file` and SQLite tools say what this is
BUSY_MS = 30_000  # how long a reader or a hand-made decision waits for another's commit
CACHE_KB = 128_000  # pages kept in memory; the search index of 100,000 articles' new words fits
CHECKPOINT = 16_000  # pages in the journal from which on they go to their places: one that changed often goes once
_NUMBERED = re.compile(r"(\d{4})_\w+\.sql")


@cache
def migrations() -> tuple[tuple[int, str], ...]:
    """(number, SQL) of every migration, in order."""
    folder = resources.files("attribune.corpus").joinpath("migrations")
    found = [(match, path) for path in folder.iterdir() if (match := _NUMBERED.fullmatch(path.name))]
    return tuple(sorted((int(match[1]), path.read_text(encoding="utf-8")) for match, path in found))


def newest_format() -> int:
    """The format this program writes."""
    return migrations()[-1][0]


def open_to_write(folder: Path) -> sqlite3.Connection:
    """The record, made or migrated where needed. The caller holds the writer lock. Raises CorpusError kinds."""
    path = folder / DATABASE
    with told(str(folder)):
        db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
        _configure(db)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
    _migrate(db, folder)
    return db


def is_corpus(path: str | Path) -> bool:
    """Whether a path is a corpus folder."""
    return os.path.isfile(os.path.join(path, DATABASE))  # noqa: PTH113, PTH118 - asked of many folders


def older_format(folder: str | Path) -> int | None:
    """The format of a corpus that the next writer brings to the newest one; None where there is nothing to bring."""
    if not is_corpus(folder):
        return None
    with told(str(folder)):
        db = sqlite3.connect(f"{(Path(folder) / DATABASE).resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = _format(db)
        finally:
            db.close()
    return found if 0 < found < newest_format() else None


def open_to_read(folder: Path) -> sqlite3.Connection:
    """The record, read-only; works while a writer adds. Raises CorpusMissing, CorpusVersion, CorpusBroken."""
    path = folder / DATABASE
    if not path.is_file():
        raise CorpusMissing("there is no corpus here; make one with attribune add", concerns=str(folder))
    with told(str(folder)):
        db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=BUSY_MS / 1000
        )
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # A folder that can't be written holds no shared memory; without a pending log its file is whole.
            if path.with_name(DATABASE + "-wal").exists():
                raise
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        _configure(db)
        found = _format(db)
    if found == 0:
        raise CorpusMissing("this database is no corpus", concerns=str(path))
    if found != newest_format():
        raise CorpusVersion(_other_format(found), concerns=str(folder))
    return db


def _configure(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute(f"PRAGMA cache_size = -{CACHE_KB}")


def _format(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _other_format(found: int) -> str:
    if found > newest_format():
        return f"the corpus has format {found} and this program knows up to {newest_format()}; update attribune"
    return f"the corpus has format {found}; any attribune add migrates it to {newest_format()}"


def _migrate(db: sqlite3.Connection, folder: Path) -> None:
    with told(str(folder)):
        found = _format(db)
        if found == 0 and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise CorpusMissing("this database is no corpus; name another folder", concerns=str(folder / DATABASE))
        if found > newest_format():
            raise CorpusVersion(_other_format(found), concerns=str(folder))
        db.execute("PRAGMA foreign_keys = OFF")  # a table that is made anew is dropped on the way
        try:
            for number, statements in migrations():
                if number > found:
                    made = "" if found else _first_row()
                    db.executescript(
                        f"BEGIN IMMEDIATE;\n{statements}\n{made}\nPRAGMA application_id = {APPLICATION_ID};\n"
                        f"PRAGMA user_version = {number};"
                    )
                    _FILLED.get(number, _nothing)(db)
                    db.execute("COMMIT")
                    found = number
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        finally:
            db.execute("PRAGMA foreign_keys = ON")


def _nothing(_db: sqlite3.Connection) -> None:
    """What most migrations need beyond their SQL."""


def _anew(db: sqlite3.Connection) -> None:
    newest = "(SELECT max(id) FROM extractions WHERE version = versions.id)"
    db.execute(f"UPDATE versions SET extraction = {newest} WHERE extraction IS NOT {newest}")
    rebuild_all(db)
    rework(db)


_FILLED = {2: mark_odd, 3: _anew}  # what SQL alone can't fill; in the transaction of the migration


def _first_row() -> str:
    """Constants of our own making only, so that they may stand in the script."""
    return (
        "INSERT INTO corpus (one, id, created_at, program) "
        f"VALUES (1, '{uuid.uuid4()}', '{now()}', 'attribune {__version__}');"
    )
