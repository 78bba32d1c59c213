"""The append-only, hash-chained log: every row that was ever acknowledged stands under it.

A commit adds one entry: for each table the ids it added, from first to last, with the SHA-256 over those rows. Rows are
canonical JSON arrays of the columns in ``COLUMNS``, a line each. Columns that are worked out from others (who a
speaker is shown as, which version is the latest) aren't in it: ``verify`` works them out again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attribune.clock import now
from attribune.corpus.storage.canonical_json import row_json
from attribune.corpus.storage.errors import UNUSABLE, CorpusBroken, corpus_errors, unusable
from attribune.corpus.storage.files.durable_files import write_synced
from attribune.corpus.storage.files.safe_files import HEAD, is_digest, read_entry
from attribune.corpus.storage.hashing import GENESIS, canonical, chained

COLUMNS: dict[str, str] = {
    "corpus": "id, uuid, created_at, program",
    "payloads": "id, sha256, size, media_type, added_at",
    "captures": "id, payload, method, target_uri, final_url, redirects, status, headers, container, digest_check,"
    " captured_at",
    "extraction_runs": "id, payload, context, reader, outcome, articles, message, at",
    "articles": "id, address",
    "versions": "id, article, digest, record_id, sha256, text_sha256, title, url, outlet, site, published, modified,"
    " language, captured_at, valid_from, wire, added_at, text, detail",
    "derivations": "id, run, position, version, valid_from",
    "analyses": "id, version, extractor, tier, digest, figures, made_at",
    "speakers": "id, key, name, kind",
    "sources": "id, analysis, record_id, name, kind, roles, mentions, wikidata, route",
    "statements": "id, analysis, record_id, kind, medium, text, content, cue, source, chain, hedges, negated,"
    " confidence, tier, source_id, first_hand, said_on",
    "speaker_decisions": "id, action, detail, by, at",
    "checks": "id, draft_sha256, record, at",
    "reviews": "id, about, about_id, decision, note, by, at",
    "batches": "id, call, program, started_at",
    "errors": "id, batch, item, code, message, sha256, at",
}
MOST_HEAD = 4096  # bytes of head.json; it has about 90
Head = tuple[int, str]


def rows_digest(db: sqlite3.Connection, table: str, first: int, last: int) -> tuple[int, str]:
    """Return how many rows of the table have ids from ``first`` to ``last``, and the SHA-256 over them."""
    query = f"SELECT {COLUMNS[table]} FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id"
    return _digest(db.execute(query, (first, last)))


def _digest(rows: Iterable[Sequence[Any]]) -> tuple[int, str]:
    total, count = hashlib.sha256(), 0
    for row in rows:
        total.update(f"{row_json(row)}\n".encode())
        count += 1
    return count, total.hexdigest()


def _upto(entry: str, concerns: str) -> dict[str, int]:
    """Up to which row each table is logged. Raises CorpusBroken."""
    try:
        last_ids = json.loads(entry)["upto"]
        is_valid = all(table in COLUMNS and type(last) is int for table, last in last_ids.items())
    except UNUSABLE as error:
        raise unusable(error, concerns) from None
    if not is_valid:
        raise CorpusBroken("the log's last entry isn't one; run attribune verify", concerns=concerns)
    return dict(last_ids)


class Log:
    """The writer's end of the log: knows how far each table is logged."""

    def __init__(self, db: sqlite3.Connection, folder: Path) -> None:
        self._db, self._folder = db, folder
        last = db.execute("SELECT seq, entry, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        self.seq: int = last[0] if last else 0
        self.hash: str = last[2] if last else GENESIS
        self.upto: dict[str, int] = _upto(last[1], str(folder)) if last else {}

    def append(self, inserted: Mapping[str, Sequence[Sequence[Any]]] | None = None) -> None:
        """Add the entry for all rows that came since the last one. Call it inside the transaction, before COMMIT.

        ``inserted`` has rows of tables, as they were given to SQLite and in the order of their ids: where they are all
        the new rows of a table they are hashed as they are, and not read back.
        """
        upto, rows, inserted_rows = dict(self.upto), {}, inserted or {}
        for table in COLUMNS:
            last = self._db.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
            first = upto.get(table, 0) + 1
            if last >= first:
                own = inserted_rows.get(table, ())
                whole = len(own) == last - first + 1 and (own[0][0], own[-1][0]) == (first, last)
                digest = _digest(own) if whole else rows_digest(self._db, table, first, last)
                rows[table] = [first, last, *digest]
                upto[table] = last
        if not rows:
            return
        entry = canonical({"at": now(), "rows": rows, "upto": upto})
        self.hash = chained(self.hash, "commit", entry)
        self.seq += 1
        self._db.execute("INSERT INTO log VALUES (?, 'commit', ?, ?)", (self.seq, entry, self.hash))
        self.upto = upto

    def acknowledge(self) -> None:
        """Write how far the log went to ``head.json``: SQLite forgets a damaged journal silently, this doesn't."""
        with corpus_errors(str(self._folder)):
            write_synced(self._folder / HEAD, canonical({"seq": self.seq, "hash": self.hash}).encode())


def read_head(folder: Path) -> Head | None:
    """(sequence number, hash) of the last acknowledged commit, None where there is no such file.

    Raises CorpusBroken where the file is damaged.
    """
    path = folder / HEAD
    try:
        head: Any = json.loads(read_entry(path, most=MOST_HEAD))
        seq, hash = head["seq"], head["hash"]
    except FileNotFoundError:
        return None
    except (OSError, *UNUSABLE) as error:
        raise CorpusBroken(f"can't be read ({type(error).__name__})", concerns=str(path)) from None
    if type(seq) is not int or not 0 <= seq < 1 << 62 or not is_digest(hash):
        raise CorpusBroken("isn't a number and a hash", concerns=str(path))
    return seq, hash


def head(folder: Path) -> Head | None:
    """As :func:`read_head`, but None also where the file is damaged."""
    try:
        return read_head(folder)
    except CorpusBroken:
        return None
