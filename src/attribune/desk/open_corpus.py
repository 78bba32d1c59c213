"""The corpus of a desk: opened for each call, written by one at a time, and what was worked out of it remembered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.hashing import sha256
from attribune.desk.jobs import Job
from attribune.desk.readers import Readers
from attribune.desk.remembered import Remembered
from attribune.desk.rest.answers import Refused
from attribune.desk.settings import Settings
from attribune.trace.corpus.files import stamp as trace_stamp

Answer = TypeVar("Answer")


class OpenCorpus:
    """How the calls of a desk reach its corpus."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.limits = settings, settings.limits
        self.known, self._large = Remembered(self.limits.remembered), Remembered(self.limits.large)
        self._readers = Readers(settings.corpus, self.limits.readers)
        self._writing = threading.Lock()

    @contextmanager
    def corpus(self, *, write: bool = False) -> Iterator[Corpus]:
        """Yield the corpus, open; a query of it takes no longer than the desk allows."""
        if write:
            with Corpus(self.settings.corpus, write=True) as corpus:
                yield corpus
            return
        with self._readers.corpus(self.limits.query_seconds) as corpus:
            yield corpus

    def close(self) -> None:
        """Close what is kept open."""
        self._readers.close()

    @contextmanager
    def writing(self, job: Job | None = None) -> Iterator[None]:
        """Wait until no other work of this desk writes to the corpus: a job as long as it takes, a request briefly.

        Raises Refused where a request would have to wait for long.
        """
        if job is None:
            if not self._writing.acquire(timeout=self.limits.write_seconds):
                raise Refused("busy", "articles are being added or traced; try again when that is done")
        else:
            while not self._writing.acquire(timeout=0.1):
                job.step("waits for other work to end", 0, 0)
        try:
            yield
        finally:
            self._writing.release()

    def state(self, corpus: Corpus) -> str:
        """Return a word that changes with everything that is written: with the log, and with the trace beside it."""
        head = corpus.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
        trace = trace_stamp(self.settings.corpus)
        return sha256(repr([tuple(row) for row in head] + [trace]).encode())[:16]

    def once(self, corpus: Corpus, what: Hashable, make: Callable[[Corpus], Answer]) -> Answer:
        """Return what a function reads of the corpus, read once for each state of the corpus."""
        return self.known.value((what, self.state(corpus)), lambda: make(corpus))

    def without_place(self, told: str | None) -> str | None:
        """Return what is told of the corpus, but not where it lies on this machine, which is nobody's business."""
        folder = self.settings.corpus
        return told and told.replace(str(folder), folder.name)

    def listed(
        self, corpus: Corpus, what: Hashable, make: Callable[[Corpus], Answer], state: str | None,
        *, large: bool = False,
    ) -> tuple[Answer, str]:  # fmt: skip
        """Return a list, and the state of the corpus that it is of.

        That is ``state``, of which the list's first page was, as long as its list is remembered, whatever was added
        since; else the one of now. Of ``large`` ones few are remembered.
        """
        remembered = self._large if large else self.known
        known: Answer | None = remembered.known((what, state)) if state else None
        if known is not None and state is not None:
            return known, state
        now = self.state(corpus)
        return remembered.value((what, now), lambda: make(corpus)), now


def counts_of(corpus: Corpus) -> dict[str, int]:
    """Return how many rows the tables of a corpus have, and how many stories several articles tell."""
    tables = ("articles", "versions", "captures", "payloads", "statements", "speakers", "errors")
    counts = {name: int(corpus.rows(f"SELECT count(*) FROM {name}")[0][0]) for name in tables}
    counts["stories"] = int(corpus.rows(
        "SELECT count(*) FROM (SELECT 1 FROM traced AS t JOIN versions AS v ON v.id = t.version "
        "GROUP BY t.story HAVING count(DISTINCT v.article) > 1)"
    )[0][0])  # fmt: skip
    return counts
