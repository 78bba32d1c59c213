"""The one writer: prepared items become rows, a batch a transaction, acknowledged when everything is on disk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attribune.corpus.decisions import Decided
from attribune.corpus.digests import canonical, now
from attribune.corpus.events import rebuild
from attribune.corpus.log import Log
from attribune.corpus.prepare import READER, Prepared, PreparedArticle
from attribune.corpus.problems import told
from attribune.corpus.rows import ExtractionRows, VersionRow, stood_at
from attribune.corpus.stories import place_in_story


class Writer:
    """Writes into one record. The caller holds the lock; nothing is acknowledged before :meth:`commit` returns."""

    def __init__(self, db: sqlite3.Connection, folder: Path) -> None:
        self._db, self._folder = db, folder
        with told(str(folder)):
            self.log = Log(db, folder)
            self._decided = Decided(db)
            self._touched: set[int] = set()
            self.new_versions = 0  # of all commits so far
            self._batch: int | None = None
            self._errors: set[tuple[Any, ...]] | None = None  # those kept already
            if not self.log.seq:
                with self.transaction():
                    pass  # the making of the corpus is the log's first entry
            self.log.acknowledge()  # a writer killed between commit and acknowledgement left it one behind

    def commit(self, batch: int | None, prepared: Sequence[Prepared]) -> int | None:
        """Write items and their errors as one transaction; the batch's id, made where it is None and needed."""
        self._batch, self._errors = batch, None
        with told(str(self._folder)), self.transaction():
            for one in prepared:
                self._item(one)
            for article in sorted(self._touched):
                rebuild(self._db, article)
            self._touched.clear()
        return self._batch

    def transaction(self) -> _Transaction:
        """A transaction whose rows are logged at its end, and which is acknowledged after it."""
        return _Transaction(self._db, self.log)

    def _insert(self, table: str, values: Sequence[Any]) -> int:
        marks = ", ".join("?" * len(values))
        names = _INSERTED[table]
        done = self._db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
        return int(done.lastrowid or 0)

    def _in_batch(self) -> int:
        """This call's row of ``batches``, made with the first thing that is new."""
        if self._batch is None:
            self._batch = self._insert("batches", (canonical({"command": "add"}), READER, now()))
        return self._batch

    def _item(self, one: Prepared) -> None:
        if one.sha256 is None:
            self._lost(one)
            return
        capture = self._capture(one)
        self._sighting(capture, one)
        if one.known:
            return
        self._lost(one)
        versions = [self._version(article) for article in one.articles]
        self._taking(capture, one, versions)
        for version, article in zip(versions, one.articles, strict=True):
            if article.extraction:
                self._extraction(version, article.extraction)

    def _taking(self, capture: int, one: Prepared, versions: list[int]) -> None:
        """What came of reading these bytes, once for the same outcome: broken files are read again with every call."""
        outcome = "whole" if not one.errors else "partial" if one.articles else "failed"
        came = (outcome, len(one.articles), "; ".join(told for _, told in one.errors) or None)
        last = self._db.execute(
            "SELECT id, outcome, articles, message FROM takings WHERE capture = ? AND context = ? AND reader = ? "
            "ORDER BY id DESC LIMIT 1",
            (capture, one.context, READER),
        ).fetchone()
        if last and tuple(last)[1:] == came:
            before = self._db.execute("SELECT version FROM derivations WHERE taking = ? ORDER BY place", (last[0],))
            if [row[0] for row in before] == versions:
                return
        self._in_batch()
        taking = self._insert("takings", (capture, one.context, READER, *came, now()))
        for place, version in enumerate(versions):
            self._insert("derivations", (taking, place, version))

    def _lost(self, one: Prepared) -> None:
        """The errors of an item, each once for the same bytes."""
        if one.errors and self._errors is None:
            self._errors = {tuple(row) for row in self._db.execute("SELECT item, code, message, sha256 FROM errors")}
        for code, message in one.errors:
            row = (one.item.name, code, message, one.sha256)
            if self._errors is not None and row not in self._errors:
                self._errors.add(row)
                self._insert("errors", (self._in_batch(), *row, now()))

    def _capture(self, one: Prepared) -> int:
        found = self._db.execute("SELECT id FROM captures WHERE sha256 = ?", (one.sha256,)).fetchone()
        if found:
            return int(found[0])
        return self._insert("captures", (one.sha256, one.size, one.item.media_type, now()))

    def _sighting(self, capture: int, one: Prepared) -> None:
        item = one.item
        if item.captured_at is None:
            seen = "SELECT 1 FROM sightings WHERE capture = ? AND method = ? AND asked = ? AND container IS ?"
            if self._db.execute(seen, (capture, item.method, item.asked, item.container)).fetchone():
                return
        else:
            seen = "SELECT 1 FROM sightings WHERE capture = ? AND asked = ? AND captured_at = ? AND container IS ?"
            if self._db.execute(seen, (capture, item.asked, item.captured_at, item.container)).fetchone():
                return
        self._insert(
            "sightings",
            (capture, item.method, item.asked, item.final_url, canonical(item.redirects), item.status,
             canonical(item.headers), item.container, item.digest_check, item.captured_at or now()),
        )  # fmt: skip

    def _version(self, one: PreparedArticle) -> int:
        row = one.version
        article = self._article(row.address)
        found = self._db.execute(
            "SELECT id FROM versions WHERE article = ? AND digest = ?", (article, row.digest)
        ).fetchone()
        if found:
            return int(found[0])
        version = self._new_version(article, row, one)
        self._db.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", [(hash, version) for hash in one.sketch])
        return version

    def _new_version(self, article: int, row: VersionRow, one: PreparedArticle) -> int:
        title, url, outlet, published, modified, language, captured_at = row.columns
        added = now()
        self.new_versions += 1
        version = self._insert(
            "versions",
            (article, row.digest, row.record_id, row.sha256, title, row.text, row.text_sha256, url, outlet, row.site,
             published, modified, language, captured_at, stood_at(one.stood, added), row.detail, row.wire, added),
        )  # fmt: skip
        self._db.execute("INSERT INTO versions_fts (rowid, title, text) VALUES (?, ?, ?)", (version, title, row.text))
        others = self._db.execute("SELECT count(*) FROM versions WHERE article = ?", (article,)).fetchone()[0]
        latest = version
        if others > 1:
            self._touched.add(article)
            last = "SELECT id FROM versions WHERE article = ? ORDER BY stood_at DESC, id DESC LIMIT 1"
            latest = self._db.execute(last, (article,)).fetchone()[0]
        self._db.execute("UPDATE articles SET latest = ? WHERE id = ?", (latest, article))
        story = place_in_story(self._db, version, article, row.text, one.sketch)
        self._db.execute(
            "UPDATE versions SET story = ?, copy_of = ?, similarity = ?, sketched = ? WHERE id = ?",
            (*story, len(one.sketch), version),
        )
        return version

    def _article(self, address: str) -> int:
        found = self._db.execute("SELECT id FROM articles WHERE address = ?", (address,)).fetchone()
        return int(found[0]) if found else self._insert("articles", (address,))

    def _extraction(self, version: int, rows: ExtractionRows) -> None:
        same = "SELECT id FROM extractions WHERE version = ? AND extractor = ? AND tier = ? AND digest = ?"
        found = self._db.execute(same, (version, rows.extractor, rows.tier, rows.digest)).fetchone()
        extraction = found[0] if found else self._new_extraction(version, rows)
        self._db.execute("UPDATE versions SET extraction = ? WHERE id = ?", (extraction, version))
        article = self._db.execute(
            "SELECT article, (SELECT count(*) FROM versions AS v WHERE v.article = versions.article) "
            "FROM versions WHERE id = ?",
            (version,),
        ).fetchone()
        if article[1] > 1:
            self._touched.add(article[0])

    def _new_extraction(self, version: int, rows: ExtractionRows) -> int:
        article = self._db.execute("SELECT article FROM versions WHERE id = ?", (version,)).fetchone()[0]
        extraction = self._insert("extractions", (version, rows.extractor, rows.tier, rows.digest, rows.figures, now()))
        speakers: dict[str, int] = {}
        for source in rows.sources:
            record_id, name, kind, _, mentions, wikidata, _ = source
            named = bool(json.loads(mentions))
            speakers[record_id] = self._decided.speaker(article, name, kind, wikidata) if named or name else 0
            self._insert("sources", (extraction, *source, speakers[record_id] or None))
        for statement in rows.statements:
            speaker = speakers.get(statement.source_id or "") or None
            number = self._insert("statements", (extraction, *statement.values, speaker))
            self._db.execute("INSERT INTO statements_fts (rowid, text) VALUES (?, ?)", (number, statement.values[3]))
        return extraction


class _Transaction:
    def __init__(self, db: sqlite3.Connection, log: Log) -> None:
        self._db, self._log = db, log

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._before = (self._log.seq, self._log.hash, self._log.upto)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._log.append()
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
    "captures": "sha256, size, media_type, added_at",
    "sightings": "capture, method, asked, final_url, redirects, status, headers, container, digest_check, captured_at",
    "takings": "capture, context, reader, outcome, articles, message, at",
    "articles": "address",
    "versions": "article, digest, record_id, sha256, title, text, text_sha256, url, outlet, site, published, modified,"
    " language, captured_at, stood_at, detail, wire, added_at",
    "derivations": "taking, place, version",
    "extractions": "version, extractor, tier, digest, figures, made_at",
    "sources": "extraction, record_id, name, kind, roles, mentions, wikidata, route, speaker",
    "statements": "extraction, record_id, kind, medium, text, content, cue, source, chain, hedges, negated, confidence,"
    " tier, source_id, first_hand, said_on, speaker",
    "batches": "call, program, started_at",
    "errors": "batch, item, code, message, sha256, at",
}
