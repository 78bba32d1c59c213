"""The one writer: prepared items become rows, a batch a transaction, acknowledged when everything is on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from attribune.articles.document.identity import QUALIFIER
from attribune.clock import now
from attribune.corpus.derived.events import rebuild
from attribune.corpus.derived.speaker_merges import SpeakerDecisions
from attribune.corpus.ingest.items import Item
from attribune.corpus.ingest.worker import READER, Prepared, PreparedArticle
from attribune.corpus.storage.copy_version import stored_analysis, stored_article
from attribune.corpus.storage.errors import corpus_errors
from attribune.corpus.storage.hashing import canonical, sha256
from attribune.corpus.storage.log import Log
from attribune.corpus.storage.rows import SOURCE_ID, AnalysisRows, VersionRow
from attribune.corpus.storage.version_intervals import (
    CAPTURED,
    LAST_SEEN,
    Place,
    articles_of_capture,
    find_interval,
    find_uncovered_capture,
)
from attribune.corpus.storage.write_buffer import WriteBuffer

UNCHANGED = 304  # status of an answer that says that the page still is what was kept of it


class Writer:
    """Writes into one record. The caller holds the lock; nothing is acknowledged before :meth:`commit` returns.

    ``lost``: what somebody accepted that the record lacks; it is kept as an error.
    """

    def __init__(self, db: sqlite3.Connection, folder: Path, *, lost: str | None = None) -> None:
        self._db, self._folder = db, folder
        with corpus_errors(str(folder)):
            self.log = Log(db, folder)
            self._reset()
            self.new_versions = self.new_statements = 0  # of all commits so far
            self._batch: int | None = None
            if lost or not self.log.seq:  # the making of the corpus is the log's first entry
                with self.transaction():
                    if lost:
                        self._insert("errors", (self._in_batch(), str(folder), "accepted_loss", lost, None, now()))
                self._batch = None
            self.log.acknowledge()  # a writer killed between commit and acknowledgement left it one behind

    def _reset(self) -> None:
        """Forget what was read and what waits, as at the start and after a transaction that was taken back."""
        self._decisions = SpeakerDecisions(self._db)
        self._buffer = WriteBuffer(self._db)
        self._touched: set[int] = set()
        self._recaptured: set[int] = set()  # articles whose captures may show that words stood once more
        self._errors: set[tuple[Any, ...]] | None = None  # those kept already
        self._failed = False

    def commit(self, batch: int | None, prepared: Sequence[Prepared]) -> int | None:
        """Write items and their errors as one transaction; the batch's id, made where it is None and needed."""
        self._batch, before = batch, (self.new_versions, self.new_statements)
        with corpus_errors(str(self._folder)):
            if self._failed:
                self._reset()
            try:
                with self.transaction():
                    for item in prepared:
                        self._item(item)
                    self._write()
            except BaseException:
                (self.new_versions, self.new_statements), self._failed = before, True
                raise
        self._buffer = WriteBuffer(self._db)
        return self._batch

    def _write(self) -> None:
        self._buffer.rows()
        for article in sorted(self._recaptured):
            self._add_returned_versions(article)
        self._recaptured.clear()
        self._buffer.rows()
        for article in sorted(self._touched):
            rebuild(self._db, article)
        self._touched.clear()
        self._buffer.speakers, self._decisions.new = self._decisions.new, []
        self._buffer.texts()

    def transaction(self) -> _Transaction:
        """Return a transaction whose rows are logged at its end, and which is acknowledged after it."""
        return _Transaction(self._db, self.log, self._buffer)

    def _insert(self, table: str, values: Sequence[Any]) -> int:
        return int(self._db.execute(_INSERTS[table], values).lastrowid or 0)

    def _in_batch(self) -> int:
        """Return this call's row of ``batches``, made with the first thing that is new."""
        if self._batch is None:
            self._batch = self._insert("batches", (canonical({"command": "add"}), READER, now()))
        return self._batch

    def _item(self, prepared: Prepared) -> None:
        if prepared.sha256 is None:
            self._lost(prepared)
            return
        payload = self._payload(prepared)
        where = self._place(payload, prepared.item)
        if prepared.is_settled:
            if self._capture(payload, prepared.item, where) and prepared.item.captured_at:
                self._recaptured.update(articles_of_capture(self._db, payload, prepared.item.final_url))
            return
        self._lost(prepared)
        if self._is_carried_over(payload, prepared):
            return
        versions = [self._version(article, where, prepared.item.seen_at or now()) for article in prepared.articles]
        self._extraction_run(payload, prepared, versions)
        self._capture(payload, prepared.item, where)
        for version, article in zip(versions, prepared.articles, strict=True):
            if article.analysis:
                for alike in self._alike(version):
                    self._analysis(alike, article.analysis)

    def _is_carried_over(self, payload: int, prepared: Prepared) -> bool:
        """True for a capture of an earlier corpus that is here already, read in the same way: an earlier call was
        stopped behind it, and other bytes may have been seen there since."""
        item = prepared.item
        if item.seen_at is None:
            return False
        read = "SELECT 1 FROM extraction_runs WHERE payload = ? AND context = ? LIMIT 1"
        captured = (payload, item.target_uri, item.seen_at, item.container)
        return bool(
            self._db.execute(CAPTURED, captured).fetchone()
            and self._db.execute(read, (payload, prepared.context)).fetchone()
        )

    def _extraction_run(self, payload: int, prepared: Prepared, versions: Sequence[_Version]) -> None:
        """Store the outcome of reading these bytes, once for the same outcome: broken files are
        read again with every call.
        """
        outcome = "whole" if not prepared.errors else "partial" if prepared.articles else "failed"
        outcome_values = (
            outcome,
            len(prepared.articles),
            "; ".join(corpus_errors for _, corpus_errors in prepared.errors) or None,
        )
        reading = (payload, prepared.context, READER, *outcome_values)
        derived = [version.id for version in versions]
        if not any(version.new for version in versions):
            first = derived[0] if derived else None
            for (last,) in self._db.execute(_SAME_RUN, (*reading, first)).fetchall():
                before = self._db.execute("SELECT version FROM derivations WHERE run = ? ORDER BY position", (last,))
                if [row[0] for row in before] == derived:
                    return
        self._in_batch()
        run = self._insert("extraction_runs", (*reading, now()))
        self._db.executemany(
            _INSERTS["derivations"],
            [(run, place, version.id, version.valid_from) for place, version in enumerate(versions)],
        )

    def _lost(self, prepared: Prepared) -> None:
        """The errors of an item, each once for the same bytes."""
        if prepared.errors and self._errors is None:
            self._errors = {tuple(row) for row in self._db.execute("SELECT item, code, message, sha256 FROM errors")}
        for code, message in prepared.errors:
            row = (prepared.item.name, code, message, prepared.sha256)
            if self._errors is not None and row not in self._errors:
                self._errors.add(row)
                self._insert("errors", (self._in_batch(), *row, now()))

    def _payload(self, prepared: Prepared) -> int:
        row = self._db.execute("SELECT id FROM payloads WHERE sha256 = ?", (prepared.sha256,)).fetchone()
        if row:
            return int(row[0])
        return self._insert("payloads", (prepared.sha256, prepared.size, prepared.item.media_type, now()))

    def _place(self, payload: int, item: Item) -> Place:
        """Return what was last seen where the item was had, before it is noted that it was seen there now."""
        stored = item.stored and item.status != UNCHANGED  # read again, not seen again
        if item.captured_at is not None or stored:
            return Place(last=payload if stored else None, same=stored)
        place = (item.target_uri, item.method, item.container)
        own = payload if item.method == "stdin" else None  # a pipe is no place: only its bytes are known again
        row = self._db.execute(LAST_SEEN, (*place, own)).fetchone()
        return Place(last=row[0] if row else None, same=bool(row) and row[0] == payload)

    def _capture(self, payload: int, item: Item, where: Place) -> bool:
        """Note that the bytes were seen there; whether that is new."""
        if where.same and item.seen_at is None:
            return False
        at = item.captured_at or item.seen_at
        if at and self._db.execute(CAPTURED, (payload, item.target_uri, at, item.container)).fetchone():
            return False
        self._insert(
            "captures",
            (payload, item.method, item.target_uri, item.final_url, canonical(item.redirects), item.status,
             canonical(item.headers), item.container, item.digest_check, at or now()),
        )  # fmt: skip
        return True

    def _version(self, prepared: PreparedArticle, where: Place, taken_at: str) -> _Version:
        row = prepared.version
        article_row = self._db.execute("SELECT id FROM articles WHERE address = ?", (row.address,)).fetchone()
        article = int(article_row[0]) if article_row else self._insert("articles", (row.address,))
        version, at = None, prepared.valid_from or taken_at
        if article_row:
            version, at = find_interval(
                self._db, article, row.digest, prepared.valid_from, where, dated=prepared.dated, taken_at=taken_at
            )
        if version is not None:
            return _Version(id=version, article=article, digest=row.digest, valid_from=at, new=False, first=False)
        return self._begin_version(article, prepared, at, first=not article_row)

    def _begin_version(self, article: int, prepared: PreparedArticle, at: str, *, first: bool) -> _Version:
        """Return a version that begins at a time."""
        version = self._new_version(article, prepared.version, prepared, at)
        latest = version
        if not first:
            self._touched.add(article)
            self._recaptured.add(article)
            last = "SELECT id FROM versions WHERE article = ? ORDER BY valid_from DESC, id DESC LIMIT 1"
            latest = self._db.execute(last, (article,)).fetchone()[0]
        self._buffer.latest.append((latest, article))
        return _Version(
            id=version, article=article, digest=prepared.version.digest, valid_from=at, new=True, first=first
        )

    def _alike(self, version: _Version) -> Iterator[_Version]:
        """Yield the version and, where it was there before, the article's others that say the
        same: they state the same.
        """
        yield version
        if not version.new:
            same = "SELECT id FROM versions WHERE article = ? AND digest = ? AND id != ?"
            for (number,) in self._db.execute(same, (version.article, version.digest, version.id)).fetchall():
                yield replace(version, id=number)

    def _add_returned_versions(self, article: int) -> None:
        """Begin a version wherever a capture shows that the article has an earlier text again."""
        while uncovered := find_uncovered_capture(self._db, article):
            self._buffer.rows()  # what is read back may have come with this very transaction
            version = self._begin_version(
                article, stored_article(self._db, uncovered.like, uncovered.at), uncovered.at, first=False
            )
            self._in_batch()
            columns = "payload, context, reader, outcome, articles, message"
            values = self._db.execute(
                f"SELECT {columns} FROM extraction_runs WHERE id = ?", (uncovered.run,)
            ).fetchone()
            run = self._insert("extraction_runs", (*values, now()))
            self._db.execute(
                "INSERT INTO derivations (run, position, version, valid_from) SELECT ?, position, "
                "iif(position = ?, ?, version), iif(position = ?, ?, valid_from) FROM derivations WHERE run = ?",
                (run, uncovered.place, version.id, uncovered.place, uncovered.at, uncovered.run),
            )
            analysis = stored_analysis(self._db, uncovered.like)
            if analysis:
                self._analysis(version, analysis)

    def _new_version(self, article: int, row: VersionRow, prepared: PreparedArticle, at: str) -> int:
        title, url, outlet, published, modified, language, captured_at = row.columns
        added = now()
        self.new_versions += 1
        version = self._buffer.number("versions")
        self._insert(
            "versions",
            (version, article, row.digest, self._own_id(article, row), row.sha256, title, row.text, row.text_sha256,
             url, outlet, row.site, published, modified, language, captured_at, at, row.detail, row.wire, added),
        )  # fmt: skip
        self._buffer.articles.append((version, title, row.text))
        if prepared.unindexable:
            self._db.execute("INSERT INTO unindexable VALUES (?)", (version,))
        return version

    def _own_id(self, article: int, row: VersionRow) -> str:
        """Return the version's id; with its address in it where it is another article's already."""
        others = "SELECT 1 FROM versions WHERE record_id = ? AND article != ? LIMIT 1"
        named = row.record_id
        while self._db.execute(others, (named, article)).fetchone():
            named = f"{named}@{sha256(f'{named} {row.address}'.encode())[:QUALIFIER]}"
        return named

    def _analysis(self, version: _Version, rows: AnalysisRows) -> None:
        newest = "SELECT extractor, tier, digest, id FROM analyses WHERE version = ? ORDER BY id DESC LIMIT 1"
        newest_row = None if version.new else self._db.execute(newest, (version.id,)).fetchone()
        if newest_row and tuple(newest_row)[:3] == (rows.extractor, rows.tier, rows.digest):
            analysis = int(newest_row[3])
        else:
            analysis = self._new_analysis(version, rows)
        self._buffer.analysis.append((analysis, version.id))
        if not version.first:
            several = "SELECT count(*) FROM versions WHERE article = ?"
            if self._db.execute(several, (version.article,)).fetchone()[0] > 1:
                self._touched.add(version.article)

    def _new_analysis(self, version: _Version, rows: AnalysisRows) -> int:
        values = (version.id, rows.extractor, rows.tier, rows.digest, rows.figures, now())
        analysis = self._insert("analyses", values)
        self.new_statements += len(rows.statements)
        buffer = self._buffer
        speakers: dict[str, int | None] = {}
        for source in rows.sources:
            record_id, name, kind, _, mentions, wikidata, _ = source
            speaker_id = (
                self._decisions.speaker(version.article, name, kind, wikidata) if name or mentions != "[]" else None
            )
            speakers[record_id] = speaker_id
            buffer.sources.append((buffer.number("sources"), analysis, *source, speaker_id))
        for statement in rows.statements:
            speaker = speakers.get(statement[SOURCE_ID] or "")
            buffer.statements.append((buffer.number("statements"), analysis, *statement, speaker))
        return analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """A version's id and its article's. ``valid_from``: since when it stood by the capture that was read.

    ``new``: it wasn't there before; ``first``: nor was its article.
    """

    id: int
    article: int
    digest: str
    valid_from: str
    new: bool
    first: bool


class _Transaction:
    def __init__(self, db: sqlite3.Connection, log: Log, buffer: WriteBuffer) -> None:
        self._db, self._log, self._buffer = db, log, buffer

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._before = (self._log.seq, self._log.hash, self._log.upto)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._log.append(self._buffer.logged())
                self._db.execute("COMMIT")
        except BaseException:
            self._back()
            raise
        if kind is not None:
            self._back()
        elif self._log.seq > self._before[0]:
            self._log.acknowledge()

    def _back(self) -> None:
        self._log.seq, self._log.hash, self._log.upto = self._before
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")


_INSERTED = {
    "payloads": "sha256, size, media_type, added_at",
    "captures": "payload, method, target_uri, final_url, redirects, status, headers, container, digest_check,"
    " captured_at",
    "extraction_runs": "payload, context, reader, outcome, articles, message, at",
    "articles": "address",
    "versions": "id, article, digest, record_id, sha256, title, text, text_sha256, url, outlet, site, published,"
    " modified, language, captured_at, valid_from, detail, wire, added_at",
    "derivations": "run, position, version, valid_from",
    "analyses": "version, extractor, tier, digest, figures, made_at",
    "batches": "call, program, started_at",
    "errors": "batch, item, code, message, sha256, at",
}
_SAME_RUN = """
SELECT id FROM extraction_runs WHERE payload = ? AND context = ? AND reader = ? AND outcome = ? AND articles = ?
AND message IS ? AND (?7 IS NULL OR id IN (SELECT run FROM derivations WHERE version = ?7)) ORDER BY id DESC LIMIT 8
"""
_INSERTS = {
    table: f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(names.split(',')))})"
    for table, names in _INSERTED.items()
}
