"""``add``: items through the workers into the record, in batches, resumable; the library twin of ``attribune add``."""

from __future__ import annotations

import itertools
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from attribune.corpus.items import Item
from attribune.corpus.prepare import Prepared, Settings, forget_readers, prepare
from attribune.corpus.store import Corpus
from attribune.corpus.workers import collecting_rarely, executor
from attribune.errors import AttribuneError

CHUNK = 16  # items that travel to a worker together: the nets read many at a third of the cost of one by one
BATCH_ARTICLES = 400  # articles of a transaction: syncs cost under 1% of the time
BATCH_SECONDS = 2.0  # nothing waits longer than this to be acknowledged
INLINE_ITEMS = 24  # so few items aren't worth starting processes for (about 1 s each)
INLINE_BYTES = 2_000_000


@dataclass(slots=True, kw_only=True)
class Added:
    """What came of one call so far. ``items`` were acknowledged; ``known`` of them were in the corpus already.

    ``articles`` are new articles and new versions; ``statements`` those of new extractions; ``without_text`` pages of
    web archives that were read and hold no article.
    """

    items: int = 0
    known: int = 0
    articles: int = 0
    statements: int = 0
    without_text: int = 0
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
    """Take in the items; ``on_commit`` hears of each batch once it is on disk.

    ``lost`` gives (and forgets) the inputs that couldn't even become items; they are kept as errors, too.

    Raises CorpusFull or CorpusBroken, with everything acknowledged before kept. What is wrong with an item ends up in
    ``Added.errors`` and in the record.
    """
    adding = _Adding(corpus, on_commit, lost)
    settings = Settings(folder=corpus.folder, tier=tier, again=again)
    try:
        with collecting_rarely():
            for prepared in _prepared(items, settings, workers or os.cpu_count() or 1):
                adding.take(prepared)
            adding.commit()
    finally:
        forget_readers()
    return adding.added


class _Adding:
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
        """Keep prepared items until there are enough for a transaction."""
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
                Prepared(item=Item(name=name, method="file", asked=name), errors=((error.code, error.message),))
            )
        if waiting:
            self._batch = self._corpus.writer.commit(self._batch, waiting)
        self._last = time.monotonic()
        for one in waiting:
            self.added.items += 1
            self.added.known += one.known
            self.added.statements += sum(len(a.extraction.statements) for a in one.articles if a.extraction)
            self.added.without_text += one.item.method == "warc" and not (one.articles or one.errors or one.known)
            self.added.bytes += one.size
            self.added.errors += [Lost(code, message, concerns=one.item.name) for code, message in one.errors]
        self.added.articles = self._corpus.writer.new_versions
        self.added.seconds = self._last - self._started
        if self._on_commit and waiting:
            self._on_commit(self.added, [_acknowledged(one) for one in waiting])


class Lost(AttribuneError):
    """What couldn't be taken in of an item, with the code of the error that stopped it."""

    def __init__(self, code: str, message: str, *, concerns: str) -> None:
        super().__init__(message, concerns=concerns)
        self.code = code


def _acknowledged(one: Prepared) -> Acknowledged:
    return Acknowledged(
        name=one.item.name, sha256=one.sha256, articles=len(one.articles), known=one.known, errors=one.errors
    )


def _prepared(items: Iterable[Item], settings: Settings, workers: int) -> Iterator[list[Prepared]]:
    """Items made ready, a chunk at a time and in order; in processes once there are enough of them."""
    if workers < 2:
        for chunk in _chunks(items):
            yield prepare(chunk, settings)
        return
    left = iter(items)
    first = list(itertools.islice(left, INLINE_ITEMS + 1))
    few = len(first) <= INLINE_ITEMS and sum(item.size or 0 for item in first) <= INLINE_BYTES
    if few:
        for chunk in _chunks(first):
            yield prepare(chunk, settings)
        return
    with _Pool(settings, workers) as pool:
        yield from pool.prepared(_chunks(itertools.chain(first, left)))


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Chunks of a few items; a large piece travels alone, and nothing waits long for what comes slowly."""
    chunk: list[Item] = []
    began = time.monotonic()
    for item in items:
        chunk.append(item)
        late = time.monotonic() - began > BATCH_SECONDS
        if late or len(chunk) >= CHUNK or (item.size or 0) > INLINE_BYTES // CHUNK:
            yield chunk
            chunk, began = [], time.monotonic()
    if chunk:
        yield chunk


class _Pool:
    """Worker processes. One that dies costs only the item that killed it."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings, self._workers = settings, workers
        self._executor = executor(self._workers)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def prepared(self, chunks: Iterator[list[Item]]) -> Iterator[list[Prepared]]:
        """The chunks made ready, in order; no more than a few wait at a time."""
        waiting: deque[tuple[list[Item], Future[list[Prepared]]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._submit(chunk)))
            if len(waiting) > self._workers * 3:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _submit(self, chunk: list[Item]) -> Future[list[Prepared]]:
        try:
            return self._executor.submit(prepare, chunk, self._settings)
        except BrokenProcessPool:
            self._executor = executor(self._workers)
            return self._executor.submit(prepare, chunk, self._settings)

    def _result(self, chunk: list[Item], future: Future[list[Prepared]]) -> list[Prepared]:
        try:
            return future.result()
        except BrokenProcessPool:
            return [done for item in chunk for done in self._alone(item)]

    def _alone(self, item: Item) -> list[Prepared]:
        """One item in a fresh process, so that it is known which one kills it."""
        with executor(1) as alone:
            try:
                return alone.submit(prepare, [item], self._settings).result()
            except BrokenProcessPool:
                return [
                    Prepared(
                        item=item, errors=(("reader", "the process that read it was killed or ran out of memory"),)
                    )
                ]
