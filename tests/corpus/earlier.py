"""A corpus as an earlier format had it: the same rows in that format's tables, under a log as it was written then."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from attribune.corpus.storage.database import APPLICATION_ID
from attribune.corpus.storage.hashing import GENESIS, canonical, chained
from attribune.corpus.storage.log import COLUMNS, KEYS, rows_digest
from attribune.corpus.storage.schema import migrations


def to_format(corpus: Path, number: int) -> None:
    """Bring the corpus back to an earlier format."""
    old, new = corpus / "corpus.db", corpus / "earlier.db"
    db = sqlite3.connect(new, isolation_level=None)
    for one, statements in migrations():
        if one <= number:
            db.executescript(statements)
    db.execute("ATTACH ? AS old", (str(old),))
    tables = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (table,) in db.execute(tables).fetchall():
        if "_fts" in table or table == "log":
            continue
        names = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})")]
        db.execute(f"INSERT INTO main.{table} SELECT {', '.join(names)} FROM old.{table}")
    for table in ("versions_fts", "statements_fts", "speakers_fts"):
        db.execute(f"INSERT INTO main.{table} ({table}) VALUES ('rebuild')")
    db.execute("DETACH old")
    rows, upto = {}, {}
    for table in COLUMNS:
        last = db.execute(f"SELECT max({KEYS.get(table, 'id')}) FROM {table}").fetchone()[0]
        if last:
            rows[table] = [1, last, *rows_digest(db, table, 1, last, earlier=True)]
            upto[table] = last
    entry = canonical({"at": "2026-05-01T08:00:00Z", "rows": rows, "upto": upto})
    hash = chained(GENESIS, "commit", entry)
    db.execute("INSERT INTO log VALUES (1, 'commit', ?, ?)", (entry, hash))
    (corpus / "head.json").write_text(canonical({"seq": 1, "hash": hash}), encoding="utf-8")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {number}")
    db.close()
    new.replace(old)
