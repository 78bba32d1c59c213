"""Long CSV and TSV cut between rows into pieces of about a megabyte, each with the table's header in front.

Only bytes are cut: commas, tabs, quotation marks and line ends are the same bytes in UTF-8 and in all encodings with
one byte a sign. A piece ends behind rows that can be read; behind a broken one there is first a run of good ones, so
that the reader of the piece, which looks for the next row itself, meets all of the broken one's text.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from attribune.articles.tabular import chunks
from attribune.articles.tabular.chunks import Piece, Source
from attribune.articles.tabular.csv_rows import LONGEST_CELL, MOST_COLUMNS, READ_AGAIN, SEPARATOR_LINE, find_delimiter

ROWS = 10_000  # rows after which a piece ends, however short they are
SOUND = 20  # good rows behind a broken one, before a piece may end
MOST_BROKEN = 16  # times the usual length after which a piece ends all the same
_BOM = "ï»¿"  # of UTF-8, a sign a byte
ESCAPE = b"\x1b$"  # begins a script of ISO-2022, in which any byte may be half of a sign


def cut_rows(source: Source) -> Iterator[Piece]:
    """Yield the pieces of a table from its header on.

    None where it has no header that can be read, or wide characters.
    """
    lines = _Lines(source)
    header = _header(lines)
    if header is None:
        return
    head, delimiter, columns = header
    start, before = len(head), 0
    waiting: list[str] = []
    size = rows = 0
    sound = SOUND
    for row, good in _rows(lines, delimiter, columns):
        waiting.append(row)
        size, rows = size + len(row), rows + 1
        sound = sound + 1 if good else 0
        full = size >= chunks.PIECE or rows >= ROWS
        if full and (sound >= SOUND or size >= MOST_BROKEN * chunks.PIECE):
            yield _piece(head, waiting, start, before)
            start, before = start + size, before + rows
            waiting, size, rows = [], 0, 0
    if waiting:
        yield _piece(head, waiting, start, before)


def _piece(head: str, rows: list[str], start: int, before: int) -> Piece:
    data = f"{head}{''.join(rows)}".encode("latin-1")
    return Piece(start=start, first_line=before, data=data, head=len(head))


def _header(lines: _Lines) -> tuple[str, str, int] | None:
    """Return what stands in front of the rows, the sign between columns, and how many there are."""
    first = next(lines, "")
    bare = first.removeprefix(_BOM)
    wide = "\0" in first or first.startswith(("ÿþ", "þÿ")) or ESCAPE in first.encode("latin-1")
    if wide or bare.lstrip()[:1] in ("{", "") or not first.endswith(("\n", "\r")):
        return None
    separator = SEPARATOR_LINE.match(bare)
    delimiter = separator[1] if separator else find_delimiter(bare)
    if not separator:
        lines.give_back([bare])
    lines.take()
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
    titles = "".join(lines.take())
    head = first + titles if separator else first[: len(first) - len(bare)] + titles
    if not cells or len(cells) > MOST_COLUMNS or not head.endswith(("\n", "\r")):
        return None
    return head, delimiter, len(cells)


def _rows(lines: _Lines, delimiter: str, columns: int) -> Iterator[tuple[str, bool]]:
    """Yield each row as it is written, and whether it can be read; of a broken one, its first line."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    read = resumed = 0
    while resumed <= READ_AGAIN * (read + chunks.PIECE):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            first, *others = lines.take() or [""]
            lines.give_back(others)
            resumed += sum(map(len, others))
            read += len(first)
            if first:
                yield first, delimiter == "\t" and first.count("\t") == columns - 1
            continue
        row = "".join(lines.take())
        read += len(row)
        yield row, len(cells) <= columns
    for line in lines:  # too much of it is broken; the readers of the pieces say what
        yield line, False


class _Lines:
    """The lines of a source, a character a byte; those that were read since the last :meth:`take` can be had again."""

    def __init__(self, source: Source) -> None:
        csv.field_size_limit(LONGEST_CELL)
        self._read = _lines(source)
        self._again: deque[str] = deque()
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._read)
        self._taken.append(line)
        return line

    def take(self) -> list[str]:
        """Return the lines read since this was asked last."""
        lines, self._taken = self._taken, []
        return lines

    def give_back(self, lines: list[str]) -> None:
        """Put lines back, to be read before those that weren't read."""
        self._again.extendleft(reversed(lines))


def _lines(source: Source) -> Iterator[str]:
    """Yield lines with their ends; one that is longer than any cell is cut."""
    rest = b""
    while block := source.read(chunks.STEP):
        *lines, rest = (rest + block).splitlines(keepends=True)
        for line in lines:
            yield line.decode("latin-1")
        if len(rest) > LONGEST_CELL:
            yield rest.decode("latin-1")
            rest = b""
    if rest:
        yield from (line.decode("latin-1") for line in rest.splitlines(keepends=True))
