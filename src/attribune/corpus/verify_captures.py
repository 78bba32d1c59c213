"""Every capture re-hashed and read again: the bytes are what their name says, and still give the same articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from attribune.corpus.captures import Captures
from attribune.corpus.prepare import CAPTURES, READER, articles_of
from attribune.corpus.problems import CorpusBroken
from attribune.corpus.rows import version_row
from attribune.corpus.wires import wire_of

_TAKINGS = "SELECT id, context, reader, articles FROM takings WHERE capture = ? ORDER BY id"
_DERIVED = (
    "SELECT d.place, v.id, v.digest, v.record_id, v.sha256, v.wire FROM derivations AS d "
    "JOIN versions AS v ON v.id = d.version WHERE d.taking = ? ORDER BY d.place"
)


def capture_problems(
    db: sqlite3.Connection, folder: Path, notes: list[str], tell: Callable[[int], None]
) -> Iterator[tuple[str, str]]:
    """(where, message) of every capture that is damaged or reads otherwise; ``notes`` gets what is no damage."""
    captures = Captures(folder / CAPTURES)
    older = 0
    for done, (number, digest, size) in enumerate(db.execute("SELECT id, sha256, size FROM captures ORDER BY id"), 1):
        try:
            data = captures.read(digest)
        except CorpusBroken as error:
            yield f"{CAPTURES}/{digest[:2]}/{digest}", error.message
            continue
        if len(data) != size:
            yield f"captures {number}", f"the record says {size} bytes, the capture has {len(data)}"
        for taking in db.execute(_TAKINGS, (number,)):
            if taking["reader"] != READER:
                older += 1
                continue
            yield from _read_again(db, taking, data, digest)
        if done % 50 == 0:
            tell(done)
    if older:
        notes.append(f"{older} readings were made by another version of the program; their bytes weren't read again")
    yield from _left_over(db, captures.folder, notes)


def _read_again(db: sqlite3.Connection, taking: sqlite3.Row, data: bytes, digest: str) -> Iterator[tuple[str, str]]:
    """Whether the same bytes give the same articles, in the same places."""
    where = f"takings {taking['id']} (capture {digest[:16]})"
    again = dict(enumerate(articles_of(data, digest, taking["context"], [])))
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


def _left_over(db: sqlite3.Connection, folder: Path, notes: list[str]) -> Iterator[tuple[str, str]]:
    """Files that the record doesn't know: bytes that a stopped call kept and never got to acknowledge."""
    left = 0
    for shard in sorted(folder.iterdir()):
        if not shard.is_dir() or shard.is_symlink():
            yield f"{CAPTURES}/{shard.name}", "is no folder of captures"
            continue
        for file in shard.iterdir():
            known = db.execute("SELECT 1 FROM captures WHERE sha256 = ?", (file.name,)).fetchone()
            left += not known
    if left:
        notes.append(
            f"{left} files under {CAPTURES} were never acknowledged; the call that was stopped can be given again"
        )
