"""Checks stored as they came out, and reviews: what somebody decided about a statement or a verdict."""

from __future__ import annotations

from attribune.clock import now
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord, corpus_errors
from attribune.corpus.storage.hashing import canonical
from attribune.errors import UsageError
from attribune.records import Report, from_json, to_json

REVIEWED = frozenset({"statements", "checks", "events", "versions"})  # tables whose rows a review may be about


def store_check(corpus: Corpus, check: Report) -> int:
    """Keep a check in the record, under the log; its id. The corpus is open to write."""
    with corpus_errors(str(corpus.folder)), corpus.writer.transaction():
        cursor = corpus.db.execute(
            "INSERT INTO checks (draft_sha256, record, at) VALUES (?, ?, ?)",
            (check.draft.sha256, canonical(to_json(check)), now()),
        )
    return int(cursor.lastrowid or 0)


def stored_check(corpus: Corpus, number: int) -> Report:
    """Return a kept check, as it came out then. Raises UnknownRecord."""
    import json

    rows = corpus.rows("SELECT record FROM checks WHERE id = ?", (number,))
    if not rows:
        raise UnknownRecord("the corpus keeps no such check", concerns=str(number))
    return from_json(Report, json.loads(rows[0]["record"]))


def review(
    corpus: Corpus, about: str, number: int, decision: str, *, note: str | None = None, by: str | None = None
) -> int:
    """Keep what somebody decided about a row; earlier reviews stay. Raises UsageError, UnknownRecord."""
    if about not in REVIEWED:
        raise UsageError(f"a review is about one of {', '.join(sorted(REVIEWED))}", concerns=about)
    if not corpus.rows(f"SELECT 1 FROM {about} WHERE id = ?", (number,)):
        raise UnknownRecord("the corpus has nothing of this id to review", concerns=f"{about} {number}")
    with corpus_errors(str(corpus.folder)), corpus.writer.transaction():
        cursor = corpus.db.execute(
            "INSERT INTO reviews (about, about_id, decision, note, by, at) VALUES (?, ?, ?, ?, ?, ?)",
            (about, number, decision, note, by, now()),
        )
    return int(cursor.lastrowid or 0)
