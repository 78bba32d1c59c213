"""Rows of CSV and TSV; a row that can't be read costs itself, and reading goes on at the next line that is a row.

One stray quotation mark can make a reader take all that follows for one cell. So a row that breaks is read no further:
of the lines behind it the next one counts that has as many cells as the header and cells of the same make as the good
rows have, so that a line of the broken row's own text isn't taken for a row.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import Literal

from attribune.articles import limits
from attribune.errors import MalformedInput
from attribune.text.clipping import count

LONGEST_CELL = 20_000_000  # characters; a page may stand in a cell
MOST_COLUMNS = 2000
COMPARED_ROWS = 100  # good rows whose cells say what a row looks like
READ_AGAIN = 10  # times the file's length that may be read again behind broken rows: marks can be set to ask for more
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n?|\n)', re.I)  # Excel's own first line
_QUOTED = re.compile(r'"(?:[^"]|"")*"\r?\n?\Z')
Row = tuple[int, list[str] | str]  # its number, the first behind the header being 1; its cells, or what is wrong


def rows(text: str, name: str) -> tuple[list[str], Iterator[Row]]:
    """Return the header's cells, and each row with its number. Raises MalformedInput where the header can't be read.

    A row without a word is passed over; one with fewer cells than the header is good, its last columns are empty.
    """
    table = _Table(text, name)
    return table.header, table.rows()


class _Table:
    """One table. ``_file`` always stands where the next row begins."""

    def __init__(self, text: str, name: str) -> None:
        csv.field_size_limit(LONGEST_CELL)
        self._file = io.StringIO(text, newline="")
        separator = SEPARATOR_LINE.match(text)
        if separator:
            self._file.seek(separator.end())
        self._delimiter = separator[1] if separator else find_delimiter(text)
        self._size, self._again, self._line = len(text), 0, (0, 1)
        self._reader = csv.reader(self._file, delimiter=self._delimiter, strict=True)
        try:
            self.header = [title.strip() for title in next(self._reader, [])]
        except csv.Error as error:
            raise MalformedInput(f"line 1: not CSV ({error})", concerns=name) from None
        if len(self.header) > MOST_COLUMNS:
            raise MalformedInput(f"it has more than {MOST_COLUMNS:,} columns", concerns=name)
        if self._delimiter == "\t" and self._has_bare_marks():
            self._reader = csv.reader(self._file, delimiter="\t", quoting=csv.QUOTE_NONE)
            self._count(csv.QUOTE_NONE, name)
        else:
            self._count(csv.QUOTE_MINIMAL, name)

    def _count(self, quoting: Literal[0, 3], name: str) -> None:
        """Raise TooLarge before anything is read where there are too many rows; of a broken file, too many lines."""
        start, text = self._file.tell(), self._file.getvalue()
        lines = max(text.count("\n", start), text.count("\r", start))
        if lines > limits.MOST_ROWS:
            try:
                count = sum(1 for row in csv.reader(self._file, delimiter=self._delimiter, quoting=quoting) if row)
            except csv.Error:
                count = lines
            limits.check(count, limits.MOST_ROWS, "rows", name)
            self._file.seek(start)

    def rows(self) -> Iterator[Row]:
        number = 0
        recent: deque[list[str]] = deque(maxlen=COMPARED_ROWS)
        while True:
            start = self._file.tell()
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                number += 1
                line = self._line_at(start)
                lost = self._skip(start, recent)
                yield number, f"line {line} isn't CSV ({error}); {lost}"
                continue
            number += 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(self.header) and any(cell.strip() for cell in cells[len(self.header) :]):
                yield number, self._too_many(start, cells)
                continue
            recent.append(cells)
            yield number, cells

    def _too_many(self, start: int, cells: list[str]) -> str:
        return (
            f"line {self._line_at(start)} has {len(cells)} cells, and the header {len(self.header)}; "
            f"a cell with {self._delimiter!r} in it is written in quotation marks"
        )

    def _skip(self, start: int, recent: deque[list[str]]) -> str:
        """Go on to the next row behind the broken one that begins at ``start``; how much of the file that cost."""
        shapes = [{_shape(cell) for cell in column} for column in zip(*recent, strict=False)]
        lines = 1
        self._again += self._file.tell() - start
        self._file.seek(start)
        self._file.readline()
        while self._again <= READ_AGAIN * self._size:
            at = self._file.tell()
            try:
                cells = next(self._reader)
            except StopIteration:
                return _lost(lines)
            except csv.Error:
                cells = []
            self._again += self._file.tell() - at
            self._file.seek(at)
            if len(cells) == len(self.header) and _fits(cells, shapes):
                return _lost(lines)
            self._file.readline()
            lines += 1
        lines += sum(1 for _ in self._file)
        return f"{_lost(lines)}: all behind it, since too many rows are broken"

    def _line_at(self, place: int) -> int:
        """Return the number of the line at a place of the file, at or behind the last one asked for."""
        before, line = self._line
        offset = self._file.tell()
        self._file.seek(before)
        while self._file.tell() < place and self._file.readline():
            line += 1
        self._line = (self._file.tell(), line)
        self._file.seek(offset)
        return line

    def _has_bare_marks(self) -> bool:
        """True if quotation marks in a table with tabs are part of the text.

        They are where reading them as marks around cells breaks or puts rows into a cell, most lines are rows as they
        stand, and of the cells that begin with one at least half don't end with one.
        """
        start = self._file.tell()
        try:
            broken = any("\t" in cell and "\n" in cell for cells in self._reader for cell in cells)
        except csv.Error:
            broken = True
        self._file.seek(start)
        if not broken:
            return False
        whole = lines = marked = quoted = 0
        for line in self._file:
            cells = line.split("\t")
            lines += 1
            if len(cells) == len(self.header):
                whole += 1
                marked += sum(cell.startswith('"') for cell in cells)
                quoted += sum(bool(_QUOTED.match(cell)) for cell in cells)
        self._file.seek(start)
        return 2 * whole > lines and marked >= 2 * quoted


def find_delimiter(text: str) -> str:
    """Return the sign that parts the columns: of comma, semicolon, tab and bar, the commonest in the first line."""
    first = re.split(r"[\r\n]", text[:10_000], maxsplit=1)[0]
    return max(",;\t|", key=first.count)


def _lost(lines: int) -> str:
    return f"{count(lines, 'line')} passed over"


def _fits(cells: list[str], shapes: list[set[str]]) -> bool:
    """True if each cell is of the make that the cells of its column have; an empty one always is."""
    kinds = [*shapes, *({"figure", "address", "words"} for _ in cells[len(shapes) :])]
    return all(_shape(cell) in column for cell, column in zip(cells, kinds, strict=False) if cell)


def _shape(cell: str) -> str:
    """Return what a cell begins with. Prose has a space behind a comma, and a cell hardly ever begins with one."""
    if cell[:1].isspace():
        return "space"
    if cell[:1].isdigit():
        return "figure"
    return "address" if cell.startswith(("http://", "https://")) else "words"
