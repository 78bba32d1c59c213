"""``add``: items through the workers into the record, in batches, resumable; the library twin of ``attribune add``."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from attribune.articles.document.dates import NO_DATE
from attribune.articles.document.unread_parts import ATTACHMENT, unread_attachments
from attribune.corpus.ingest.items import Item
from attribune.corpus.ingest.scheduling import BATCH_SECONDS, prepared_items
from attribune.corpus.ingest.worker import Prepared, Settings, forget_readers
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import ITEM_FAULTS, CorpusError
from attribune.errors import AttribuneError, internal
from attribune.workers import collecting_rarely

BATCH_ARTICLES = 400  # articles of a transaction: syncs cost under 1% of the time


@dataclass(slots=True, kw_only=True)
class Added:
    """The progress of one call. ``items`` were acknowledged; ``known`` of them were in the corpus already.

    ``articles`` are new articles and new versions; ``statements`` those of new analyses; ``without_text`` pages of
    web archives that were read and hold no article; ``attachments`` of mails that weren't read; ``undated`` articles
    whose date isn't understood.
    """

    items: int = 0
    known: int = 0
    articles: int = 0
    statements: int = 0
    without_text: int = 0
    attachments: int = 0
    undated: int = 0
    bytes: int = 0
    errors: list[AttribuneError] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One item that is in the corpus for good, or is kept as an error."""

    name: str
    sha256: str | None
    articles: int
    known: bool
    errors: tuple[tuple[str, str], ...]


def add(
    corpus: Corpus,
    items: Iterable[Item],
    *,
    tier: str = "fast",
    workers: int | None = None,
    again: bool = False,
    on_commit: Callable[[Added, list[Acknowledged]], None] | None = None,
    lost: Callable[[], list[AttribuneError]] | None = None,
) -> Added:
    """Take in the items; ``on_commit`` is called for each batch once it is on disk.

    ``lost`` gives (and forgets) the inputs that couldn't even become items; they are kept as errors, too.

    Raises CorpusFull or CorpusBroken, with everything acknowledged before kept. What is wrong with an item ends up in
    ``Added.errors`` and in the record.
    """
    adding = _AddRun(corpus, on_commit, lost)
    settings = Settings(folder=corpus.folder, tier=tier, again=again)
    try:
        with collecting_rarely():
            for prepared in prepared_items(items, settings, workers or os.cpu_count() or 1):
                adding.take(prepared)
            adding.commit()
    finally:
        forget_readers()
    return adding.added


class _AddRun:
    def __init__(
        self,
        corpus: Corpus,
        on_commit: Callable[[Added, list[Acknowledged]], None] | None,
        lost: Callable[[], list[AttribuneError]] | None,
    ) -> None:
        self._corpus, self._on_commit, self._lost = corpus, on_commit, lost
        self.added = Added()
        self._batch: int | None = None
        self._waiting: list[Prepared] = []
        self._articles = 0
        self._started = self._last = time.monotonic()

    def take(self, prepared: list[Prepared]) -> None:
        """Keep prepared items, or none, until there are enough for a transaction or they have waited long enough."""
        self._waiting += prepared
        self._articles += sum(len(one.articles) for one in prepared)
        if self._articles >= BATCH_ARTICLES or time.monotonic() - self._last >= BATCH_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Write what waits, and only then say so."""
        waiting, self._waiting, self._articles = self._waiting, [], 0
        for error in self._lost() if self._lost else []:
            name = error.concerns or "input"
            waiting.append(
                Prepared(item=Item(name=name, method="file", target_uri=name), errors=((error.code, error.message),))
            )
        waiting = self._write(waiting)
        self._last = time.monotonic()
        for prepared in waiting:
            self.added.items += 1
            self.added.known += prepared.is_settled
            self.added.without_text += prepared.item.method == "warc" and not (
                prepared.articles or prepared.errors or prepared.is_settled
            )
            self.added.attachments += _count_attachments(prepared)
            self.added.undated += sum(NO_DATE in article.version.detail for article in prepared.articles)
            self.added.bytes += prepared.size
            self.added.errors += [Lost(code, message, concerns=prepared.item.name) for code, message in prepared.errors]
        writer = self._corpus.writer
        self.added.articles, self.added.statements = writer.new_versions, writer.new_statements
        self.added.seconds = self._last - self._started
        if self._on_commit and waiting:
            self._on_commit(self.added, [_to_acknowledged(prepared) for prepared in waiting])

    def _write(self, waiting: list[Prepared]) -> list[Prepared]:
        """Write the items as one transaction, or, where one of them can't be written, each as its own.

        What came of them: an item that can't be written is an error of its own.
        """
        try:
            if waiting:
                self._batch = self._corpus.writer.commit(self._batch, waiting)
            return waiting
        except Exception as error:
            if not isinstance(error.__cause__ if isinstance(error, CorpusError) else error, ITEM_FAULTS):
                raise
            if len(waiting) > 1:
                return [done for one in waiting for done in self._write([one])]
            problem = internal(error.__cause__ or error, doing="writing it")
            lost = Prepared(item=waiting[0].item, errors=((problem.code, problem.message),))
            self._batch = self._corpus.writer.commit(self._batch, [lost])
            return [lost]


class Lost(AttribuneError):
    """An item that was lost whole or in part, with the code of the error that stopped it."""

    def __init__(self, code: str, message: str, *, concerns: str) -> None:
        super().__init__(message, concerns=concerns)
        self.code = code


def _count_attachments(prepared: Prepared) -> int:
    """Return how many attachments of mails an item's articles left out; most articles' notes needn't be looked at."""
    details = (article.version.detail for article in prepared.articles)
    return sum(unread_attachments(json.loads(detail)["notes"]) for detail in details if ATTACHMENT in detail)


def _to_acknowledged(prepared: Prepared) -> Acknowledged:
    return Acknowledged(
        name=prepared.item.name,
        sha256=prepared.sha256,
        articles=len(prepared.articles),
        known=prepared.is_settled,
        errors=prepared.errors,
    )
