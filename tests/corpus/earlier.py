"""A corpus as it was stored before the first release: the same captures in the tables of that time."""

from __future__ import annotations

import shutil
import sqlite3
from importlib import resources
from pathlib import Path

from attribune.corpus.storage.database import EARLIER_ID

COPIED = {
    "captures": "id, sha256, size, media_type, added_at FROM new.payloads",
    "sightings": "id, payload, method, target_uri, final_url, redirects, status, headers, container, digest_check,"
    " captured_at FROM new.captures",
    "takings": "id, payload, context, reader, outcome, articles, message, at FROM new.extraction_runs",
    "decisions": "id, action, detail, by, at FROM new.speaker_decisions",
    "checks": "id, draft_sha256, record, at FROM new.checks",
    "reviews": "id, about, about_id, decision, note, by, at FROM new.reviews",
    "errors": "id, batch, item, code, message, sha256, at FROM new.errors",
}


def earlier_corpus(corpus: Path, made: Path, *, number: int = 4) -> Path:
    """Write a corpus of an earlier format with the captures of this one, and return its folder."""
    made.mkdir()
    shutil.copytree(corpus / "payloads", made / "captures")
    shutil.copyfile(corpus / "head.json", made / "head.json")
    db = sqlite3.connect(made / "corpus.db", isolation_level=None)
    db.executescript(resources.files("attribune.corpus.ingest").joinpath("earlier.sql").read_text(encoding="utf-8"))
    db.execute(
        "CREATE TABLE log (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, entry TEXT NOT NULL, hash TEXT NOT NULL)"
    )
    db.execute("ATTACH ? AS new", (str(corpus / "corpus.db"),))
    for table, columns in COPIED.items():
        db.execute(f"INSERT INTO main.{table} SELECT {columns}")
    db.execute("INSERT INTO main.log SELECT * FROM new.log")
    db.execute("DETACH new")
    db.execute(f"PRAGMA application_id = {EARLIER_ID}")
    db.execute(f"PRAGMA user_version = {number}")
    db.close()
    return made
