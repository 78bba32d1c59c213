"""Every payload re-hashed and read again: the bytes are what their name says, and still give the same articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from attribune.corpus.derived.wires import wire_of
from attribune.corpus.ingest.worker import READER, articles_of
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken
from attribune.corpus.storage.files.blobs import Payloads
from attribune.corpus.storage.files.safe_files import PAYLOADS, is_digest
from attribune.corpus.storage.rows import version_row
from attribune.errors import ReaderUnavailable

MOST_RUNS = 1_000  # of one payload that are made again
_RUNS = "SELECT id, context, reader, articles FROM extraction_runs WHERE payload = ? ORDER BY id"
_DERIVED = (
    "SELECT d.position, v.id, v.digest, v.record_id, v.sha256, v.wire FROM derivations AS d "
    "JOIN versions AS v ON v.id = d.version WHERE d.run = ? ORDER BY d.position"
)


def payload_problems(
    db: sqlite3.Connection, folder: Path, first: int, last: int, older: list[int], unchecked: list[str]
) -> Iterator[tuple[str, str]]:
    """(where, message) of every payload with an id from ``first`` to ``last`` that is damaged or reads otherwise.

    ``older`` gets the readings of other versions of the program, which can't be made again; ``unchecked`` those that
    can't be made here, because the process that reads such files can't be started.
    """
    payloads = Payloads(folder / PAYLOADS)
    asked = "SELECT id, sha256, size FROM payloads WHERE id BETWEEN ? AND ? ORDER BY id"
    for number, digest, size in db.execute(asked, (first, last)):
        try:
            data = payloads.read(digest)
        except CorpusBroken as error:
            known = is_digest(digest)
            yield f"{PAYLOADS}/{digest[:2]}/{digest}" if known else f"payloads {number}", error.message
            continue
        if len(data) != size:
            yield f"payloads {number}", f"the record says {size} bytes, the payload has {len(data)}"
        runs = db.execute(_RUNS, (number,)).fetchall()
        if len(runs) > MOST_RUNS:
            yield f"payloads {number}", f"was read {len(runs)} times; no call reads the same bytes so often"
            runs = runs[:MOST_RUNS]
        for run in runs:
            if run["reader"] != READER:
                older.append(run["id"])
                continue
            yield from _read_again(db, run, data, digest, unchecked)


def _read_again(
    db: sqlite3.Connection, run: sqlite3.Row, data: bytes, digest: str, unchecked: list[str]
) -> Iterator[tuple[str, str]]:
    """Yield a problem where the same bytes don't give the same articles in the same places."""
    where = f"extraction_runs {run['id']} (payload {digest[:16]})"
    errors: list[tuple[str, str]] = []
    try:
        again = dict(enumerate(articles_of(data, digest, run["context"], errors)))
    except UNUSABLE as error:
        yield where, f"says in no way that is known how its bytes were read: {error}"
        return
    not_read = next((message for code, message in errors if code == ReaderUnavailable.code), None)
    if not_read is not None:
        unchecked.append(f"{where}: {not_read}")
        return
    derived = db.execute(_DERIVED, (run["id"],)).fetchall()
    if len(again) != run["articles"] or len(derived) != run["articles"]:
        yield (
            where,
            f"{run['articles']} articles were read, {len(derived)} are recorded, the bytes give {len(again)}",
        )
    for row in derived:
        article = again.get(row["position"])
        if article is None:
            continue
        fresh = version_row(article, address="", wire=wire_of(article))
        if fresh.digest != row["digest"]:
            yield f"versions {row['id']}", f"isn't what payload {digest[:16]} says when it is read again"
        elif fresh.wire != row["wire"]:
            yield f"versions {row['id']}", "is credited to another wire than its payload is"


def left_over(db: sqlite3.Connection, folder: Path, notes: list[str]) -> Iterator[tuple[str, str]]:
    """Files that the record doesn't know: bytes that a stopped call kept and never got to acknowledge.

    A folder that is missing or can't be listed is damage, unless there is nothing that should lie in it.
    """
    left = 0
    try:
        for shard in sorted(folder.iterdir()):
            if not shard.is_dir() or shard.is_symlink():
                yield f"{PAYLOADS}/{shard.name}", "is no folder of payloads"
                continue
            for file in shard.iterdir():
                if file.is_symlink() or not file.is_file():
                    yield f"{PAYLOADS}/{shard.name}/{file.name}", "is no file"
                    continue
                known = db.execute("SELECT 1 FROM payloads WHERE sha256 = ?", (file.name,)).fetchone()
                left += not known
    except OSError as error:
        if db.execute("SELECT 1 FROM payloads LIMIT 1").fetchone() or not isinstance(error, FileNotFoundError):
            yield PAYLOADS, f"the folder can't be listed: {error.strerror}"
    if left:
        notes.append(
            f"{left} files under {PAYLOADS} were never acknowledged; the call that was stopped can be given again"
        )
