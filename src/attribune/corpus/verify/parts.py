"""Verification of payloads and spans, cut into parts for several processes.

A part is a range of ids. The parts are the same and come back in the same order with any number of processes, and so
the report is the same, too.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from attribune.corpus.storage.database import open_to_read
from attribune.corpus.storage.errors import UNUSABLE, CorpusError
from attribune.corpus.verify.payloads import payload_problems
from attribune.corpus.verify.spans import span_problems
from attribune.workers import Call, Ended, Workers

PART = 50  # ids of a part; a payload takes some 10 ms, so progress stays smooth
PART_BYTES = 2_000_000  # of the payloads of a part; those of long JSON Lines files hold 250 articles each
FEW = 4  # so few parts aren't worth starting processes for (about 1 s)
Table = Literal["payloads", "versions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A range of ids of one table."""

    folder: Path
    table: Table
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The result of a part: problems as (where, message), the number of readings by other programs, the error that
    stopped it.

    ``unchecked``: why something couldn't be looked at, once for each thing.
    """

    problems: list[tuple[str, str]] = field(default_factory=list)
    older: int = 0
    stopped: str | None = None
    unchecked: list[str] = field(default_factory=list)


def checked(part: Part) -> Checked:
    """Check one part through a connection of its own. Damage that can't be read past ends the part and is reported."""
    problems: list[tuple[str, str]] = []
    older: list[int] = []
    unchecked: list[str] = []
    stopped = None
    try:
        with closing(open_to_read(part.folder, trusting=True)) as db:
            db.row_factory = sqlite3.Row
            if part.table == "payloads":
                problems += payload_problems(db, part.folder, part.first, part.last, older, unchecked)
            else:
                problems += span_problems(db, part.first, part.last)
    except CorpusError as error:
        stopped = error.message
    except sqlite3.Error as error:
        stopped = f"can't be read on: {error}"
    except UNUSABLE as error:
        stopped = f"holds what can't be: {error}"
    return Checked(problems=problems, older=len(older), stopped=stopped, unchecked=unchecked)


class Parts:
    """Works through parts, in other processes where there are many; use as a context manager."""

    def __init__(self, folder: Path, *, workers: int) -> None:
        self._folder, self._workers = folder, workers
        self._others: Workers | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._others is not None:
            self._others.close()

    def checked(
        self, table: Table, sizes: Iterable[tuple[int, int]], tell: Callable[[int, int], None]
    ) -> Iterator[tuple[Part, Checked]]:
        """Yield the rows of the ids in ``sizes`` (id, bytes), in order.

        ``tell`` is called with how many are done, of how many.
        """
        parts = [Part(folder=self._folder, table=table, first=first, last=last) for first, last in _ranges(sizes)]
        for part, result in self._worked(parts):
            yield part, result
            tell(part.last, parts[-1].last)

    def _worked(self, parts: list[Part]) -> Iterator[tuple[Part, Checked]]:
        if self._workers < 2 or len(parts) <= FEW:
            for part in parts:
                yield part, checked(part)
            return
        self._others = self._others or Workers(self._workers)
        waiting: deque[tuple[Part, Call]] = deque()
        for part in parts:
            try:
                waiting.append((part, self._others.call("attribune.corpus.verify.parts:checked", part)))
            except OSError:  # this system starts no processes
                yield part, checked(part)
            if len(waiting) > 2 * self._workers:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _result(self, part: Part, call: Call) -> tuple[Part, Checked]:
        try:
            checked: Checked = call.result()
        except Ended as ended:
            lost = f"the process that checked them ended ({ended}); try --workers 1"
            return part, Checked(unchecked=[f"{part.table} {part.first} to {part.last}: {lost}"])
        return part, checked


def _ranges(sizes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First and last id of each part."""
    first = last = None
    count = size_so_far = 0
    for number, size in sizes:
        if first is not None and last is not None and (count == PART or size_so_far + size > PART_BYTES):
            yield first, last
            first, count, size_so_far = None, 0, 0
        first = number if first is None else first
        last, count, size_so_far = number, count + 1, size_so_far + size
    if first is not None and last is not None:
        yield first, last
