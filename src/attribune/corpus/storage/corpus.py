"""The corpus: one folder with its record and payloads, opened to read or to write."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from attribune.articles.document.outlet_names import count_outlets
from attribune.corpus.storage.database import open_to_read, open_to_write, refuse_earlier
from attribune.corpus.storage.database_limits import Database
from attribune.corpus.storage.errors import (
    UNUSABLE,
    CorpusBroken,
    CorpusError,
    CorpusLocked,
    UnknownRecord,
    corpus_errors,
    refuse_wrong,
    unusable,
    usable,
)
from attribune.corpus.storage.files.blobs import Payloads
from attribune.corpus.storage.files.durable_files import make_folder
from attribune.corpus.storage.files.lock import WriterLock
from attribune.corpus.storage.files.safe_files import PAYLOADS, check_entries
from attribune.corpus.storage.read_only import RETRIES
from attribune.corpus.storage.rows import article_of, reading_of
from attribune.corpus.storage.stored_values import require_inside
from attribune.corpus.storage.writer import Writer
from attribune.records import Article, Coverage, Reading, Span

SIDE_BY_SIDE = 200  # ids asked for in one query
LATER_BYTES = 1 << 30  # of texts that a writer adds while others are read
Answer = TypeVar("Answer")


class Corpus:
    """A corpus. Use as a context manager; ``write=True`` makes it where there is none, and lets nobody else write.

    ``accept_loss``: begin to write also where the record lacks what was acknowledged; the loss is kept as an error.
    Raises CorpusMissing, CorpusLocked (naming the holder), CorpusVersion, CorpusBroken. What leaves the block because a
    value of the record isn't what it should be, leaves it as CorpusBroken.
    """

    db: Database

    def __init__(self, folder: str | Path, *, write: bool = False, accept_loss: bool = False) -> None:
        self.folder = Path(folder)
        self.payloads = Payloads(self.folder / PAYLOADS)
        self._lock: WriterLock | None = None
        self._writer: Writer | None = None
        if write:
            self._open_to_write(accept_loss)
        else:
            self.db = open_to_read(self.folder)
        self.db.row_factory = sqlite3.Row

    def _open_to_write(self, accept_loss: bool) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise CorpusError("this is a file; a corpus is a folder", concerns=str(self.folder))
        with corpus_errors(str(self.folder)):
            check_entries(self.folder, writing=True)
            refuse_earlier(self.folder)
            make_folder(self.payloads.folder)
        self._lock = WriterLock(self.folder)
        try:
            with corpus_errors(str(self.folder)), usable(str(self.folder)):
                self.payloads.sweep()
                self.db, lost = open_to_write(self.folder, accept_loss=accept_loss)
                self._writer = Writer(self.db, self.folder, lost=lost)
        except BaseException:
            self._lock.release()
            raise

    @property
    def writer(self) -> Writer:
        """The writing end. Raises CorpusError where the corpus was opened to read."""
        if self._writer is None:
            raise CorpusError("this corpus was opened to read only", concerns=str(self.folder))
        return self._writer

    def close(self) -> None:
        """Close the record and let the next writer in."""
        self.db.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error) and _raised_here(trace):
            with corpus_errors(str(self.folder)):
                raise error
        if isinstance(error, UNUSABLE) and _raised_here(trace):
            raise unusable(error, str(self.folder)) from error

    def rows(self, sql: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query, by column name.

        Raises CorpusBroken for damage, UsageError for a wrong query.
        """

        def read_rows(db: sqlite3.Connection) -> list[sqlite3.Row]:
            try:
                return db.execute(sql, values).fetchall()
            except (sqlite3.Error, sqlite3.Warning) as error:
                refuse_wrong(db, sql, values, error)
                raise

        return self.ask(read_rows)

    def ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Return what a function reads in one transaction. Raises CorpusBroken for damage."""
        with corpus_errors(str(self.folder)):
            for _ in range(RETRIES):
                answer = question(self._current())
                if self.db.view is None or not self.db.view.changed():
                    return answer
                self._reopen()
        raise CorpusLocked("another program keeps writing to this corpus; try again", concerns=str(self.folder))

    def each(self, sql: str, values: tuple[Any, ...] = (), *, at_once: int = 1) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query one by one, where they are many; ``at_once`` are fetched together.

        Fetching costs more than a small row: give a number where rows are small. Raises CorpusLocked where they changed
        meanwhile.
        """
        with corpus_errors(str(self.folder)):
            db = self._current()
            found = db.execute(sql, values)
            while rows := found.fetchmany(at_once):
                yield from rows
            if db.view is not None and db.view.changed():
                raise CorpusLocked(
                    "another program wrote to this corpus meanwhile; try again", concerns=str(self.folder)
                )

    def _current(self) -> Database:
        """Return the connection, opened anew where a writer has come to a record that is read
        as one that doesn't change.
        """
        if self.db.view is not None and self.db.view.superseded():
            self._reopen()
        return self.db

    def _reopen(self) -> None:
        """Open a new connection next to a writer. The earlier one stays open as long as its rows are read."""
        self.db = open_to_read(self.folder)
        self.db.row_factory = sqlite3.Row

    def articles(self, *, all_versions: bool = False) -> Iterator[Article]:
        """Yield the latest version of every article, in the order they came; or every version."""
        for row in self._bounded(self._versions(all_versions)):
            yield _article(row)

    def articles_at(self, versions: Sequence[int]) -> Iterator[tuple[int, Article]]:
        """(version id, article) of these versions, a few loaded at a time."""
        for start in range(0, len(versions), SIDE_BY_SIDE):
            numbers = ", ".join(str(int(number)) for number in versions[start : start + SIDE_BY_SIDE])
            for row in self._bounded(self.each(f"{_WITH_ADDRESS} WHERE v.id IN ({numbers}) ORDER BY v.id")):
                yield row["id"], _article(row)

    def readings(self, *, all_versions: bool = False) -> Iterator[tuple[int, Reading]]:
        """(version id, reading) of the latest version of every article, or of every version."""
        for row in self._bounded(self._versions(all_versions)):
            yield row["id"], self._reading(row)

    def reading(self, version: int, *, analysis: int | None = None) -> Reading:
        """Return a version with what its newest analysis found, or the named one. Raises UnknownRecord."""
        rows = self.rows(f"{_WITH_ADDRESS} WHERE v.id = ?", (version,))
        if not rows:
            raise UnknownRecord("the corpus has no such version", concerns=str(version))
        return self._reading(rows[0], analysis)

    def _reading(self, row: sqlite3.Row, analysis: int | None = None) -> Reading:
        return self.extracted(_article(row), row["id"], analysis or row["analysis"])

    def extracted(self, article: Article, version: int, analysis: int | None) -> Reading:
        """Return what an analysis found in a version, whose article this is. Raises CorpusError where it is damaged."""
        figures = self.rows("SELECT figures FROM analyses WHERE id = ? AND version = ?", (analysis, version))
        if not figures:
            return Reading(article=article)
        sources = self.rows("SELECT * FROM sources WHERE analysis = ? ORDER BY id", (analysis,))
        statements = self.rows("SELECT * FROM statements WHERE analysis = ? ORDER BY id", (analysis,))
        try:
            reading = reading_of(article, figures[0]["figures"], sources, statements)
            require_inside(reading)
            return reading
        except UNUSABLE as error:
            raise CorpusError(f"analysis {analysis} is damaged ({error}); run attribune verify") from None

    def _bounded(self, rows: Iterable[sqlite3.Row]) -> Iterator[sqlite3.Row]:
        """Yield rows of different versions. Raises CorpusBroken where their texts are longer than the record's files.

        A made-up file can say of a thousand rows that they go on in the same pages.
        """
        used, most = 0, sum(path.stat().st_size for path in self.folder.glob("corpus.db*") if path.is_file())
        for row in rows:
            used += sum(len(row[name]) for name in ("text", "detail") if isinstance(row[name], str | bytes))
            if used > most + LATER_BYTES:
                raise CorpusBroken(
                    "its texts are longer than the record; run attribune verify", concerns=str(self.folder)
                )
            yield row

    def _versions(self, all_versions: bool) -> Iterator[sqlite3.Row]:
        """Yield rows of ``versions`` a few at a time, so that a writer isn't kept from tidying up for long."""
        last = 0
        wanted = "" if all_versions else "AND v.id = a.latest"
        while True:
            some = 0
            for row in self.each(
                f"{_WITH_ADDRESS} WHERE v.id > ? {wanted} ORDER BY v.id LIMIT {SIDE_BY_SIDE}", (last,)
            ):
                some, last = some + 1, row["id"]
                yield row
            if not some:
                return

    def article_at(self, named: str) -> sqlite3.Row:
        """Return the row of ``articles`` for a URL, an address, a file's path or a record id. Raises UnknownRecord."""
        from attribune.fetch.canonical_url import canonical_url

        absolute = "file://" + Path(os.path.abspath(named)).as_posix() if "\0" not in named else named  # noqa: PTH100
        for address in (canonical_url(named), named, absolute):
            rows = self.rows("SELECT * FROM articles WHERE address = ?", (address,)) if address else []
            if rows:
                return rows[0]
        rows = self.rows(
            "SELECT articles.* FROM versions JOIN articles ON articles.id = versions.article "
            "WHERE versions.record_id = :named UNION SELECT articles.* FROM captures "
            "JOIN extraction_runs AS r ON r.payload = captures.payload JOIN derivations ON derivations.run = r.id "
            "JOIN versions ON versions.id = derivations.version JOIN articles ON articles.id = versions.article "
            "WHERE captures.target_uri IN (:named, :absolute) OR captures.final_url = :named LIMIT 2",
            {"named": named, "absolute": absolute},
        )
        if not rows:
            raise UnknownRecord("the corpus has no article with this address, file or id", concerns=named)
        if len(rows) > 1:
            raise UnknownRecord("several articles have this name; give the address of one", concerns=named)
        return rows[0]

    def coverage(self) -> Coverage:
        """Return counts of the corpus. ``snapshot``, the start of its log's last hash, identifies its state."""
        row = self.rows(
            "SELECT (SELECT max(id) FROM articles) AS articles, (SELECT min(published) FROM versions) AS first, "
            "(SELECT max(published) FROM versions) AS last, (SELECT hash FROM log ORDER BY seq DESC LIMIT 1) AS hash"
        )[0]
        named = self.distinct("outlet")
        unnamed = self.rows("SELECT DISTINCT site FROM versions WHERE outlet IS NULL AND site IS NOT NULL LIMIT 10000")
        return Coverage(
            articles=row["articles"] or 0,
            outlets=count_outlets([*named, *(row[0] for row in unnamed)]),
            from_=row["first"],
            to=row["last"],
            languages=tuple(self.distinct("language")),
            snapshot=row["hash"][:16] if row["hash"] else None,
        )

    def distinct(self, column: str) -> list[str]:
        """Return the values of an indexed column of ``versions``, by one step of the index for each, not by a scan."""
        following = f"SELECT min({column}) FROM versions WHERE {column} >"
        rows = self.rows(
            f"WITH RECURSIVE found(value) AS ({following} '' UNION ALL "
            f"SELECT ({following} found.value) FROM found WHERE found.value NOT NULL) "
            "SELECT value FROM found WHERE value NOT NULL"
        )
        return [row["value"] for row in rows]


def articles_of(folder: str | Path) -> Iterator[Article]:
    """Yield the latest version of every article in a corpus folder: what ``check --against`` takes as evidence."""
    with Corpus(folder) as corpus:
        yield from corpus.articles()


def spans(value: str | None) -> list[Span]:
    """Return the spans in a JSON column; none for NULL."""
    return [] if value is None else [(start, end) for start, end in json.loads(value)]


_WITH_ADDRESS = "SELECT v.*, a.address FROM versions AS v JOIN articles AS a ON a.id = v.article"


def _article(row: sqlite3.Row) -> Article:
    """Return the article, named by its file where it has no address on the web."""
    try:
        article = article_of(row)
        name = None if article.url else row["address"].removeprefix("file://")
        return replace(article, name=name)
    except UNUSABLE as error:
        raise CorpusError(f"version {row['id']} is damaged ({error}); run attribune verify") from None


def _raised_here(trace: TracebackType | None) -> bool:
    """True if code of this program raised an error: a caller's own error inside the block is none of the record's."""
    while trace is not None:
        if str(trace.tb_frame.f_globals.get("__name__", "")).startswith("attribune."):
            return True
        trace = trace.tb_next
    return False
