"""Every capture re-hashed and read again: the bytes are what their name says, and still give the same articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from attribune.corpus.derived.wires import wire_of
from attribune.corpus.ingest.worker import READER, articles_of
from attribune.corpus.storage.blobs import Captures
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken
from attribune.corpus.storage.rows import version_row
from attribune.corpus.storage.safe_files import CAPTURES, is_digest
from attribune.errors import ReaderUnavailable

MOST_TAKINGS = 1_000  # of one capture that are made again
_TAKINGS = "SELECT id, context, reader, articles FROM takings WHERE capture = ? ORDER BY id"
_DERIVED = (
    "SELECT d.place, v.id, v.digest, v.record_id, v.sha256, v.wire FROM derivations AS d "
    "JOIN versions AS v ON v.id = d.version WHERE d.taking = ? ORDER BY d.place"
)


def capture_problems(
    db: sqlite3.Connection, folder: Path, first: int, last: int, older: list[int], unchecked: list[str]
) -> Iterator[tuple[str, str]]:
    """(where, message) of every capture with an id from ``first`` to ``last`` that is damaged or reads otherwise.

    ``older`` gets the readings of other versions of the program, which can't be made again; ``unchecked`` those that
    can't be made here, because the process that reads such files can't be started.
    """
    captures = Captures(folder / CAPTURES)
    asked = "SELECT id, sha256, size FROM captures WHERE id BETWEEN ? AND ? ORDER BY id"
    for number, digest, size in db.execute(asked, (first, last)):
        try:
            data = captures.read(digest)
        except CorpusBroken as error:
            known = is_digest(digest)
            yield f"{CAPTURES}/{digest[:2]}/{digest}" if known else f"captures {number}", error.message
            continue
        if len(data) != size:
            yield f"captures {number}", f"the record says {size} bytes, the capture has {len(data)}"
        takings = db.execute(_TAKINGS, (number,)).fetchall()
        if len(takings) > MOST_TAKINGS:
            yield f"captures {number}", f"was read {len(takings)} times; no call reads the same bytes so often"
            takings = takings[:MOST_TAKINGS]
        for taking in takings:
            if taking["reader"] != READER:
                older.append(taking["id"])
                continue
            yield from _read_again(db, taking, data, digest, unchecked)


def _read_again(
    db: sqlite3.Connection, taking: sqlite3.Row, data: bytes, digest: str, unchecked: list[str]
) -> Iterator[tuple[str, str]]:
    """Yield a problem where the same bytes don't give the same articles in the same places."""
    where = f"takings {taking['id']} (capture {digest[:16]})"
    errors: list[tuple[str, str]] = []
    try:
        again = dict(enumerate(articles_of(data, digest, taking["context"], errors)))
    except UNUSABLE as error:
        yield where, f"says in no way that is known how its bytes were read: {error}"
        return
    not_read = next((message for code, message in errors if code == ReaderUnavailable.code), None)
    if not_read is not None:
        unchecked.append(f"{where}: {not_read}")
        return
    derived = db.execute(_DERIVED, (taking["id"],)).fetchall()
    if len(again) != taking["articles"] or len(derived) != taking["articles"]:
        yield (
            where,
            f"{taking['articles']} articles were read, {len(derived)} are recorded, the bytes give {len(again)}",
        )
    for row in derived:
        article = again.get(row["place"])
        if article is None:
            continue
        fresh = version_row(article, address="", wire=wire_of(article))
        if fresh.digest != row["digest"]:
            yield f"versions {row['id']}", f"isn't what capture {digest[:16]} says when it is read again"
        elif fresh.wire != row["wire"]:
            yield f"versions {row['id']}", "is credited to another wire than its capture is"


def left_over(db: sqlite3.Connection, folder: Path, notes: list[str]) -> Iterator[tuple[str, str]]:
    """Files that the record doesn't know: bytes that a stopped call kept and never got to acknowledge.

    A folder that is missing or can't be listed is damage, unless there is nothing that should lie in it.
    """
    left = 0
    try:
        for shard in sorted(folder.iterdir()):
            if not shard.is_dir() or shard.is_symlink():
                yield f"{CAPTURES}/{shard.name}", "is no folder of captures"
                continue
            for file in shard.iterdir():
                if file.is_symlink() or not file.is_file():
                    yield f"{CAPTURES}/{shard.name}/{file.name}", "is no file"
                    continue
                known = db.execute("SELECT 1 FROM captures WHERE sha256 = ?", (file.name,)).fetchone()
                left += not known
    except OSError as error:
        if db.execute("SELECT 1 FROM captures LIMIT 1").fetchone() or not isinstance(error, FileNotFoundError):
            yield CAPTURES, f"the folder can't be listed: {error.strerror}"
    if left:
        notes.append(
            f"{left} files under {CAPTURES} were never acknowledged; the call that was stopped can be given again"
        )
