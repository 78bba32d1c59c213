"""CSV, TSV, Parquet and JSON Lines with a column map → an article a row.

Without a map the columns are found by the usual names (``text``, ``title``, ``url``, ``date``…), as for JSON Lines. A
map (``text=body,url=link``) says which column holds which field; what it doesn't name is found by the usual names.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from attribune.articles.decode import decode
from attribune.articles.jsonl import article_of
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, UnknownFormat, UsageError
from attribune.records import Article

FIELDS = ("text", "html", "title", "url", "outlet", "published", "modified", "authors", "language", "id")
ALIASES = {"date": "published", "author": "authors", "lang": "language", "publisher": "outlet", "link": "url"}
LONGEST_CELL = 20_000_000  # characters; a page may stand in a cell
MOST_COLUMNS = 2000
LISTED_ROWS = 10
BATCH_ROWS = 256  # of a Parquet file held at a time
_PARQUET = b"PAR1"


def column_map(text: str) -> dict[str, str]:
    """A map as it is written on the command line, field → column. Raises UsageError saying what is wrong.

    >>> column_map("text=body, url=link, date=day")
    {'text': 'body', 'url': 'link', 'published': 'day'}
    """
    found: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        field, equals, column = (side.strip() for side in part.partition("="))
        field = ALIASES.get(field.lower(), field.lower())
        if not equals or not column:
            raise UsageError(f"a column map is written field=column, separated by commas; not {part!r}")
        if field not in FIELDS:
            raise UsageError(f"no field is called {field!r}; there are: {', '.join(FIELDS)}")
        if field in found:
            raise UsageError(f"the field {field!r} is mapped twice")
        found[field] = column
    if not found:
        raise UsageError("the column map is empty; it is written field=column, separated by commas")
    return found


def read(
    data: bytes, *, name: str, url: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Article]:
    """The articles of every good row; then, where some were bad, MalformedInput names them.

    ``columns`` is a map as :func:`column_map` makes it. Raises UsageError where a mapped column isn't there.
    """
    bad: list[str] = []
    seen = 0
    checked = False
    for number, row in _rows(data, name, bad):
        if columns and not checked:
            _check(columns, row, name)
            checked = True
        try:
            yield article_of(_mapped(row, columns or {}), url)
            seen += 1
        except AttribuneError as error:
            bad.append(f"row {number}: {error.message[:160]}")
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            bad.append(f"row {number}: not an article ({str(error)[:100]})")
    if bad:
        more = f"; and {len(bad) - LISTED_ROWS} more rows" if len(bad) > LISTED_ROWS else ""
        raise MalformedInput(
            "; ".join(bad[:LISTED_ROWS]) + f"{more} ({seen} articles of this file read)", concerns=name
        )
    if not seen:
        raise EmptyInput("there is no row in it", concerns=name)


def _check(columns: Mapping[str, str], row: Mapping[str, Any], name: str) -> None:
    missing = [column for column in columns.values() if column not in row]
    if missing:
        there = ", ".join(list(map(str, row))[:20])
        raise UsageError(f"no column is called {missing[0]!r}; there are: {there}", concerns=name)


def _mapped(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The row under the names of fields; a column that a field was taken from counts for nothing else."""
    used = set(columns.values())
    out = {str(key).strip(): value for key, value in row.items() if key not in used and value not in (None, "")}
    out.update((field, _plain(row[column])) for field, column in columns.items() if row.get(column) not in (None, ""))
    return out


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _rows(data: bytes, name: str, bad: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its number, the first row of data being 1 (JSON Lines: the line)."""
    if data.startswith(_PARQUET):
        yield from _parquet(data, name)
        return
    text = decode(data, name=name).text
    if text.lstrip()[:1] == "{":
        yield from _json_lines(text, bad)
    else:
        yield from _csv(text, name)


def _json_lines(text: str, bad: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            bad.append(f"row {number}: not JSON")
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            bad.append(f"row {number}: not a JSON object")


def _csv(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = next(reader, [])
        if len(header) > MOST_COLUMNS:
            raise MalformedInput(f"it has more than {MOST_COLUMNS:,} columns", concerns=name)
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, dict(zip((title.strip() for title in header), cells, strict=False))
    except csv.Error as error:
        raise MalformedInput(f"line {reader.line_num}: not CSV ({error})", concerns=name) from None


def _delimiter(text: str) -> str:
    """The sign that parts the columns: of comma, semicolon, tab and bar, the commonest in the first line."""
    first = text[:10_000].split("\n", 1)[0]
    return max(",;\t|", key=first.count)


def _parquet(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UnknownFormat("reading Parquet needs pyarrow: pip install 'attribune[parquet]'", concerns=name) from None
    try:
        file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data))
        number = 0
        for batch in file.iter_batches(batch_size=BATCH_ROWS, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield number, {key: _plain(value) for key, value in row.items()}
    except (pyarrow.ArrowException, OSError, ValueError, TypeError) as error:
        raise MalformedInput(f"the Parquet file is damaged: {str(error)[:100]}", concerns=name) from None
