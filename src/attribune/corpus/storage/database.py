"""The database ``corpus.db``: made, opened, and closed so that nothing acknowledged is lost."""

from __future__ import annotations

import os
import sqlite3
import time
import uuid
from pathlib import Path

from attribune._version import __version__
from attribune.clock import now
from attribune.corpus.storage.database_limits import Database, connect
from attribune.corpus.storage.errors import CorpusBroken, CorpusError, CorpusMissing, CorpusVersion, corpus_errors
from attribune.corpus.storage.files.safe_files import (
    DATABASE,
    EARLIER_PAYLOADS,
    HEAD,
    JOURNAL,
    PAYLOADS,
    check_entries,
    check_file,
)
from attribune.corpus.storage.log import Head, read_head
from attribune.corpus.storage.read_only import RecordView, will_write
from attribune.corpus.storage.schema import FORMAT, require_schema, schema_sql

APPLICATION_ID = 0x41545242  # "ATRB": lets `file` and SQLite tools say what this is
EARLIER_ID = 0x41545442  # "ATTB": of formats before the first release, in other tables
BUSY_MS = 30_000  # how long a reader or a hand-made decision waits for another's commit
WAIT_SECONDS = 0.05
CACHE_KB = 128_000  # pages kept in memory; the search index of 100,000 articles' new words fits
CHECKPOINT = 16_000  # pages in the journal from which on they go to their places: one that changed often goes once
_EARLIER = (
    "this corpus was made by a version of attribune before the first release, which stored it otherwise; make it anew "
    "from its bytes, without fetching: attribune add --from-corpus {folder} --corpus NEW-FOLDER"
)
FIRST_PAGE = 4096  # bytes of a record in which nothing was written yet
_DECIDE = (
    "restore corpus.db and head.json from one backup; or, to go on with what is here and give up the rest, "
    "attribune add --accept-loss"
)


def open_to_write(folder: Path, *, accept_loss: bool = False) -> tuple[Database, str | None]:
    """Return the record, made where there is none, and what is lost of it where that was accepted.

    The caller holds the writer lock. Raises CorpusError kinds, CorpusBroken where what was acknowledged isn't there.
    """
    check_entries(folder, writing=True)
    with corpus_errors(str(folder)):
        _clear_unborn(folder)
        acknowledged, lost = _acknowledged(folder, accept_loss)
        lost = lost or _lost_record(folder, acknowledged)
        if lost and not accept_loss:
            raise CorpusBroken(f"{lost}; {_DECIDE}", concerns=str(folder))
        db = _connect_to_write(folder)
        try:
            is_made = _is_made(db, folder)
            if is_made:
                require_schema(db, str(folder / DATABASE))
            if not lost:
                lost = _lost_entries(db, acknowledged, writing=True)
                if lost and not accept_loss:
                    raise CorpusBroken(f"{lost}; {_DECIDE}", concerns=str(folder))
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
            if not is_made:
                _make(db)
        except BaseException:
            db.close()
            raise
    return db, lost


def _connect_to_write(folder: Path) -> Database:
    """Return a connection that can write; waits for readers of this process that map shared memory read-only."""
    will_write(folder)
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        db = connect(str(folder / DATABASE), size=_size(folder), timeout=BUSY_MS / 1000)
        try:
            configure(db)
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            db.close()
            held = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY and os.access(folder / DATABASE, os.W_OK)
            if not held or time.monotonic() > until:
                raise
            time.sleep(WAIT_SECONDS)
        except BaseException:
            db.close()
            raise
        else:
            return db


def is_corpus(path: str | Path) -> bool:
    """True if a path is a corpus folder, also an earlier one, or one whose database is gone or is no file."""
    # names are joined as strings, because this is asked of many folders
    if os.path.lexists(os.path.join(path, DATABASE)):  # noqa: PTH118
        return True
    if not os.path.lexists(os.path.join(path, HEAD)):  # noqa: PTH118
        return False
    return any(os.path.lexists(os.path.join(path, name)) for name in (PAYLOADS, EARLIER_PAYLOADS))  # noqa: PTH118


def open_to_read(folder: Path, *, trusting: bool = False, copying: bool = False) -> Database:
    """Return the record, read-only; works while a writer adds. Nothing is written into the folder.

    ``trusting``: what was acknowledged isn't compared with it, nor its schema with ours: the caller has done so.
    ``copying``: temporary tables may be made that are like those inside of a search index. Raises CorpusMissing,
    CorpusVersion, CorpusBroken.
    """
    check_entries(folder)
    with corpus_errors(str(folder)):
        acknowledged, _ = _acknowledged(folder, accept_loss=trusting)
        lost = _lost_record(folder, acknowledged)
        if lost:
            raise CorpusBroken(f"{lost}; {_DECIDE}", concerns=str(folder))
        if check_file(folder / DATABASE) is None:
            raise CorpusMissing("there is no corpus here; make one with attribune add", concerns=str(folder))
        db = open_as_it_is(folder, defensive=not copying)
        try:
            configure(db)
            if not _is_made(db, folder):
                raise CorpusMissing("there is nothing in this database yet", concerns=str(folder / DATABASE))
            if not trusting:
                require_schema(db, str(folder / DATABASE))
                lost = _lost_entries(db, acknowledged, writing=False)
                if lost:
                    raise CorpusBroken(f"{lost}; {_DECIDE}", concerns=str(folder))
        except BaseException:
            db.close()
            raise
    return db


def open_as_it_is(folder: Path, *, defensive: bool = True) -> Database:
    """Return a connection that writes nothing, not even SQLite's shared memory, to a database of any make."""
    view = RecordView(folder)
    while True:
        db = connect(view.uri(), uri=True, size=_size(folder), timeout=BUSY_MS / 1000, defensive=defensive,
                     handed_on=True)  # fmt: skip
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            db.close()
            if not view.retry():  # a writer began or ended just now
                raise
        else:
            db.view = view
            return db


def _size(folder: Path) -> int:
    """Return bytes of the record and its journal."""
    files = (check_file(folder / name) for name in (DATABASE, f"{DATABASE}-wal"))
    return sum(about.st_size for about in files if about)


def _acknowledged(folder: Path, accept_loss: bool) -> tuple[Head | None, str | None]:
    """Return what ``head.json`` says; and why it says nothing, where it is damaged."""
    try:
        return read_head(folder), None
    except CorpusBroken as error:
        if accept_loss:
            return None, f"head.json can't be used: {error.message}"
        raise CorpusBroken(
            f"{error.message}; it says how much of the record was acknowledged: {_DECIDE}",
            concerns=str(folder / HEAD),
        ) from None


def _lost_record(folder: Path, acknowledged: Head | None) -> str | None:
    """Return why there must have been a record, where there is none or an empty one."""
    about = check_file(folder / DATABASE)
    if about is not None and about.st_size:
        return None
    state = "is missing" if about is None else "is empty"
    if acknowledged and acknowledged[0]:
        return f"corpus.db {state}, and head.json says that {acknowledged[0]} entries of its log were acknowledged"
    if _holds_payloads(folder / PAYLOADS):
        return f"corpus.db {state}, and payloads of a record are here"
    return None


def _holds_payloads(folder: Path) -> bool:
    try:
        with os.scandir(folder) as shards:
            return any(shard.is_dir(follow_symlinks=False) and next(os.scandir(shard.path), None) for shard in shards)
    except OSError:
        return False


def _lost_entries(db: sqlite3.Connection, acknowledged: Head | None, *, writing: bool) -> str | None:
    """Return what was acknowledged and isn't in the log.

    ``acknowledged`` was read before the record was first looked at.
    """
    if not _format(db):
        return None
    row = db.execute("SELECT seq FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    last = row[0] if row else 0
    if acknowledged is None:
        if writing and last > 1:
            return f"head.json is missing, which says how many of the log's {last} entries were acknowledged"
        return None
    seq, hash = acknowledged
    if seq > last:
        return f"the log ends at entry {last}, and head.json says that entry {seq} was acknowledged"
    entry = db.execute("SELECT hash FROM log WHERE seq = ?", (seq,)).fetchone()
    if seq and (entry is None or entry[0] != hash):
        return f"entry {seq} of the log isn't the one that head.json says was acknowledged: this is another record"
    if writing and seq < last - 1:
        return f"head.json stops at entry {seq} of {last}: it isn't of this record"
    return None


def _clear_unborn(folder: Path) -> None:
    """Remove a record whose writer was stopped before anything was in it; any other rollback journal is refused."""
    journal, about = check_file(folder / JOURNAL), check_file(folder / DATABASE)
    if journal is None:
        return
    if check_file(folder / HEAD) is not None or (about and about.st_size > FIRST_PAGE):
        raise CorpusError(
            "this journal isn't attribune's: another program may not have finished writing; open corpus.db once "
            "with that program, or remove the journal",
            concerns=str(folder / JOURNAL),
        )
    for name in (DATABASE, JOURNAL):
        (folder / name).unlink(missing_ok=True)


def _is_made(db: sqlite3.Connection, folder: Path) -> bool:
    """True if there are the tables of a corpus of this format, False for an empty database.

    Raises CorpusMissing for another program's database, CorpusVersion for a corpus of another format.
    """
    number = _format(db)
    if number and _program(db) == EARLIER_ID:
        raise CorpusVersion(_EARLIER.format(folder=folder), concerns=str(folder))
    if not number:
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise CorpusMissing("this database is no corpus; name another folder", concerns=str(folder / DATABASE))
        return False
    if number > FORMAT:
        raise CorpusVersion(
            f"the corpus has format {number} and this program knows up to {FORMAT}; update attribune",
            concerns=str(folder),
        )
    if number != FORMAT:
        raise CorpusBroken(f"the corpus says that it has format {number}, which doesn't exist", concerns=str(folder))
    return True


def is_earlier(folder: Path) -> bool:
    """True if the folder is a corpus of a format before the first release. Raises ForeignEntry."""
    check_entries(folder)
    about = check_file(folder / DATABASE)
    if about is None or not about.st_size:
        return False
    try:
        db = open_as_it_is(folder)
    except (CorpusError, sqlite3.Error, OSError):  # whoever opens it to use it says what is wrong with it
        return False
    try:
        return _program(db) == EARLIER_ID and _format(db) > 0
    except sqlite3.Error:
        return False
    finally:
        db.close()


def refuse_earlier(folder: Path) -> None:
    """Raise CorpusVersion where the folder is a corpus of a format before the first release."""
    if is_earlier(folder):
        raise CorpusVersion(_EARLIER.format(folder=folder), concerns=str(folder))


def _program(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA application_id").fetchone()[0])


def configure(db: sqlite3.Connection) -> None:
    """Set what every connection to a corpus has: no functions of its schema are trusted, its cells are checked."""
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute(f"PRAGMA cache_size = -{CACHE_KB}")


def _format(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _make(db: sqlite3.Connection) -> None:
    """Make the tables of an empty corpus."""
    first = (  # constants of our own making only, so that they may stand in the script
        "INSERT INTO corpus (id, uuid, created_at, program) "
        f"VALUES (1, '{uuid.uuid4()}', '{now()}', 'attribune {__version__}');"
    )
    try:
        db.executescript(
            f"BEGIN IMMEDIATE;\n{schema_sql()}\n{first}\nPRAGMA application_id = {APPLICATION_ID};\n"
            f"PRAGMA user_version = {FORMAT};\nCOMMIT;"
        )
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
