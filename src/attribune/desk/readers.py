"""Open readers of the corpus, kept from one request to the next as long as nobody writes to its record."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from attribune.corpus.storage.corpus import Corpus

CACHE_KB = 16_000  # pages that one reader keeps; the system's own cache has the rest


class Readers:
    """Readers of one corpus, ``most`` of which stay open while nobody asks.

    A reader stays open only where the record is read as a file that doesn't change (see
    :mod:`attribune.corpus.storage.read_only`): it holds no lock then, and keeps no writer from putting its journal in
    order. Once a writer has come or the file is another one, the reader is closed and the next one looks at everything
    anew, as the first did.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._folder, self._most = folder, most
        self._idle: list[Corpus] = []
        self._lock = threading.Lock()

    @contextmanager
    def corpus(self, seconds: float) -> Iterator[Corpus]:
        """Yield a reader whose queries take at most so many seconds. Raises as :class:`Corpus` does."""
        with ExitStack() as closing:
            corpus = self._taken()
            if corpus is None:
                corpus = Corpus(self._folder)
                corpus.db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
            closing.push(corpus)
            corpus.db.clock.seconds = min(corpus.db.clock.seconds, seconds)
            yield corpus
            if self._kept(corpus):
                closing.pop_all()

    def close(self) -> None:
        """Close the readers that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for corpus in idle:
            corpus.close()

    def _taken(self) -> Corpus | None:
        """Return an idle reader whose record is still the one that it opened."""
        while True:
            with self._lock:
                corpus = self._idle.pop() if self._idle else None
            if corpus is None or _is_current(corpus):
                return corpus
            corpus.close()

    def _kept(self, corpus: Corpus) -> bool:
        """Keep a reader for the next request; False where there are enough, or its record changes."""
        if not _is_current(corpus):
            return False
        with self._lock:
            if len(self._idle) >= self._most:
                return False
            self._idle.append(corpus)
        return True


def _is_current(corpus: Corpus) -> bool:
    """True if a record is read as one that doesn't change, and hasn't."""
    view = corpus.db.view
    return view is not None and view.whole and not view.superseded() and not view.changed()
