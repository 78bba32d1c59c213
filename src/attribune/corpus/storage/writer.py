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
from attribune.corpus.derived.speaker_merges import Decided
from attribune.corpus.derived.stories import place_in_story, settle
from attribune.corpus.ingest.items import Item
from attribune.corpus.ingest.worker import READER, Prepared, PreparedArticle
from attribune.corpus.storage.copy_version import stored_analysis, stored_article
from attribune.corpus.storage.errors import told
from attribune.corpus.storage.hashing import canonical, sha256
from attribune.corpus.storage.log import Log
from attribune.corpus.storage.rows import SOURCE_ID, AnalysisRows, VersionRow
from attribune.corpus.storage.version_intervals import CAPTURED, LAST_SEEN, Place, articles_seen, standing, unheld
from attribune.corpus.storage.write_buffer import Gathered

UNCHANGED = 304  # status of an answer that says that the page still is what was kept of it


class Writer:
    """Writes into one record. The caller holds the lock; nothing is acknowledged before :meth:`commit` returns.

    ``lost``: what somebody accepted that the record lacks; it is kept as an error.
    """

    def __init__(self, db: sqlite3.Connection, folder: Path, *, lost: str | None = None) -> None:
        self._db, self._folder = db, folder
        with told(str(folder)):
            self.log = Log(db, folder)
            self._begin_anew()
            self.new_versions = self.new_statements = 0  # of all commits so far
            self._batch: int | None = None
            if lost or not self.log.seq:  # the making of the corpus is the log's first entry
                with self.transaction():
                    if lost:
                        self._insert("errors", (self._in_batch(), str(folder), "accepted_loss", lost, None, now()))
                self._batch = None
            self.log.acknowledge()  # a writer killed between commit and acknowledgement left it one behind

    def _begin_anew(self) -> None:
        """Forget what was read and what waits, as at the start and after a transaction that was taken back."""
        self._decided = Decided(self._db)
        self._gathered = Gathered(self._db)
        self._touched: set[int] = set()
        self._seen: set[int] = set()  # articles whose captures may show that words stood once more
        self._grown: set[int] = set()  # stories that got a version
        self._errors: set[tuple[Any, ...]] | None = None  # those kept already
        self._failed = False

    def commit(self, batch: int | None, prepared: Sequence[Prepared]) -> int | None:
        """Write items and their errors as one transaction; the batch's id, made where it is None and needed."""
        self._batch, before = batch, (self.new_versions, self.new_statements)
        with told(str(self._folder)):
            if self._failed:
                self._begin_anew()
            try:
                with self.transaction():
                    for one in prepared:
                        self._item(one)
                    self._write()
            except BaseException:
                (self.new_versions, self.new_statements), self._failed = before, True
                raise
        self._gathered = Gathered(self._db)
        return self._batch

    def _write(self) -> None:
        self._gathered.rows()
        for article in sorted(self._seen):
            self._stand_again(article)
        self._seen.clear()
        self._gathered.rows()
        for article in sorted(self._touched):
            rebuild(self._db, article)
        self._touched.clear()
        settle(self._db, self._grown)
        self._grown.clear()
        self._gathered.speakers, self._decided.new = self._decided.new, []
        self._gathered.texts()

    def transaction(self) -> _Transaction:
        """A transaction whose rows are logged at its end, and which is acknowledged after it."""
        return _Transaction(self._db, self.log, self._gathered)

    def _insert(self, table: str, values: Sequence[Any]) -> int:
        return int(self._db.execute(_INSERTS[table], values).lastrowid or 0)

    def _in_batch(self) -> int:
        """This call's row of ``batches``, made with the first thing that is new."""
        if self._batch is None:
            self._batch = self._insert("batches", (canonical({"command": "add"}), READER, now()))
        return self._batch

    def _item(self, one: Prepared) -> None:
        if one.sha256 is None:
            self._lost(one)
            return
        payload = self._payload(one)
        where = self._place(payload, one.item)
        if one.known:
            if self._capture(payload, one.item, where) and one.item.captured_at:
                self._seen.update(articles_seen(self._db, payload, one.item.final_url))
            return
        self._lost(one)
        if self._carried_over(payload, one):
            return
        versions = [self._version(article, where, one.item.seen_at or now()) for article in one.articles]
        self._extraction_run(payload, one, versions)
        self._capture(payload, one.item, where)
        for version, article in zip(versions, one.articles, strict=True):
            if article.analysis:
                for alike in self._alike(version):
                    self._analysis(alike, article.analysis)

    def _carried_over(self, payload: int, one: Prepared) -> bool:
        """True for a capture of an earlier corpus that is here already, read in the same way: an earlier call was
        stopped behind it, and other bytes may have been seen there since."""
        item = one.item
        if item.seen_at is None:
            return False
        read = "SELECT 1 FROM extraction_runs WHERE payload = ? AND context = ? LIMIT 1"
        captured = (payload, item.target_uri, item.seen_at, item.container)
        return bool(
            self._db.execute(CAPTURED, captured).fetchone()
            and self._db.execute(read, (payload, one.context)).fetchone()
        )

    def _extraction_run(self, payload: int, one: Prepared, versions: Sequence[_Version]) -> None:
        """What came of reading these bytes, once for the same outcome: broken files are read again with every call."""
        outcome = "whole" if not one.errors else "partial" if one.articles else "failed"
        came = (outcome, len(one.articles), "; ".join(told for _, told in one.errors) or None)
        reading = (payload, one.context, READER, *came)
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

    def _lost(self, one: Prepared) -> None:
        """The errors of an item, each once for the same bytes."""
        if one.errors and self._errors is None:
            self._errors = {tuple(row) for row in self._db.execute("SELECT item, code, message, sha256 FROM errors")}
        for code, message in one.errors:
            row = (one.item.name, code, message, one.sha256)
            if self._errors is not None and row not in self._errors:
                self._errors.add(row)
                self._insert("errors", (self._in_batch(), *row, now()))

    def _payload(self, one: Prepared) -> int:
        found = self._db.execute("SELECT id FROM payloads WHERE sha256 = ?", (one.sha256,)).fetchone()
        if found:
            return int(found[0])
        return self._insert("payloads", (one.sha256, one.size, one.item.media_type, now()))

    def _place(self, payload: int, item: Item) -> Place:
        """What was last seen where the item was had, before it is noted that it was seen there now."""
        stored = item.stored and item.status != UNCHANGED  # read again, not seen again
        if item.captured_at is not None or stored:
            return Place(last=payload if stored else None, same=stored)
        seen = (item.target_uri, item.method, item.container)
        own = payload if item.method == "stdin" else None  # a pipe is no place: only its bytes are known again
        row = self._db.execute(LAST_SEEN, (*seen, own)).fetchone()
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

    def _version(self, one: PreparedArticle, where: Place, seen: str) -> _Version:
        row = one.version
        found = self._db.execute("SELECT id FROM articles WHERE address = ?", (row.address,)).fetchone()
        article = int(found[0]) if found else self._insert("articles", (row.address,))
        known, at = None, one.stood or seen
        if found:
            known, at = standing(self._db, article, row.digest, one.stood, where, dated=one.dated, seen=seen)
        if known is not None:
            return _Version(id=known, article=article, digest=row.digest, valid_from=at, new=False, first=False)
        return self._begun(article, one, at, first=not found)

    def _begun(self, article: int, one: PreparedArticle, at: str, *, first: bool) -> _Version:
        """A version that begins at a time."""
        version = self._new_version(article, one.version, one, at)
        self._db.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", [(hash, version) for hash in one.sketch])
        latest = version
        if not first:
            self._touched.add(article)
            self._seen.add(article)
            last = "SELECT id FROM versions WHERE article = ? ORDER BY valid_from DESC, id DESC LIMIT 1"
            latest = self._db.execute(last, (article,)).fetchone()[0]
        self._gathered.latest.append((latest, article))
        return _Version(id=version, article=article, digest=one.version.digest, valid_from=at, new=True, first=first)

    def _alike(self, version: _Version) -> Iterator[_Version]:
        """The version and, where it was there before, the article's others that say the same: they state the same."""
        yield version
        if not version.new:
            same = "SELECT id FROM versions WHERE article = ? AND digest = ? AND id != ?"
            for (number,) in self._db.execute(same, (version.article, version.digest, version.id)).fetchall():
                yield replace(version, id=number)

    def _stand_again(self, article: int) -> None:
        """Begin a version wherever a capture shows that the article stood once more as it had stood before."""
        while found := unheld(self._db, article):
            self._gathered.rows()  # what is read back may have come with this very transaction
            version = self._begun(article, stored_article(self._db, found.like, found.at), found.at, first=False)
            self._in_batch()
            columns = "payload, context, reader, outcome, articles, message"
            values = self._db.execute(f"SELECT {columns} FROM extraction_runs WHERE id = ?", (found.run,)).fetchone()
            run = self._insert("extraction_runs", (*values, now()))
            self._db.execute(
                "INSERT INTO derivations (run, position, version, valid_from) SELECT ?, position, "
                "iif(position = ?, ?, version), iif(position = ?, ?, valid_from) FROM derivations WHERE run = ?",
                (run, found.place, version.id, found.place, found.at, found.run),
            )
            analysis = stored_analysis(self._db, found.like)
            if analysis:
                self._analysis(version, analysis)

    def _new_version(self, article: int, row: VersionRow, one: PreparedArticle, at: str) -> int:
        title, url, outlet, published, modified, language, captured_at = row.columns
        added = now()
        self.new_versions += 1
        version = self._gathered.number("versions")
        story = place_in_story(self._db, version, article, row.text, one.sketch)
        if story[0] != version:
            self._grown.add(story[0])
        self._insert(
            "versions",
            (version, article, row.digest, self._own_id(article, row), row.sha256, title, row.text, row.text_sha256,
             url, outlet, row.site, published, modified, language, captured_at, at, row.detail, row.wire, added,
             *story, len(one.sketch)),
        )  # fmt: skip
        self._gathered.articles.append((version, title, row.text))
        if one.odd:
            self._db.execute("INSERT INTO unindexable VALUES (?)", (version,))
        return version

    def _own_id(self, article: int, row: VersionRow) -> str:
        """The version's id; with its address in it where it is another article's already."""
        others = "SELECT 1 FROM versions WHERE record_id = ? AND article != ? LIMIT 1"
        named = row.record_id
        while self._db.execute(others, (named, article)).fetchone():
            named = f"{named}@{sha256(f'{named} {row.address}'.encode())[:QUALIFIER]}"
        return named

    def _analysis(self, version: _Version, rows: AnalysisRows) -> None:
        newest = "SELECT extractor, tier, digest, id FROM analyses WHERE version = ? ORDER BY id DESC LIMIT 1"
        found = None if version.new else self._db.execute(newest, (version.id,)).fetchone()
        if found and tuple(found)[:3] == (rows.extractor, rows.tier, rows.digest):
            analysis = int(found[3])
        else:
            analysis = self._new_analysis(version, rows)
        self._gathered.analysis.append((analysis, version.id))
        if not version.first:
            several = "SELECT count(*) FROM versions WHERE article = ?"
            if self._db.execute(several, (version.article,)).fetchone()[0] > 1:
                self._touched.add(version.article)

    def _new_analysis(self, version: _Version, rows: AnalysisRows) -> int:
        values = (version.id, rows.extractor, rows.tier, rows.digest, rows.figures, now())
        analysis = self._insert("analyses", values)
        self.new_statements += len(rows.statements)
        gathered = self._gathered
        speakers: dict[str, int | None] = {}
        for source in rows.sources:
            record_id, name, kind, _, mentions, wikidata, _ = source
            known = self._decided.speaker(version.article, name, kind, wikidata) if name or mentions != "[]" else None
            speakers[record_id] = known
            gathered.sources.append((gathered.number("sources"), analysis, *source, known))
        for statement in rows.statements:
            speaker = speakers.get(statement[SOURCE_ID] or "")
            gathered.statements.append((gathered.number("statements"), analysis, *statement, speaker))
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
    def __init__(self, db: sqlite3.Connection, log: Log, gathered: Gathered) -> None:
        self._db, self._log, self._gathered = db, log, gathered

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._before = (self._log.seq, self._log.hash, self._log.upto)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._log.append(self._gathered.logged())
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
    " modified, language, captured_at, valid_from, detail, wire, added_at, story, copy_of, similarity, sketch_size",
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
