"""Items made ready in order: here where they are few and short, in other processes under a clock where they are not.

A process that ends, or is ended because it takes too long, costs the one item it was at. Where that item holds several
articles, and the process was reading what one of them states, only those statements.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from attribune.articles.formats import FORMATS, SANDBOXED
from attribune.corpus.ingest.items import Item
from attribune.corpus.ingest.worker import Prepared, Settings, prepare
from attribune.errors import AttribuneError, InternalError, TooLarge, internal
from attribune.workers import UNLIMITED, Call, Ended, Workers

CHUNK = 16  # items that travel to a worker together: the nets read many at a third of the cost of one by one
BATCH_SECONDS = 2.0  # nothing waits longer than this to be acknowledged
INLINE_ITEMS = 24  # so few items aren't worth starting processes for (about 1 s each), if they are short
SHORT = 20_000  # bytes up to which an input is read here: what takes a minute for 100,000 takes two seconds for these
LARGE = 125_000  # bytes from which on an item travels alone
LATE = 20.0  # seconds after which others go before a chunk that isn't ready
MOST_SPARED = 3  # articles of an item whose statements may take too long; behind these the item is given up
_PREPARE = "attribune.corpus.ingest.worker:prepare"
_KILLED = ("reader", "the process that read it was killed or ran out of memory")
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PAR1")


def prepared_items(items: Iterable[Item], settings: Settings, workers: int) -> Iterator[list[Prepared]]:
    """Yield the items made ready, some at a time and in order. Raises CorpusFull."""
    remaining = iter(items)
    first = list(itertools.islice(remaining, INLINE_ITEMS + 1)) if workers > 1 else []
    in_process = workers < 2 or len(first) <= INLINE_ITEMS
    with Workers(workers) as others:
        if in_process and all(map(_short, first)):
            for chunk in _chunks(itertools.chain(first, remaining)):
                yield (
                    _prepare_in_process(chunk, settings)
                    if all(map(_short, chunk))
                    else _Job(others, chunk, settings).result()
                )
        else:
            yield from _elsewhere(others, _chunks(itertools.chain(first, remaining)), settings, 3 * workers)


def _elsewhere(
    others: Workers, chunks: Iterator[list[Item]], settings: Settings, ahead: int
) -> Iterator[list[Prepared]]:
    """Yield the chunks made ready; no more than a few wait at a time.

    In order, unless the first is late: then those behind it go before it. While nothing is ready nothing is given,
    again and again, so that what was given can be written meanwhile.
    """
    waiting: deque[_Job] = deque()
    for chunk in chunks:
        waiting.append(_Job(others, chunk, settings))
        while len(waiting) > ahead:
            yield _next(waiting)
    while waiting:
        yield _next(waiting)


def _next(waiting: deque[_Job]) -> list[Prepared]:
    """Return the first chunk made ready, or, where it is late, one behind it that is; none where there is none yet."""
    first = waiting[0]
    if not first.wait(BATCH_SECONDS):
        other = next((job for job in waiting if job.wait(0)), None) if first.age() > LATE else None
        if other is None:
            return []
        first = other
    waiting.remove(first)
    return first.result()


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Chunks of a few items; a large piece travels alone, and nothing waits long for what comes slowly."""
    chunk: list[Item] = []
    began = time.monotonic()
    for item in items:
        chunk.append(item)
        late = time.monotonic() - began > BATCH_SECONDS
        if late or len(chunk) >= CHUNK or (item.size or 0) > LARGE:
            yield chunk
            chunk, began = [], time.monotonic()
    if chunk:
        yield chunk


def _short(item: Item) -> bool:
    """True if so little is in an item that nothing in it can take long: not where it is packed."""
    if item.failed:
        return True
    kind = FORMATS.get(f".{(item.format or item.suffix).lower().lstrip('.')}", "")
    if item.method == "warc" or (kind in SANDBOXED and kind not in ("html", "feed")):
        return False
    if item.data is not None:
        return len(item.data) <= SHORT and not item.data.startswith(_PACKED)
    if item.stored:
        return (item.size or 0) <= SHORT and not item.suffix.endswith((".gz", ".zst"))
    try:
        with Path(item.path or "").open("rb") as file:
            file.seek(item.start)
            data = file.read(min(item.size or SHORT, SHORT) + 1)
    except (OSError, ValueError):
        return True  # there is nothing to read
    return len(data) <= SHORT and not data.startswith(_PACKED)


def _prepare_in_process(chunk: Sequence[Item], settings: Settings) -> list[Prepared]:
    """Return some items made ready in this process, each alone where that fails for all."""
    try:
        return prepare(chunk, settings)
    except AttribuneError:
        raise
    except Exception as error:
        if len(chunk) > 1:
            return [done for item in chunk for done in _prepare_in_process([item], settings)]
        return [_lost(chunk[0], internal(error))]


def _lost(item: Item, error: AttribuneError) -> Prepared:
    return Prepared(item=item, errors=((error.code, error.message),))


class _Job:
    """Some items that are made ready in another process."""

    def __init__(self, others: Workers, items: list[Item], settings: Settings) -> None:
        self._others, self._items, self._settings = others, items, settings
        self._call = others.call(_PREPARE, items, settings)
        self._began = time.monotonic()
        self._alone: list[_Alone] | None = None

    def age(self) -> float:
        """Return seconds since it was handed in."""
        return time.monotonic() - self._began

    def wait(self, seconds: float) -> bool:
        """True if it is ready within so many seconds."""
        until = time.monotonic() + seconds
        if not self._call.wait(seconds):
            return False
        if self._alone is None and isinstance(self._call.error, Ended):
            ended = self._call.error
            guilty = ended.at[0] if isinstance(ended.at, tuple) else None
            self._alone = [_Alone(self._others, item, self._settings, ended if number == guilty else None)
                           for number, item in enumerate(self._items)]  # fmt: skip
        return all(one.wait(max(0.0, until - time.monotonic())) for one in self._alone or ())

    def result(self) -> list[Prepared]:
        """Return the items made ready; those that stop a process as errors."""
        while not self.wait(BATCH_SECONDS):
            pass
        if self._alone is not None:
            return [one.result() for one in self._alone]
        prepared: list[Prepared] = self._call.result()
        return prepared


class _Alone:
    """One item, made ready in another process without company. ``before``: how it ended one already."""

    def __init__(self, others: Workers, item: Item, settings: Settings, before: Ended | None) -> None:
        self._others, self._item, self._settings = others, item, settings
        self._spared: dict[int, tuple[str, str]] = {}
        self._ended = 0
        self._given_up: tuple[str, str] | None = None
        self._call: Call | None = None
        if before is not None:
            self._learn(before)
        self._try()

    def _try(self) -> None:
        if self._given_up is None:
            self._call = self._others.call(_PREPARE, [self._item], self._settings, True, frozenset(self._spared))

    def wait(self, seconds: float) -> bool:
        """True if it is ready within so many seconds."""
        until = time.monotonic() + seconds
        while self._given_up is None and self._call is not None:
            if not self._call.wait(max(0.0, until - time.monotonic())):
                return False
            if not isinstance(self._call.error, Ended):
                break
            self._learn(self._call.error)
            self._try()
        return True

    def result(self) -> Prepared:
        """Return the item made ready, or the error that it is."""
        while not self.wait(BATCH_SECONDS):
            pass
        if self._given_up is not None or self._call is None:
            return Prepared(item=self._item, errors=(self._given_up or _KILLED,))
        (done,) = self._call.result()
        return self._with_errors(done)

    def _learn(self, ended: Ended) -> None:
        """Record how an item's process ended: blame the item where it took too long, or where
        its process was killed twice.
        """
        self._ended += 1
        if not ended.late and self._ended == 1:
            return
        why = _why(ended)
        place = ended.at[1] if isinstance(ended.at, tuple) else None
        if place is None or place in self._spared or len(self._spared) == MOST_SPARED:
            self._given_up = why
        else:
            self._spared[place] = why

    def _with_errors(self, prepared: Prepared) -> Prepared:
        named = "article {} of it is kept" if len(prepared.articles) > 1 else "it is kept"
        messages = tuple((code, f"{named.format(place + 1)}, but its statements aren't read: {message}")
                     for place, (code, message) in sorted(self._spared.items()))  # fmt: skip
        return replace(prepared, errors=(*prepared.errors, *messages))


def _why(ended: Ended) -> tuple[str, str]:
    """Code and message of how a process ended."""
    if ended.late:
        limit = "" if ended.seconds == UNLIMITED else f" (more than {ended.seconds:.0f} s of processor time)"
        return TooLarge.code, f"it takes too long to read{limit}; reading it was stopped"
    if ended.fault is not None:
        return InternalError.code, f"reading it failed by a fault of this program ({ended.fault}); please report it"
    return _KILLED
