"""The log walked from its first entry: the chain holds, and the rows are those that were logged, all and only those."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attribune.corpus.storage.errors import UNUSABLE
from attribune.corpus.storage.files.safe_files import HEAD
from attribune.corpus.storage.hashing import GENESIS, chained
from attribune.corpus.storage.log import COLUMNS, Head, head, rows_digest


def log_problems(
    db: sqlite3.Connection, folder: Path, acknowledged: Head | None, tell: Callable[[int], None]
) -> Iterator[tuple[str, str]]:
    """(where, message) of everything the log contradicts.

    ``acknowledged``: what ``head.json`` said before the record was first looked at.
    """
    previous, upto = GENESIS, dict.fromkeys(COLUMNS, 0)
    last = 0
    seen = acknowledged == (0, GENESIS)
    for seq, kind, entry, hash in db.execute("SELECT seq, kind, entry, hash FROM log ORDER BY seq"):
        if seq != last + 1:
            yield f"log {last + 1}", f"is missing; the next entry is {seq}"
        if chained(previous, kind, entry) != hash:
            yield f"log {seq}", "doesn't follow from the entry before it: this entry or the chain was changed"
        yield from _rows(db, seq, _entry(entry), upto)
        previous, last = hash, seq
        seen = seen or acknowledged == (seq, hash)
        if seq % 50 == 0:
            tell(seq)
    for table, logged in upto.items():
        if table == "corpus" and not last:  # made a moment ago, and stopped before the first entry
            continue
        more = db.execute(f"SELECT count(*) FROM {table} WHERE id > ?", (logged,)).fetchone()[0]
        if more:
            yield f"{table} after {logged}", f"{more} rows stand in no entry of the log"
    if acknowledged and acknowledged[0] < last - 1:
        acknowledged = head(folder) or acknowledged  # a writer may have gone on just before the record was looked at
    yield from _head(acknowledged, seen, last)


def _head(acknowledged: tuple[int, str] | None, seen: bool, last: int) -> Iterator[tuple[str, str]]:
    """A commit is written to ``head.json`` right after it, so that the two can be one apart and no more."""
    if acknowledged is None:
        if last > 1:
            yield HEAD, "is missing or can't be read; it says how far the log was acknowledged"
    elif acknowledged[0] > last:
        yield "log", f"ends at entry {last}, but entry {acknowledged[0]} was acknowledged: what came after is lost"
    elif not seen and last:
        yield HEAD, f"isn't what entry {acknowledged[0]} of the log says"
    elif acknowledged[0] < last - 1:
        yield HEAD, f"stops at entry {acknowledged[0]} of {last}"


def _entry(entry: object) -> dict[str, Any]:
    """What an entry says; nothing where it is none."""
    try:
        found = json.loads(entry) if isinstance(entry, str) else {}
        rows = found["rows"]
    except UNUSABLE:
        return {}
    return found if isinstance(rows, dict) else {}


def _rows(db: sqlite3.Connection, seq: int, entry: dict[str, Any], upto: dict[str, int]) -> Iterator[tuple[str, str]]:
    if not entry:
        yield f"log {seq}", "isn't an entry of a log"
        return
    for table, logged in entry["rows"].items():
        if not _is_logged(table, logged):
            yield f"log {seq}", f"says of {str(table)[:80]} what no entry says"
            continue
        first, last, count, digest = logged
        where = f"{table} {first}" if first == last else f"{table} {first} to {last}"
        if first != upto[table] + 1:
            yield f"log {seq}", f"leaves out rows of {table} before {first}, or has them twice"
        if last <= upto[table]:
            continue
        upto[table] = last
        try:
            found = rows_digest(db, table, first, last)
        except (sqlite3.DatabaseError, *UNUSABLE) as error:
            yield where, f"can't be read: {error}"
            continue
        if found != (count, digest):
            lost = f"{count} rows were logged and {found[0]} are there" if found[0] != count else "a row was changed"
            yield where, f"isn't what entry {seq} of the log says: {lost}"


def _is_logged(table: object, logged: object) -> bool:
    """True for a table and [first id, last id, how many, digest]."""
    if table not in COLUMNS or not isinstance(logged, list) or len(logged) != 4:
        return False
    return all(type(value) is int for value in logged[:3]) and isinstance(logged[3], str) and 0 < logged[0] <= logged[1]
